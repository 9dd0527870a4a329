"""What the window says of itself: the line of counts and progress, and sentences that need an answer or none."""
