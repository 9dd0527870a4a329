"""The colour bar of a heat map, its scale stated; the same in the view and in the findings panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter

from xray_desktop.imaging.heatmap import colour_table
from xray_desktop.qt import theme
from xray_desktop.qt.viewer.overlay import LINE_HEIGHT, MARGIN, paint_words

if TYPE_CHECKING:
    from xray_desktop.imaging.colour_map import ColourMap

TITLE = "Relative evidence"
SCALE = "scale: this image"
BLANK = "No positive evidence to show"

_BAR_WIDTH = 8
_BAR_HEIGHT = 128.0
_STOPS = 17
_WIDTH = 240.0
_RIGHT = Qt.AlignmentFlag.AlignRight


def ramp(colour_map: ColourMap, begin: QPointF, end: QPointF) -> QLinearGradient:
    """Make a gradient that runs through a colour map."""
    gradient = QLinearGradient(begin, end)
    table = colour_table(colour_map)
    for stop in range(_STOPS):
        position = stop / (_STOPS - 1)
        gradient.setColorAt(position, QColor(*(int(channel) for channel in table[round(position * 255)])))
    return gradient


def paint_legend(painter: QPainter, area: QRectF, colour_map: ColourMap, lift: float) -> None:
    """Draw the colour bar at the lower right, `lift` above the corner text."""
    right = area.right() - MARGIN
    # A small view has corner text close above.
    height = min(_BAR_HEIGHT, area.height() / 4)
    bar = QRectF(right - _BAR_WIDTH, area.bottom() - MARGIN - lift - height, _BAR_WIDTH, height)
    _paint_titles(painter, bar.top() - theme.SPACE.s, right, (TITLE, SCALE))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("picture"))
    painter.drawRect(bar.adjusted(-1, -1, 1, 1))
    painter.setBrush(ramp(colour_map, bar.bottomLeft(), bar.topLeft()))
    painter.drawRect(bar)
    beside = bar.left() - theme.SPACE.s
    for text, y in (("1", bar.top()), ("0.5", bar.center().y()), ("0", bar.bottom())):
        paint_words(painter, _line(beside, y - LINE_HEIGHT / 2), text, _RIGHT)


def paint_blank_note(painter: QPainter, area: QRectF, lift: float) -> None:
    """Say in the legend's place that the map is blank: an honest outcome, not a fault."""
    _paint_titles(painter, area.bottom() - MARGIN - lift, area.right() - MARGIN, ("Heat map", BLANK))


def _paint_titles(painter: QPainter, bottom: float, right: float, lines: tuple[str, str]) -> None:
    title, below = lines
    paint_words(painter, _line(right, bottom - 2 * LINE_HEIGHT), title, _RIGHT)
    paint_words(painter, _line(right, bottom - LINE_HEIGHT), below, _RIGHT)


def _line(right: float, top: float) -> QRectF:
    return QRectF(right - _WIDTH, top, _WIDTH, LINE_HEIGHT)
