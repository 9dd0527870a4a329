"""From a Keras model to one ONNX file that explains itself, checked against Keras before it is written."""
