"""Where a held Shift, or the kind of line, lets the pointer go. In the view, so that level is level for the eye."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF

_EIGHTH = math.pi / 4.0


def level(anchor: QPointF, place: QPointF) -> QPointF:
    """Stay at the height of the anchor."""
    return QPointF(place.x(), anchor.y())


def on_a_diagonal(anchor: QPointF, place: QPointF) -> QPointF:
    """Go to the nearest of eight directions."""
    way = place - anchor
    angle = round(math.atan2(way.y(), way.x()) / _EIGHTH) * _EIGHTH
    length = way.x() * math.cos(angle) + way.y() * math.sin(angle)
    return anchor + QPointF(length * math.cos(angle), length * math.sin(angle))


def square(anchor: QPointF, place: QPointF) -> QPointF:
    """Make both sides as long as the longer one."""
    way = place - anchor
    side = max(abs(way.x()), abs(way.y()))
    return anchor + QPointF(math.copysign(side, way.x()), math.copysign(side, way.y()))
