"""What this installation is and whether its parts work, told without a patient, a path or the user's name."""
