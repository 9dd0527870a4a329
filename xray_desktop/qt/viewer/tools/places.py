"""Points of the picture and places of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from xray_desktop.measuring.handles import inside
from xray_desktop.measuring.shapes import Point

if TYPE_CHECKING:
    from xray_desktop.qt.viewer.layer import ViewMap


def view_point(point: Point, view: ViewMap) -> QPointF:
    """Place a point of the picture in the view."""
    return view.to_view(QPointF(point.x, point.y))


def point_under(place: QPointF, view: ViewMap) -> Point:
    """Find the point of the picture under a place of the view, or the nearest one that it has."""
    found = view.to_source(place)
    if view.image is None:
        return Point(found.x(), found.y())
    return inside(found.x(), found.y(), view.image.rows, view.image.columns)
