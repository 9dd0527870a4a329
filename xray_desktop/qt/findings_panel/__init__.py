"""The panel that says what was found, by which model and with what right."""
