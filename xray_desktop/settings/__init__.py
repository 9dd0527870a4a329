"""What a person chose and where the program keeps its files."""
