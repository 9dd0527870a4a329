"""The menu and the window of models."""
