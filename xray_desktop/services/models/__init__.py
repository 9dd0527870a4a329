"""Finding, loading and comparing models."""
