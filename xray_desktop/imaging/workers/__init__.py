"""Decoders in processes of their own that can be killed."""
