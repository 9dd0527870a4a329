"""What is said of an image: its finding, its heat map, the override of its gate."""
