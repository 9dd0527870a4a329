"""How one cell of the grid is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from xray_desktop.qt import theme
from xray_desktop.qt.grid.badge import badge_of, paint_badge
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.widgets import icons
from xray_desktop.study.row import RowState

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Threshold
    from xray_desktop.study.row import Row

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MARK = 16
_PLACEHOLDER_ICON = 32


def cell_size() -> QSize:
    """Return the size of every cell, in device-independent pixels."""
    below = theme.SPACE.s + theme.SIZE.text_line + theme.SPACE.xs + theme.SIZE.pill + theme.SPACE.m
    return QSize(theme.SIZE.cell, theme.SPACE.m + theme.SIZE.thumbnail + below)


@dataclass(frozen=True, slots=True)
class CellState:
    """How a cell is painted besides what its row says.

    Attributes
    ----------
    pixmap
        The thumbnail; None while there is none.
    threshold
        Splits filled from outlined pills, 0 to 1.
    expects_score
        Whether a row that waits will have a score; it then shows where.
    current
        The panels speak of this one, selected or not.
    """

    pixmap: QPixmap | None
    threshold: Threshold
    expects_score: bool = True
    selected: bool = False
    hovered: bool = False
    current: bool = False


def paint_cell(painter: QPainter, cell: QRect, row: Row, state: CellState) -> None:
    """Paint thumbnail, name, pill and marks into a rectangle of the size `cell_size`."""
    _paint_card(painter, cell, state)
    picture = QRect(
        cell.left() + (cell.width() - theme.SIZE.thumbnail) // 2,
        cell.top() + theme.SPACE.m,
        theme.SIZE.thumbnail,
        theme.SIZE.thumbnail,
    )
    if state.pixmap is None:
        _paint_placeholder(painter, picture, unreadable=row.state is RowState.FAILED)
    else:
        _paint_picture(painter, picture, state.pixmap)
    name = QRect(picture.left(), picture.bottom() + 1 + theme.SPACE.s, picture.width(), theme.SIZE.text_line)
    _paint_name(painter, name, identity.image_name(row))
    line = QRect(picture.left(), name.bottom() + 1 + theme.SPACE.xs, picture.width(), theme.SIZE.pill)
    if state.expects_score or row.state is not RowState.WAITING:
        paint_badge(painter, line.left(), line.top(), badge_of(row, state.threshold))
    _paint_marks(painter, line, row)


def _paint_placeholder(painter: QPainter, place: QRect, *, unreadable: bool) -> None:
    painter.fillRect(place, theme.colour("picture" if unreadable else "raised"))
    name, colour = ("image-off", "on_picture_secondary") if unreadable else ("image", "not_scored")
    _paint_icon(painter, place, name, colour)


def _paint_picture(painter: QPainter, place: QRect, pixmap: QPixmap) -> None:
    painter.fillRect(place, theme.colour("picture"))
    size = pixmap.deviceIndependentSize()
    corner = QPoint(
        place.left() + round((place.width() - size.width()) / 2),
        place.top() + round((place.height() - size.height()) / 2),
    )
    painter.drawPixmap(corner, pixmap)


def _paint_card(painter: QPainter, cell: QRect, state: CellState) -> None:
    card = QRectF(cell).adjusted(theme.SPACE.xs, theme.SPACE.xs, -theme.SPACE.xs, -theme.SPACE.xs)
    if state.selected or state.hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(card, theme.SIZE.radius, theme.SIZE.radius)
    if state.selected or state.current:
        _paint_ring(painter, card, dashed=not state.selected)


def _paint_ring(painter: QPainter, card: QRectF, *, dashed: bool) -> None:
    """Mark what is selected; dashed, what the keyboard and the panels are at without its being selected."""
    inset = theme.SIZE.focus_ring / 2
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme.colour("accent"), theme.SIZE.focus_ring, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), theme.SIZE.radius, theme.SIZE.radius)


def _paint_name(painter: QPainter, place: QRect, name: str) -> None:
    painter.setFont(theme.font(theme.TEXT.small))
    painter.setPen(theme.colour("text"))
    painter.drawText(place, _LEFT, _elided(name, place.width()))


@theme.text_cache(1024)
def _elided(name: str, width: int) -> str:
    # The end of a file's name often tells more than its middle.
    return theme.metrics(theme.TEXT.small).elidedText(name, Qt.TextElideMode.ElideMiddle, width)


def _paint_marks(painter: QPainter, line: QRect, row: Row) -> None:
    known = (("hand", row.overridden), ("flame", row.heatmap), ("flask-conical", row.synthetic))
    marks = [name for name, there in known if there]
    left = line.right() + 1
    for name in marks:
        left -= _MARK
        _paint_icon(painter, QRect(left, line.top(), _MARK, line.height()), name, "secondary", _MARK)
        left -= theme.SPACE.xs


def _paint_icon(painter: QPainter, place: QRect, name: str, colour: str, size: int = _PLACEHOLDER_ICON) -> None:
    scale = painter.device().devicePixelRatio()
    drawn = icons.pixmap(name, theme.colour(colour).name(), size, scale)
    corner = QPoint(place.left() + (place.width() - size) // 2, place.top() + (place.height() - size) // 2)
    painter.drawPixmap(corner, drawn)
