"""The label beside a shape: where it fits without covering the shape, and how it is painted."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from xray_desktop.qt import theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPainterPath

_GAP = 10.0
_EDGE = 4.0
_LINE_HEIGHT = 17
_PADDING_X, _PADDING_Y = 6.0, 3.0
_GROUND = 0.72


def label_size(lines: Sequence[str], widest: float) -> QSizeF:
    """Measure lines of text.

    Parameters
    ----------
    widest
        Longer lines lose their end.
    """
    metrics = QFontMetricsF(theme.font(theme.TEXT.small))
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _PADDING_X
    return QSizeF(min(width, widest), len(lines) * theme.scaled(_LINE_HEIGHT) + 2 * _PADDING_Y)


def place_label(
    size: QSizeF, strips: Sequence[QPainterPath], own: int, taken: Sequence[QRectF], area: QRectF
) -> QRectF:
    """Find the place of a label: in the view, close to its shape, and on no line and on no other label.

    Parameters
    ----------
    size
        Of the label.
    strips
        The areas along the lines of all shapes.
    own
        Which of them is that of the label's shape.
    taken
        Places of other labels.
    area
        The view.

    Returns
    -------
    QRectF
        Where nothing is free, the place that covers least.
    """
    room = area.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    places = [_held(QRectF(corner, size), room) for corner in _corners(strips[own].boundingRect() & area, size)]
    # The first of equals wins, so that a label stays on its side while a shape is moved.
    return min(places, key=lambda place: _cost(place, strips, own, taken))


def _corners(around: QRectF, size: QSizeF) -> Iterator[QPointF]:
    """List upper left corners beside, under and over a shape."""
    right, left = around.right() + _GAP / 2, around.left() - _GAP / 2 - size.width()
    below, above = around.bottom() + _GAP / 2, around.top() - _GAP / 2 - size.height()
    middle = around.center() - QPointF(size.width() / 2, size.height() / 2)
    yield QPointF(right, middle.y())
    yield QPointF(middle.x(), below)
    yield QPointF(middle.x(), above)
    yield QPointF(left, middle.y())
    for x in (right, left):
        for y in (around.bottom() - size.height(), around.top(), below, above):
            yield QPointF(x, y)
    # A line that crosses the whole view leaves room in the corners of what it spans.
    for x in (around.left(), around.right() - size.width()):
        for y in (around.bottom() - size.height(), around.top()):
            yield QPointF(x, y)


def _held(place: QRectF, room: QRectF) -> QRectF:
    x = max(room.left(), min(place.left(), room.right() - place.width()))
    y = max(room.top(), min(place.top(), room.bottom() - place.height()))
    # Letters are sharp on whole pixels.
    return QRectF(round(x), round(y), place.width(), place.height())


def _cost(place: QRectF, strips: Sequence[QPainterPath], own: int, taken: Sequence[QRectF]) -> float:
    """Weigh what a label would cover: its own shape before all, then other words, then other shapes."""
    whole = place.width() * place.height()
    labels = sum((place & other).width() * (place & other).height() for other in taken if place.intersects(other))
    others = sum(strip.intersects(place) for index, strip in enumerate(strips) if index != own)
    return labels + whole * (4.0 * strips[own].intersects(place) + 0.5 * others)


def paint_label(painter: QPainter, place: QRectF, lines: Sequence[str]) -> None:
    """Write a label on a dark ground: the first line says the most."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(place.topLeft(), _stamp(tuple(lines), place.width(), place.height(), ratio))


@theme.text_cache(128)
def _stamp(lines: tuple[str, ...], width: float, height: float, ratio: float) -> QPixmap:
    """Draw a label once: most stay as they are while a window is dragged or a shape is drawn."""
    stamp = QPixmap(ceil(width * ratio), ceil(height * ratio))
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("picture", _GROUND))
    painter.drawRoundedRect(QRectF(0, 0, width, height), theme.SIZE.radius, theme.SIZE.radius)
    font = theme.font(theme.TEXT.small)
    painter.setFont(font)
    line_place = QRectF(_PADDING_X, _PADDING_Y, width - 2 * _PADDING_X, theme.scaled(_LINE_HEIGHT))
    for number, line in enumerate(lines):
        painter.setPen(theme.colour("on_picture" if number else "mark"))
        shown = QFontMetricsF(font).elidedText(line, Qt.TextElideMode.ElideRight, line_place.width() + 0.5)
        painter.drawText(
            line_place.translated(0, number * theme.scaled(_LINE_HEIGHT)), Qt.AlignmentFlag.AlignVCenter, shown
        )
    painter.end()
    return stamp
