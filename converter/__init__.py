"""The workshop: trains a network on labelled radiographs and turns it into one model file that the viewer opens."""
