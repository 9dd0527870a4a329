"""Labelled radiographs: finding them, keeping patients together, decoding them once."""
