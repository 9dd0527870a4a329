"""The colour bar of a heat map, its scale stated; the same in the view and in the findings panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath

from xray_desktop.imaging.heatmap.overlay import line_colour
from xray_desktop.imaging.heatmap.render import colour_table
from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.viewer.annotation_painter import MARGIN, paint_text
from xray_desktop.qt.viewer.heatmap import legend_text
from xray_desktop.qt.viewer.heatmap.painting import paint_line

if TYPE_CHECKING:
    from xray_desktop.imaging.heatmap.style import ColourMap, HeatmapStyle
    from xray_desktop.qt.viewer.display_options import DisplayOptions

_BAR_WIDTH = 12
_BAR_HEIGHT = 128.0
_STOPS = 17
_WIDENING = 1.5
"""A short piece of a line has to show its colour."""
_WIDTH = 280.0
_RIGHT = Qt.AlignmentFlag.AlignRight


def paint_legend(painter: QPainter, area: QRectF, display_options: DisplayOptions, maximum: float, lift: float) -> None:
    """Draw the colour bar at the lower right, or say there why there is nothing to explain.

    Parameters
    ----------
    area
        The view.
    maximum
        Of the map, as the model gave it.
    lift
        Height of the corner text below.
    """
    right, bottom = area.right() - MARGIN, area.bottom() - MARGIN - lift
    absence = legend_text.absence(display_options, maximum)
    if absence:
        lines = [tr("Heat map"), absence, legend_text.reach(display_options, maximum)]
        _paint_titles(painter, right, bottom, lines)
        return
    # A small view has corner text close above.
    height = min(_BAR_HEIGHT, area.height() / 4)
    bar = QRectF(right - _BAR_WIDTH, bottom - height, _BAR_WIDTH, height)
    lines = [legend_text.heading(), legend_text.scale(display_options), legend_text.reach(display_options, maximum)]
    _paint_titles(painter, right, bar.top() - theme.SPACE.s, lines)
    paint_bar(painter, Bar(bar, upright=True), display_options.style)
    beside = bar.left() - theme.SPACE.s
    for share, text in legend_text.ticks(display_options, theme.SIZE.text_line / height):
        y = bar.bottom() - share * height
        paint_text(painter, _line(beside, y - theme.SIZE.text_line / 2), text, _RIGHT)


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a colour bar lies, and which way it runs.

    Attributes
    ----------
    place
        In device-independent pixels.
    upright
        0 is below; otherwise it is on the left.
    """

    place: QRectF
    upright: bool

    def at(self, share: float, across: float = 0.5) -> QPointF:
        """Find the point at a share of the bar's length and of its width."""
        place = self.place
        if self.upright:
            return QPointF(place.left() + across * place.width(), place.bottom() - share * place.height())
        return QPointF(place.left() + share * place.width(), place.bottom() - across * place.height())

    def part(self, begin: float, end: float) -> QRectF:
        """Cut out what lies between two shares of its length."""
        return QRectF(self.at(begin, 0.0), self.at(end, 1.0)).normalized()


def paint_bar(painter: QPainter, bar: Bar, style: HeatmapStyle) -> None:
    """Draw the colours that stand for each share of the scale, the contours that run there, and what is cut off."""
    painter.save()
    painter.fillRect(bar.place.adjusted(-1, -1, 1, 1), theme.colour("on_picture_secondary"))
    painter.fillRect(bar.place, theme.colour("picture"))
    painter.setPen(Qt.PenStyle.NoPen)
    if style.colours:
        painter.setBrush(_ramp(style.colour_map, bar.at(0.0), bar.at(1.0)))
        painter.drawRect(bar.part(style.threshold, 1.0))
    for level in style.levels:
        line = QPainterPath(bar.at(level, 0.0))
        line.lineTo(bar.at(level, 1.0))
        paint_line(painter, line, line_colour(style.colour_map, level), _WIDENING)
    if style.threshold > 0.0:
        painter.setPen(theme.colour("on_picture"))
        painter.drawLine(bar.at(style.threshold, 0.0), bar.at(style.threshold, 1.0))
    painter.restore()


def _ramp(colour_map: ColourMap, begin: QPointF, end: QPointF) -> QLinearGradient:
    """Make a gradient that runs through a colour map."""
    gradient = QLinearGradient(begin, end)
    table = colour_table(colour_map)
    for stop in range(_STOPS):
        position = stop / (_STOPS - 1)
        gradient.setColorAt(position, QColor(*(int(channel) for channel in table[round(position * 255)])))
    return gradient


def _paint_titles(painter: QPainter, right: float, bottom: float, lines: list[str]) -> None:
    for place, line in enumerate(reversed([line for line in lines if line])):
        paint_text(painter, _line(right, bottom - (place + 1) * theme.SIZE.text_line), line, _RIGHT)


def _line(right: float, top: float) -> QRectF:
    return QRectF(right - _WIDTH, top, _WIDTH, theme.SIZE.text_line)
