"""Window and level on a film of 12 megapixels: steps of a drag, each painted, against the least that a step can be.

The least: a table looked up for every pixel of the screen, and the outcome copied to the window (`cv2.LUT`, a QImage,
one `drawImage`). Ours adds the table of each new window, what the corners say, and everything else that the user sees
change. Sixty steps a second leave 16.7 ms for one. Each display scale is a process of its own, off-screen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from benchmarks.measure import Comparison, compared
from xray_desktop import app
from xray_desktop.imaging.geometry import Geometry, Rectangle
from xray_desktop.imaging.image import ImageKey, InstanceInfo, VoiWindow, XrayImage
from xray_desktop.phantom import draw_chest
from xray_desktop.qt import theme
from xray_desktop.qt.viewer.image_view import ImageView
from xray_desktop.study.result import ImageResult, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

ROWS, COLUMNS = 3000, 4000
VIEW = (1400, 1000)
"""In device-independent pixels."""
STEPS = 60
_SCALES = (1, 2)
_KEY = ImageKey(Path("/films/twelve-megapixels.dcm"))


def run(_folder: Path, runs: int) -> list[Comparison]:
    """Measure at both scales, fitted and pixel by pixel."""
    return [line for scale in _SCALES for line in _lines(scale, runs)]


def _lines(scale: int, runs: int) -> list[Comparison]:
    finished = subprocess.run(
        [sys.executable, "-m", "benchmarks.window_level", "--runs", str(runs)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)},
    )
    measured = json.loads(finished.stdout.splitlines()[-1])
    return [
        compared(
            f"Window/level steps, 12 MP, {scale}x, {zoom}",
            pairs,
            unit="per CPU s",
            peer_name="cv2.LUT and drawImage of the same pixels",
            better="higher",
        )
        for zoom, pairs in measured.items()
    ]


def main() -> None:
    """Measure in this process; prints pairs of steps per CPU second as JSON, ours first, for each way to look."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.window_level", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    application = app.make_qt_application()
    theme.apply(application, theme.DARK)
    view, bare = ImageView(), _BareView()
    measured = {}
    for name, result, zoom in (
        ("fit", None, view.fit),
        ("1:1", None, view.one_to_one),
        ("fit, heat map", _result(), view.fit),
    ):
        for widget in (view, bare):
            widget.resize(*VIEW)
            widget.show()
        view.show_image(_film(), result)
        zoom()
        application.processEvents()
        bare.take(view)
        measured[name] = [_pair(view, bare) for _ in range(runs + 1)][1:]
    print(json.dumps(measured))


def _pair(view: ImageView, bare: _BareView) -> tuple[float, float]:
    view.begin_window_drag()
    return _rate(lambda step: view.drag_window(step, step / 2), view), _rate(bare.use, bare)


def _rate(change: Callable[[int], object], widget: QWidget) -> float:
    start = time.process_time()
    for step in range(1, STEPS + 1):
        change(step)
        widget.repaint()
    return STEPS / (time.process_time() - start)


@cache
def _film() -> XrayImage:
    drawn = draw_chest(3, ROWS // 4, COLUMNS // 4).pixels
    large = cv2.resize(drawn, (COLUMNS, ROWS), interpolation=cv2.INTER_LINEAR)
    grain = np.random.default_rng(3).normal(0.0, 0.01, large.shape)
    stored = np.rint((large + grain).clip(0.0, 1.0) * 65535.0).astype(np.uint16)
    instance = InstanceInfo(
        patient_name="Phantom^Three", patient_id="SYNTHETIC-03", study_description="Chest, drawn", bits_stored=16
    )
    return XrayImage(_KEY, stored, (VoiWindow(32768.0, 65536.0),), instance=instance)


def _result() -> ImageResult:
    heatmap = np.random.default_rng(4).random((7, 7), np.float32)
    whole = Rectangle(0.0, 0.0, float(COLUMNS), float(ROWS))
    geometry = Geometry(ROWS, COLUMNS, 224, 224, whole, Rectangle(0.0, 0.0, 224.0, 224.0))
    return ImageResult(_KEY, Status.SCORED, scores=(0.7,), heatmap=heatmap, geometry=geometry)


class _BareView(QWidget):
    """Looks every pixel up in a table that is there already, and draws the outcome."""

    def take(self, view: ImageView) -> None:
        """Show as much of the film as a view does, in its place."""
        seen = view._viewport.visible
        assert seen is not None  # noqa: S101 - it shows the film
        self._values = np.random.default_rng(5).integers(0, 65536, (seen.height, seen.width), np.uint16)
        ramps = (np.linspace(0.0, 255.0, 65536) ** (1.0 - step / 1000) for step in range(STEPS + 1))
        self._tables = [ramp.astype(np.uint8) for ramp in ramps]
        self._table = self._tables[0]

    def use(self, step: int) -> None:
        """Take another table."""
        self._table = self._tables[step]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint."""
        grey = cv2.LUT(self._values, self._table)
        rows, columns = grey.shape
        painter = QPainter(self)
        painter.scale(1.0 / self.devicePixelRatioF(), 1.0 / self.devicePixelRatioF())
        painter.fillRect(0, 0, *(round(side * self.devicePixelRatioF()) for side in VIEW), Qt.GlobalColor.black)
        painter.drawImage(0, 0, QImage(grey.data, columns, rows, columns, QImage.Format.Format_Grayscale8))
        painter.end()


if __name__ == "__main__":
    main()
