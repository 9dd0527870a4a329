"""Windows that explain: keys and mouse, and what this program is."""
