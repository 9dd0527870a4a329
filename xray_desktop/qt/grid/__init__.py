"""The thumbnail grid: rows, their arrangement, the item model, how a cell is painted, and the page around it."""
