"""Paints annotations over a picture: corners, the synthetic mark, notices. Painted, so that no markup is ever read."""

from __future__ import annotations

from math import ceil, cos, pi, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from xray_desktop.qt import theme
from xray_desktop.qt.grid.badge import paint_badge
from xray_desktop.qt.i18n.language import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

    from xray_desktop.qt.viewer.corner_text import CornerText
    from xray_desktop.qt.viewer.notice import Notice

MARGIN = theme.SPACE.l
SYNTHETIC = sentence("SYNTHETIC")
NOT_ACCEPTED = sentence("SCORED ALTHOUGH NOT ACCEPTED")

_SHADOW = 0.9
_HALO_RADIUS = 1.5
_HALO_DIRECTIONS = 12
_HALO_ROOM = 2
_NOTICE_WIDTH = 480.0
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


def paint_text(painter: QPainter, place: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
    """Write one small line that stays readable on black and on white; too long a line loses its middle."""
    metrics = QFontMetricsF(theme.font(theme.TEXT.small))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
    line = _stamp(shown, painter.device().devicePixelRatio())
    left = place.left() if side is _LEFT else place.right() - metrics.horizontalAdvance(shown)
    # On whole pixels the letters stay as sharp as they were drawn.
    painter.drawPixmap(QPointF(round(left) - _HALO_ROOM, round(place.center().y() - theme.SIZE.text_line / 2)), line)


@theme.text_cache(256)
def _stamp(text: str, device_pixel_ratio: float) -> QPixmap:
    """Draw a line with its dark halo once: most lines stay while the window is dragged, in four panes too."""
    font = theme.font(theme.TEXT.small)
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text) + 2 * _HALO_ROOM
    stamp = QPixmap(ceil(width * device_pixel_ratio), ceil(theme.SIZE.text_line * device_pixel_ratio))
    stamp.setDevicePixelRatio(device_pixel_ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    start = QPointF(_HALO_ROOM, round((theme.SIZE.text_line + metrics.ascent() - metrics.descent()) / 2))
    painter = QPainter(stamp)
    painter.setFont(font)
    _paint_halo(painter, start, text)
    painter.setPen(theme.colour("on_picture"))
    painter.drawText(start, text)
    painter.end()
    return stamp


def _paint_halo(painter: QPainter, start: QPointF, text: str) -> None:
    """Darken around a line by writing it in a ring: stroking its outline takes four times as long, or more."""
    painter.setPen(theme.colour("picture"))
    for step in range(_HALO_DIRECTIONS):
        angle = 2.0 * pi * step / _HALO_DIRECTIONS
        painter.drawText(start + QPointF(cos(angle), sin(angle)) * _HALO_RADIUS, text)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(painter.window(), theme.colour("picture", _SHADOW))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _mark_pitch() -> int:
    """Return the distance from one mark to the next."""
    return theme.SIZE.pill + 2 * theme.SPACE.xs


def paint_corners(painter: QPainter, area: QRectF, text: CornerText) -> None:
    """Write the four corners; no line reaches beyond the middle."""
    inner = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    width = (inner.width() - MARGIN) / 2
    left, right = inner.left(), inner.right() - width
    _paint_lines(painter, QRectF(left, inner.top(), width, theme.SIZE.text_line), text.top_left, _LEFT)
    _paint_lines(painter, QRectF(right, inner.top(), width, theme.SIZE.text_line), text.top_right, _RIGHT)
    lowest = inner.bottom() - theme.SIZE.text_line
    _paint_upwards(painter, QRectF(left, lowest, width, theme.SIZE.text_line), text.bottom_left, _LEFT)
    _paint_upwards(painter, QRectF(right, lowest, width, theme.SIZE.text_line), text.bottom_right, _RIGHT)


def paint_edges(painter: QPainter, area: QRectF, text: CornerText, marks: int) -> None:
    """Write where the patient's sides are, in the middle of each edge.

    Parameters
    ----------
    marks
        Lines at the top that are taken already.
    """
    if text.edges is None:
        return
    inner = area.adjusted(MARGIN, MARGIN + marks * _mark_pitch(), -MARGIN, -MARGIN)
    line = QRectF(inner.left(), 0, inner.width(), theme.SIZE.text_line)
    middle = line.translated(0, area.center().y() - theme.SIZE.text_line / 2)
    paint_text(painter, middle, text.edges.left, _LEFT)
    paint_text(painter, middle, text.edges.right, _RIGHT)
    for letters, top in ((text.edges.top, inner.top()), (text.edges.bottom, inner.bottom() - theme.SIZE.text_line)):
        width = QFontMetricsF(theme.font(theme.TEXT.small)).horizontalAdvance(letters)
        paint_text(painter, line.translated(0, top).adjusted((inner.width() - width) / 2, 0, 0, 0), letters, _LEFT)


def bottom_lines(text: CornerText) -> int:
    """Count the lines of the taller lower corner."""
    return max(len(text.bottom_left), len(text.bottom_right))


def _paint_lines(painter: QPainter, first: QRectF, lines: Sequence[str], side: Qt.AlignmentFlag) -> None:
    for index, line in enumerate(lines):
        paint_text(painter, first.translated(0, index * theme.SIZE.text_line), line, side)


def _paint_upwards(painter: QPainter, last: QRectF, lines: Sequence[str], side: Qt.AlignmentFlag) -> None:
    _paint_lines(painter, last.translated(0, -theme.SIZE.text_line * (len(lines) - 1)), lines, side)


def paint_mark(painter: QPainter, area: QRectF, text: str, line: int = 0) -> None:
    """Say at the top what nobody may overlook, that the picture is a drawing for one; it cannot be switched off.

    Parameters
    ----------
    line
        Counted from 0, where there are several marks.
    """
    font = theme.font(theme.TEXT.small, strong=True)
    width = QFontMetricsF(font).horizontalAdvance(text) + 2 * theme.SPACE.m
    height = theme.SIZE.pill + theme.SPACE.xs
    top = area.top() + MARGIN + line * _mark_pitch()
    place = QRectF(area.center().x() - width / 2, top, width, height)
    painter.setPen(QPen(theme.colour("on_picture"), theme.SIZE.line))
    painter.setBrush(theme.colour("picture", _SHADOW))
    painter.drawRoundedRect(_on_pixels(place), theme.SIZE.radius, theme.SIZE.radius)
    painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def place_notice(area: QRectF, notice: Notice, lift: float) -> QRectF:
    """Find the place of a notice over the lower part of a picture.

    Parameters
    ----------
    lift
        Free space to leave under it.
    """
    inner_width = min(_NOTICE_WIDTH, area.width() - 4 * MARGIN) - 2 * theme.SPACE.l
    sentence_height = _wrapped_height(theme.font(theme.TEXT.body), notice.sentence, inner_width)
    height = theme.SPACE.m + theme.SIZE.pill + theme.SPACE.s + sentence_height + theme.SPACE.m
    if notice.can_be_overridden:
        height += theme.SIZE.control + theme.SPACE.m
    card = QRectF(0, 0, inner_width + 2 * theme.SPACE.l, height)
    card.moveCenter(area.center())
    card.moveBottom(area.bottom() - MARGIN - lift)
    return card


def paint_notice(painter: QPainter, card: QRectF, notice: Notice) -> None:
    """Say why a picture has no score, in the place that `place_notice` found; a button below it is not ours."""
    painter.setPen(QPen(theme.colour("line"), theme.SIZE.line))
    painter.setBrush(theme.colour("panel"))
    painter.drawRoundedRect(_on_pixels(card), theme.SIZE.radius, theme.SIZE.radius)
    left, top = card.left() + theme.SPACE.l, card.top() + theme.SPACE.m
    paint_badge(painter, left, top, notice.badge)
    painter.setFont(theme.font(theme.TEXT.body))
    painter.setPen(theme.colour("text"))
    below = card.adjusted(theme.SPACE.l, theme.SPACE.m + theme.SIZE.pill + theme.SPACE.s, -theme.SPACE.l, 0)
    painter.drawText(below, Qt.TextFlag.TextWordWrap | _LEFT, notice.sentence)


def _wrapped_height(font: QFont, sentence: str, width: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), Qt.TextFlag.TextWordWrap, sentence).height()


