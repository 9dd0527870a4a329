"""What the user draws on a picture and looks through: measurements, notes and the magnifier."""
