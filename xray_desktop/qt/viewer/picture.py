"""One radiograph on the screen: pixels, window and heat map, with every step remembered until it changes.

This module needs NumPy and OpenCV; the view imports it with the first picture, after the window has been painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from xray_desktop.imaging.image import VoiWindow
from xray_desktop.imaging.turn import UPRIGHT, Turn
from xray_desktop.imaging.voi import display_values
from xray_desktop.imaging.windows import FULL_RANGE, TRIMMED_RANGE, offered_windows
from xray_desktop.qt.viewer.dicom_overlay_layer import DicomOverlayLayer
from xray_desktop.qt.viewer.heatmap.layer import HeatmapLayer
from xray_desktop.qt.viewer.heatmap.legend import paint_legend
from xray_desktop.qt.viewer.heatmap.painting import paint_heatmap
from xray_desktop.qt.viewer.screen_raster import ScreenRaster, grey_image
from xray_desktop.qt.viewer.transform import Extent
from xray_desktop.qt.viewer.window_level import ValueRange, WindowLevel

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from xray_desktop.imaging.image import Voi, XrayImage
    from xray_desktop.qt.viewer.display_options import DisplayOptions
    from xray_desktop.qt.viewer.transform import PixelRectangle
    from xray_desktop.qt.viewer.viewport import Viewport
    from xray_desktop.study.result import ImageResult


class Picture:
    """What is painted of one image.

    Parameters
    ----------
    image
        The decoded image.
    result
        What the analysis says of it; None while it is not there yet.
    """

    def __init__(self, image: XrayImage, result: ImageResult | None) -> None:
        self.image = image
        self.window_level = _window_level(image)
        self._grey = QImage()
        self._values: NDArray[Any] | None = None
        self._grey_request: tuple[Voi, bool, bool] | None = None
        self.result = result
        self.set_turn(UPRIGHT)

    def set_turn(self, turn: Turn) -> None:
        """Turn the display: pixels, overlays, heat map and hatching alike."""
        self.turn = turn
        columns, rows = turn.size(self.image.columns, self.image.rows)
        self.extent = Extent(round(columns), round(rows))
        self._raster = ScreenRaster(np.ascontiguousarray(turn.apply(self.image.pixels)))
        self._dicom_overlays = DicomOverlayLayer(self.image, turn)
        self.set_result(self.result)

    def set_result(self, result: ImageResult | None) -> None:
        """Take what the analysis says."""
        self.result = result
        self.heatmap: HeatmapLayer | None = None
        if result is not None and result.heatmap is not None and result.geometry is not None:
            self.heatmap = HeatmapLayer(result.heatmap, result.geometry, self.turn)

    def paint(self, painter: QPainter, viewport: Viewport, display_options: DisplayOptions) -> None:
        """Paint what is seen; the painter works in device pixels."""
        part = viewport.visible
        if part is None:
            return
        placement = viewport.placement
        corner = QPointF(placement.left + part.left, placement.top + part.top)
        painter.drawImage(corner, self._windowed(placement, part, display_options))
        if self.heatmap is not None and display_options.paints:
            paint_heatmap(painter, self.heatmap, display_options, placement, part)
        overlays = self._dicom_overlays.picture(placement, part) if display_options.overlays_visible else None
        if overlays is not None:
            painter.drawImage(corner, overlays)

    def paint_legend(self, painter: QPainter, area: QRectF, display_options: DisplayOptions, lift: float) -> None:
        """Say what the heat map's colours mean, or why there are none; the painter works in device-independent pixels.

        Parameters
        ----------
        area
            The view.
        lift
            Free space to leave under it.
        """
        if self.heatmap is not None:
            paint_legend(painter, area, display_options, self.heatmap.maximum, lift)

    def _windowed(self, placement: PixelRectangle, part: PixelRectangle, display_options: DisplayOptions) -> QImage:
        """Return the windowed picture of what is seen, in device pixels."""
        values = self._raster.resample(placement, part)
        state = self.window_level
        request = (state.voi, state.inverted, display_options.overlays_visible)
        if self._values is not values or self._grey_request != request:
            self._values, self._grey_request = values, request
            grey = display_values(values, state.voi, inverse=self.image.inverse != state.inverted)
            self._grey = grey_image(
                self._dicom_overlays.cover(grey, placement, part, shutter=display_options.overlays_visible)
            )
        return self._grey


def _window_level(image: XrayImage) -> WindowLevel:
    offered = offered_windows(image)
    named = {voi.explanation: voi for voi in offered if isinstance(voi, VoiWindow)}
    full, trimmed = named[FULL_RANGE], named[TRIMMED_RANGE]
    half = trimmed.width / 2.0
    values = ValueRange(trimmed.center - half, trimmed.center + half)
    return WindowLevel(offered, full, values, inverse=image.inverse)
