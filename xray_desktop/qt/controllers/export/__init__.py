"""What leaves the window: the report and the picture."""
