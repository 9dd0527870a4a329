"""The heat map on the film and its legend."""
