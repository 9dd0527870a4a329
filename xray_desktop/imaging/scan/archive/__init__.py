"""Zip archives: read with bounds, and unpacked file by file into a private folder."""
