"""A validation that predicts what a network loses elsewhere: who is held out, trainings, and the report."""
