"""What an ONNX file promises: the model card inside it, and the checks before anything in it runs."""
