"""Grad-CAM inside the graph: a small reverse-mode differentiator over ONNX, and the map that it feeds."""
