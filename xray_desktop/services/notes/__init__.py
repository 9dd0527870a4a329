"""What the user writes on an image, kept between sessions."""
