"""A shape while it is drawn: the one state machine behind all the tools that draw.

Points are put down by pressing, dragging and releasing, or by clicks; both ways lead to the same shape.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from xray_desktop.measuring.handles import inside
from xray_desktop.measuring.shapes import (
    Angle,
    Arrow,
    CardiothoracicRatio,
    EllipseRegion,
    Length,
    Note,
    Point,
    Probe,
    RectangleRegion,
    Region,
)
from xray_desktop.qt.viewer.gestures import DEAD_ZONE
from xray_desktop.qt.viewer.tools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xray_desktop.measuring.shapes import Shape
    from xray_desktop.qt.viewer.layer import ViewMap

SHAPES: Mapping[Tool, type[Shape]] = {
    Tool.LENGTH: Length,
    Tool.ANGLE: Angle,
    Tool.RECTANGLE: RectangleRegion,
    Tool.ELLIPSE: EllipseRegion,
    Tool.PROBE: Probe,
    Tool.RATIO: CardiothoracicRatio,
    Tool.ARROW: Arrow,
    Tool.NOTE: Note,
}
"""What the tools that draw make."""

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


def view_point(point: Point, view: ViewMap) -> QPointF:
    """Place a point of the picture in the view."""
    return view.to_view(QPointF(point.x, point.y))


def point_under(place: QPointF, view: ViewMap) -> Point:
    """Find the point of the picture under a place of the view, or the nearest one that it has."""
    found = view.to_source(place)
    if view.image is None:
        return Point(found.x(), found.y())
    return inside(found.x(), found.y(), view.image.rows, view.image.columns)


class Drawing:
    """Gathers the points of one shape.

    Parameters
    ----------
    kind
        What is drawn.
    """

    def __init__(self, kind: type[Shape]) -> None:
        self.kind = kind
        self.points: tuple[Point, ...] = ()
        self._pressed: QPointF | None = None
        self._put_by_press = False

    @property
    def held(self) -> bool:
        """Whether the button is down."""
        return self._pressed is not None

    @property
    def complete(self) -> bool:
        """Whether all points are there."""
        return len(self.points) == self.kind.point_count

    def press(self, place: QPointF, view: ViewMap) -> None:
        """Take a press; where a line or a corner begins it puts down a point."""
        self._pressed = place
        missing = self.kind.point_count - len(self.points)
        self._put_by_press = len(self.points) % 2 == 0 and missing > 1
        if self._put_by_press:
            self.points = (*self.points, point_under(place, view))

    def release(self, place: QPointF, view: ViewMap, *, constrained: bool) -> None:
        """Take the release: it puts down a point where the pointer was dragged, or where the press put down none."""
        dragged = self._pressed is not None and (place - self._pressed).manhattanLength() >= DEAD_ZONE
        if self._pressed is not None and (dragged or not self._put_by_press):
            self.points = (*self.points, self._next(place, view, constrained=constrained))
        self._pressed = None

    def preview(self, place: QPointF, view: ViewMap, *, constrained: bool) -> tuple[Point, ...]:
        """Return the points as they would be with the next one under the pointer."""
        if self.complete:
            return self.points
        return (*self.points, self._next(place, view, constrained=constrained))

    def shape(self, points: tuple[Point, ...]) -> Shape | None:
        """Make the shape, where these points are enough for one."""
        return self.kind(points) if len(points) == self.kind.point_count else None

    def _next(self, place: QPointF, view: ViewMap, *, constrained: bool) -> Point:
        """Place the next point: the thoracic line is level, and Shift holds lines to eighths and regions to squares."""
        if self.points and not self._begins_anew():
            anchor = view_point(self.points[-1], view)
            if issubclass(self.kind, CardiothoracicRatio) and len(self.points) == 1:
                place = level(anchor, place)
            elif constrained and issubclass(self.kind, Region):
                place = square(anchor, place)
            elif constrained and not issubclass(self.kind, CardiothoracicRatio):
                place = on_a_diagonal(anchor, place)
        return point_under(place, view)

    def _begins_anew(self) -> bool:
        return issubclass(self.kind, CardiothoracicRatio) and len(self.points) == 2


def is_too_small(shape: Shape, view: ViewMap) -> bool:
    """Tell a shape from a hand that only clicked: two neighbouring points lie on one place of the screen."""
    places = [view_point(point, view) for point in shape.points]
    pairs = list(pairwise(places))
    if isinstance(shape, CardiothoracicRatio):
        pairs = [pairs[0], pairs[2]]
    return any((one - other).manhattanLength() < DEAD_ZONE for one, other in pairs)
