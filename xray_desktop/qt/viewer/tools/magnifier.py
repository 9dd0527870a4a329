"""A round lens over the picture: the file's own pixels, windowed as around it, larger than around it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen, QTransform

from xray_desktop.qt import theme
from xray_desktop.qt.viewer.tools.label import label_size, paint_label

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.qt.viewer.layer import ViewMap

FACTORS = (2, 3, 4)
RADIUS = 110.0
"""In device-independent pixels."""
_RIM = 2.0
_SHARP_FROM = 6.0
"""Device pixels for a pixel of the source from which on its square is seen, as in the view itself."""


def paint_lens(painter: QPainter, view: ViewMap, centre: QPointF, factor: int) -> None:
    """Draw the lens around a place of the view.

    Parameters
    ----------
    centre
        Where the pointer is; the lens shows what lies under it.
    factor
        How many times larger than in the view.
    """
    image, level = view.image, view.window_level
    if image is None or level is None:
        return
    lens = QPainterPath()
    lens.addEllipse(centre, RADIUS, RADIUS)
    painter.save()
    painter.setClipPath(lens)
    painter.fillPath(lens, theme.colour("picture"))
    ratio = painter.device().devicePixelRatio()
    _paint_source(painter, view, image, centre, factor, ratio)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((theme.colour("picture"), 2 * _RIM), (theme.colour("on_picture"), _RIM)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(centre, RADIUS, RADIUS)
    lines = (f"{factor}×",)
    place = QRectF(QPointF(0, 0), label_size(lines, RADIUS))
    place.moveCenter(centre + QPointF(0, RADIUS - place.height()))
    paint_label(painter, place, lines)


def _paint_source(
    painter: QPainter, view: ViewMap, image: XrayImage, centre: QPointF, factor: int, ratio: float
) -> None:
    """Draw the part of the source behind the lens, turned as the view is."""
    from xray_desktop.qt.viewer.screen_raster import grey_image

    part = _part(view, image, centre, factor)
    if part is None:
        return
    rows, columns = part
    scale = view.source_scale * factor * ratio
    values, step = _reduced(image.pixels[rows, columns], scale)
    grey = _windowed(image, view, values)
    # From pixels of the crop to those of the source, from there into the view, and there away from the pointer.
    place = QTransform.fromTranslate(-centre.x(), -centre.y())
    place = place * QTransform.fromScale(factor, factor) * QTransform.fromTranslate(centre.x(), centre.y())
    crop = QTransform.fromScale(*step) * QTransform.fromTranslate(columns.start, rows.start)
    painter.setTransform(crop * source_to_view(view) * place, combine=True)
    painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform, scale < _SHARP_FROM)
    painter.drawImage(QPointF(0, 0), grey_image(grey))


def source_to_view(view: ViewMap) -> QTransform:
    """Return the view's map as a matrix: it turns, mirrors, scales and moves, and does nothing else."""
    origin, across, down = (view.to_view(point) for point in (QPointF(0, 0), QPointF(1, 0), QPointF(0, 1)))
    along_x, along_y = across - origin, down - origin
    return QTransform(along_x.x(), along_x.y(), along_y.x(), along_y.y(), origin.x(), origin.y())


def _part(view: ViewMap, image: XrayImage, centre: QPointF, factor: int) -> tuple[slice, slice] | None:
    """Find the rows and columns that the lens shows; None where it lies beside the picture."""
    reach = QPointF(RADIUS / factor, RADIUS / factor)
    seen = QRectF(view.to_source(centre - reach), view.to_source(centre + reach)).normalized()
    rows = slice(max(0, math.floor(seen.top()) - 1), min(image.rows, math.ceil(seen.bottom()) + 1))
    columns = slice(max(0, math.floor(seen.left()) - 1), min(image.columns, math.ceil(seen.right()) + 1))
    return (rows, columns) if rows.start < rows.stop and columns.start < columns.stop else None


def _reduced(values: NDArray[Any], scale: float) -> tuple[NDArray[Any], tuple[float, float]]:
    """Average pixels where several share one of the screen; gives how many of them one stands for, across and down."""
    import cv2
    import numpy as np

    if scale >= 1.0:
        return values, (1.0, 1.0)
    rows, columns = values.shape
    size = max(1, round(columns * scale)), max(1, round(rows * scale))
    source = np.ascontiguousarray(values.astype(np.float32) if values.dtype == np.int32 else values)
    return cv2.resize(source, size, interpolation=cv2.INTER_AREA), (columns / size[0], rows / size[1])


def _windowed(image: XrayImage, view: ViewMap, values: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    from xray_desktop.imaging.voi import render

    level = view.window_level
    assert level is not None  # noqa: S101 - there is no picture without one
    return render(replace(image, pixels=np.ascontiguousarray(values)), level.voi, invert=level.inverted)
