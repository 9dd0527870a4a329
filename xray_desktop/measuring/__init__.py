"""What is drawn on a radiograph and what it measures: shapes, calibration, numbers, and a store of shapes by image."""
