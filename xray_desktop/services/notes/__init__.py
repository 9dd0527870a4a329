"""What a person writes on an image, kept between sessions."""
