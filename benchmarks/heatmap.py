"""How long a heat map takes to be painted anew over a view of 1400 x 1000 pixels: at each step of a zoom."""

from __future__ import annotations

import os
import time
from itertools import count
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from benchmarks.measure import Comparison, compare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.qt.viewer.display_options import DisplayOptions

_PAINTS = 25
_WIDTH, _HEIGHT = 1400, 1000
_COLOUR_MS, _CONTOUR_MS = 1000.0 / 60.0, 10.0


def run(_folder: Path, runs: int) -> list[Comparison]:
    """Paint colours, contours, and contours on a scale that grows while a study is scored."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from xray_desktop.imaging.heatmap.style import CommonScale, HeatmapMode, HeatmapScale, HeatmapStyle
    from xray_desktop.qt.viewer.display_options import DisplayOptions

    application = QGuiApplication.instance() or QGuiApplication([])
    colour, contours = DisplayOptions(True), DisplayOptions(True, HeatmapStyle(mode=HeatmapMode.CONTOURS))
    study = HeatmapStyle(mode=HeatmapMode.CONTOURS, scale=HeatmapScale.STUDY)
    grown = (
        DisplayOptions(True, study, CommonScale(float(_heatmap().max()) * (1.0 + step / 10_000.0), step))
        for step in count(1)
    )
    cases: list[tuple[str, Callable[[], DisplayOptions], float]] = [
        ("heat map in colour, another zoom", lambda: colour, _COLOUR_MS),
        ("contours, another zoom", lambda: contours, _CONTOUR_MS),
        ("contours, another zoom and scale", lambda: next(grown), _CONTOUR_MS),
    ]
    lines = [
        compare(
            name,
            lambda display_options=display_options: _milliseconds(display_options),  # type: ignore[misc]
            lambda limit=limit: limit,  # type: ignore[misc]
            unit="CPU ms",
            peer_name="limit",
            better="lower",
            runs=runs,
        )
        for name, display_options, limit in cases
    ]
    del application
    return lines


def _milliseconds(display_options: Callable[[], DisplayOptions]) -> float:
    """Paint at many zooms; return the median of this thread's processor time, which a busy machine does not stretch."""
    from PySide6.QtGui import QImage, QPainter

    from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
    from xray_desktop.qt.viewer.heatmap.layer import HeatmapLayer
    from xray_desktop.qt.viewer.heatmap.painting import paint_heatmap
    from xray_desktop.qt.viewer.transform import PixelRectangle

    layer = HeatmapLayer(_heatmap(), plan_geometry(2000, 2800, 224, 224, AspectPolicy.STRETCH))
    canvas = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    view = PixelRectangle(0, 0, _WIDTH, _HEIGHT)
    taken = []
    for step in range(_PAINTS):
        placement = PixelRectangle(0, 0, _WIDTH + 7 * step, _HEIGHT + 5 * step)
        painter = QPainter(canvas)
        start = time.thread_time()
        paint_heatmap(painter, layer, display_options(), placement, view)
        painter.end()
        taken.append((time.thread_time() - start) * 1000.0)
    return median(taken)


def _heatmap() -> NDArray[np.float32]:
    """Draw a map as restless as those of real networks: several hills and edges."""
    noise = np.random.default_rng(3).random((7, 7)).astype(np.float32) ** 3
    return np.asarray(cv2.GaussianBlur(noise, (0, 0), 0.8), np.float32)
