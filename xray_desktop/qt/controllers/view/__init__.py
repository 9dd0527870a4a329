"""What is done with the images on the screen."""
