"""Painting a heat map over a radiograph: colours, contours, and hatching where the model never looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QTransform

from xray_desktop.imaging.heatmap.overlay import HALO_OPACITY, HALO_WIDTH, LINE_WIDTH, line_colour
from xray_desktop.qt import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath

    from xray_desktop.imaging.geometry import Rectangle
    from xray_desktop.imaging.heatmap.style import HeatmapStyle
    from xray_desktop.qt.viewer.display_options import DisplayOptions
    from xray_desktop.qt.viewer.heatmap.layer import HeatmapLayer
    from xray_desktop.qt.viewer.transform import PixelRectangle

_HATCH_ALPHA = 0.45


def paint_heatmap(
    painter: QPainter,
    layer: HeatmapLayer,
    display_options: DisplayOptions,
    placement: PixelRectangle,
    part: PixelRectangle,
) -> None:
    """Paint a layer; the painter works in device pixels.

    Parameters
    ----------
    placement
        Where the whole radiograph is drawn.
    part
        What of it is seen, from its own corner.
    """
    shared, style = display_options.shared_scale, display_options.style
    layer.use_scale(None if shared is None else shared.maximum)
    painter.save()
    painter.translate(placement.left, placement.top)
    if layer.maximum > 0.0 and style.colours:
        painter.setOpacity(style.opacity)
        painter.drawImage(
            QPointF(part.left, part.top), layer.picture(placement, part, style.colour_map, style.threshold)
        )
        painter.setOpacity(1.0)
    _paint_hatching(painter, layer, placement)
    if layer.maximum > 0.0 and style.levels:
        _paint_lines(painter, layer, style, placement)
    painter.restore()


def _paint_hatching(painter: QPainter, layer: HeatmapLayer, placement: PixelRectangle) -> None:
    brush = QBrush(theme.colour("on_picture_secondary", _HATCH_ALPHA), Qt.BrushStyle.BDiagPattern)
    # The pattern keeps its size on a display with scaled pixels.
    scale = painter.device().devicePixelRatio()
    brush.setTransform(QTransform.fromScale(scale, scale))
    for band in layer.unseen(placement):
        painter.fillRect(_qt(band), brush)


def _paint_lines(painter: QPainter, layer: HeatmapLayer, style: HeatmapStyle, placement: PixelRectangle) -> None:
    painter.setClipRect(_qt(layer.seen(placement)), Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(style.line_opacity)
    for level, path in layer.lines(placement, style.levels):
        paint_line(painter, path, line_colour(style.colour_map, level))


def paint_line(painter: QPainter, path: QPainterPath, colour: tuple[int, int, int], widening: float = 1.0) -> None:
    """Paint a contour, with a dark seam that keeps it apart from what is bright."""
    painter.strokePath(path, _pen(painter, theme.colour("picture", HALO_OPACITY), HALO_WIDTH * widening))
    painter.strokePath(path, _pen(painter, QColor(*colour), LINE_WIDTH * widening))


def _pen(painter: QPainter, colour: QColor, width: float) -> QPen:
    """Make a pen of a width in device-independent pixels, whatever the painter's own scale."""
    pen = QPen(colour, width * painter.device().devicePixelRatio())
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _qt(part: Rectangle) -> QRectF:
    return QRectF(part.left, part.top, part.width, part.height)
