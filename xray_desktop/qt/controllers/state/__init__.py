"""What the window shows, and what everything else asks of it: the lower storey."""
