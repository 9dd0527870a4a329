"""What the user chose and where the program keeps its files."""
