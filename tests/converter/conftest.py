"""These tests need the converter extra; without it the folder is not collected."""

from __future__ import annotations

import gc
import os
import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

HERE = Path(__file__).parent

if find_spec("tensorflow") is None:
    collect_ignore_glob = ["test_*.py"]
else:
    with warnings.catch_warnings():
        # Warnings that the libraries raise about each other while they are imported.
        warnings.simplefilter("ignore")
        import keras  # noqa: F401
        import tensorflow  # noqa: F401
        import tf2onnx  # noqa: F401

    # Tracing a network makes hundreds of thousands of objects, and a collection at every 700 walks the libraries' own
    # each time: a sixth of a training's time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)

LONGEST = ("test_recipes_whole.py", "test_memory.py", "test_resume.py")
"""Begun first where files run side by side, so that none is left over to run alone."""

# Keras turns TensorFlow variables into arrays in a way that numpy 2 deprecates.
THIRD_PARTY_WARNING = "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, let one third-party warning pass in them alone, and begin with the longest."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.tensorflow)
            item.add_marker(pytest.mark.filterwarnings(THIRD_PARTY_WARNING))
    items.sort(key=lambda item: item.path.name not in LONGEST)
