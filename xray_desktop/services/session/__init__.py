"""What is kept of a session until the next."""
