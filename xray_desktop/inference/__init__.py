"""Models run: onnxruntime sessions, the provider really in use, the known-answer self-test."""
