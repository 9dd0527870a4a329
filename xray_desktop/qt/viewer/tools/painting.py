"""Shapes as they are seen: thin lines with a dark halo, readable on black and on white, and small handles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from xray_desktop.qt import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter, QPainterPath

_LINE = 1.5
_STRONG_LINE = 2.25
_HALO = 2.0
"""On each side of a line."""
_HALO_ALPHA = 0.7
HANDLE = 7.0
"""Side of a handle."""


def paint_lines(painter: QPainter, path: QPainterPath, *, strong: bool) -> None:
    """Draw lines; stronger ones for a shape under the pointer or chosen."""
    width = _STRONG_LINE if strong else _LINE
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, breadth in ((theme.colour("picture", _HALO_ALPHA), width + 2 * _HALO), (theme.colour("mark"), width)):
        pen = QPen(colour, breadth)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)


def paint_handles(painter: QPainter, places: Iterable[QPointF], *, chosen: bool, under_pointer: int | None) -> None:
    """Draw where a shape can be taken hold of: hollow, filled once the shape is chosen.

    Parameters
    ----------
    under_pointer
        The handle that the pointer is over: it is drawn larger.
    """
    painter.setPen(QPen(theme.colour("mark"), _LINE))
    painter.setBrush(theme.colour("mark") if chosen else theme.colour("picture", _HALO_ALPHA))
    for index, place in enumerate(places):
        side = HANDLE + (4.0 if index == under_pointer else 0.0)
        painter.drawRect(QRectF(place.x() - side / 2, place.y() - side / 2, side, side))
