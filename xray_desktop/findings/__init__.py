"""What a score means: threshold, label, recommendation."""
