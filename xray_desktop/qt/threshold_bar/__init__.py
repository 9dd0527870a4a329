"""The threshold: a slider over the study's probabilities, the operating points, and counts that follow."""
