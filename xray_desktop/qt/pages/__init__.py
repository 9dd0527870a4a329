"""What stands in the centre of the window besides the grid: the empty page, one image, and an image that fails."""
