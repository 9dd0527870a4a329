"""The workshop: trains a network on labelled radiographs and turns it into one model file that the viewer opens."""

import xray_desktop  # noqa: F401 - before onnxruntime, whose telemetry it switches off
