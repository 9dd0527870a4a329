"""Several model files averaged into one."""
