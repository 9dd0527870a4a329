"""On a display with scaled pixels, 1:1 means device pixels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT_ROOT = Path(__file__).resolve().parents[3]

_PROGRAM = """
import json
import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.qt.viewer.screen import drag, grab_grey
from tests.support.pictures import image_of, noise
from xray_desktop.qt.viewer.image_view import ImageView

application = QApplication([])
pixels = noise(1200, 1600)
view = ImageView()
view.set_corners_visible(False)
view.resize(400, 300)
view.show()
view.show_image(image_of(pixels))
fitted = view.zoom
view.one_to_one()
ratio = view.devicePixelRatioF()
screen = grab_grey(view)
rows, columns = screen.shape
top, left = (1200 - rows) // 2, (1600 - columns) // 2
exact = bool((screen == pixels[top : top + rows, left : left + columns]).all())
drag(view, Qt.MouseButton.MiddleButton, (100, 100), (120, 100))
moved = round(20 * ratio)
panned = bool((grab_grey(view) == pixels[top : top + rows, left - moved : left - moved + columns]).all())
print(json.dumps({"ratio": ratio, "size": [rows, columns], "fitted": fitted, "exact": exact, "panned": panned}))
"""


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_one_to_one_copies_the_picture_to_device_pixels(ratio):
    environment = os.environ | {"QT_SCALE_FACTOR": str(ratio), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer == {
        "ratio": ratio,
        "size": [300 * ratio, 400 * ratio],
        "fitted": 0.25 * ratio,
        "exact": True,
        "panned": True,
    }
