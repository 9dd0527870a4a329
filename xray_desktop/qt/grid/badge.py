"""The pill that says how far an image came: filled, outlined, dashed, or a warning triangle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from xray_desktop.qt import icons, theme
from xray_desktop.qt.grid.row import RowState

if TYPE_CHECKING:
    from xray_desktop.qt.grid.row import GridRow


class Shape(StrEnum):
    """What tells the states apart besides colour."""

    FILLED = "filled"
    OUTLINED = "outlined"
    DASHED = "dashed"
    TRIANGLE = "triangle"
    SKELETON = "skeleton"


@dataclass(frozen=True, slots=True)
class Badge:
    """What is drawn.

    Attributes
    ----------
    colour
        Name of a token of the palette.
    """

    shape: Shape
    colour: str
    text: str


def badge_of(row: GridRow, threshold: float) -> Badge:
    """Choose the pill of a row."""
    if row.state is RowState.SCORED and row.probability is not None:
        text = f"{row.probability:.2f}"
        positive = row.probability >= threshold
        return Badge(Shape.FILLED, "positive", text) if positive else Badge(Shape.OUTLINED, "negative", text)
    return {
        RowState.NOT_SCORED: Badge(Shape.DASHED, "not_scored", "not scored"),
        RowState.CANCELLED: Badge(Shape.DASHED, "not_scored", "stopped"),
        RowState.FAILED: Badge(Shape.TRIANGLE, "failed", "cannot be read"),
    }.get(row.state, Badge(Shape.SKELETON, "raised", ""))


_SKELETON_WIDTH = 44
_ICON = 16


def paint_badge(painter: QPainter, left: float, top: float, badge: Badge) -> None:
    """Draw a pill with its upper left corner at a point; it is `theme.SIZE.pill` high."""
    painter.setFont(theme.font(theme.TEXT.small, strong=True))
    if badge.shape is Shape.TRIANGLE:
        _paint_triangle(painter, left, top, badge)
        return
    words = _width(badge.text) if badge.text else _SKELETON_WIDTH - 2 * theme.SPACE.s
    outline = QRectF(left, top, words + 2 * theme.SPACE.s, theme.SIZE.pill)
    painter.setPen(_pen(badge))
    painter.setBrush(theme.colour(badge.colour) if _is_full(badge) else Qt.BrushStyle.NoBrush)
    # A line of one pixel lies on whole pixels only half a pixel inside.
    inset = outline.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inset, inset.height() / 2, inset.height() / 2)
    painter.setPen(theme.colour("on_pill" if badge.shape is Shape.FILLED else badge.colour))
    painter.drawText(outline, Qt.AlignmentFlag.AlignCenter, badge.text)


@lru_cache(maxsize=256)
def _width(text: str) -> int:
    return theme.metrics(theme.TEXT.small, strong=True).horizontalAdvance(text)


def _is_full(badge: Badge) -> bool:
    return badge.shape in {Shape.FILLED, Shape.SKELETON}


def _pen(badge: Badge) -> QPen:
    pen = QPen(theme.colour(badge.colour), theme.SIZE.line)
    if badge.shape is Shape.DASHED:
        pen.setDashPattern([3.0, 3.0])
    return pen


def _paint_triangle(painter: QPainter, left: float, top: float, badge: Badge) -> None:
    scale = painter.device().devicePixelRatio()
    drawn = icons.pixmap("triangle-alert", theme.colour(badge.colour).name(), _ICON, scale)
    painter.drawPixmap(QPointF(left, top + (theme.SIZE.pill - _ICON) / 2), drawn)
    painter.setPen(theme.colour(badge.colour))
    beside = QRectF(left + _ICON + theme.SPACE.xs, top, theme.SIZE.thumbnail, theme.SIZE.pill)
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, badge.text)