def _on_pixels(place: QRectF) -> QRectF:
    # A line of one pixel lies on whole pixels only half a pixel inside.
    return QRectF(place.toAlignedRect()).adjusted(0.5, 0.5, -0.5, -0.5)


def paint_middle(painter: QPainter, area: QRectF, text: str) -> None:
    """Write quietly in the middle of an empty view."""
    painter.setFont(theme.font(theme.TEXT.body))
    painter.setPen(theme.colour("on_picture_secondary"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)


def paint_region(painter: QPainter, region: QRectF) -> None:
    """Outline a rectangle that is being drawn, seen on black and on white."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, style in (("picture", Qt.PenStyle.SolidLine), ("on_picture", Qt.PenStyle.DashLine)):
        painter.setPen(QPen(theme.colour(colour), theme.SIZE.line, style))
        painter.drawRect(_on_pixels(region))


def paint_skeleton(painter: QPainter, area: QRectF, text: str) -> None:
    """Stand in for a picture that is being read: its outline, and a line that says so."""
    outline = QRectF(0, 0, area.width() * 0.6, area.height() * 0.75)
    outline.moveCenter(area.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("on_picture", 0.06))
    painter.drawRoundedRect(outline, theme.SIZE.radius, theme.SIZE.radius)
    paint_middle(painter, area, text)
