"""Folders, archives and discs become a list of files."""
