"""What leaves the program: tables and pictures."""
