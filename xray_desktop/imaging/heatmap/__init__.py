"""A heat map as something to see: its colours, its contours, and its place on the film."""
