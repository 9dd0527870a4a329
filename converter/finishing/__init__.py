"""A finished model file, changed afterwards: calibration, operating points, 8-bit integers, card, publication."""
