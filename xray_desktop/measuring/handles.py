"""What of a shape can be taken hold of, and what becomes of it when it is moved there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from xray_desktop.measuring.shapes import Point, Region, unit_vector

if TYPE_CHECKING:
    from xray_desktop.measuring.shapes import CardiothoracicRatio, Shape


def handles(shape: Shape) -> tuple[Point, ...]:
    """Return the places to take hold of: the points of a shape, and all four corners of a region."""
    if isinstance(shape, Region):
        one, other = shape.points
        return (one, other, Point(one.x, other.y), Point(other.x, one.y))
    return shape.points


def move_handle(shape: Shape, index: int, place: Point) -> Shape:
    """Return the shape with a handle somewhere else; the opposite corner of a region stays."""
    if not isinstance(shape, Region) or index < len(shape.points):
        return shape.with_point(index, place)
    # The corner that shares its column with the first point, or its row.
    one, other = shape.points
    if index == 2:
        return type(shape)((Point(place.x, one.y), Point(other.x, place.y)))
    return type(shape)((Point(one.x, place.y), Point(place.x, other.y)))


def move_inside(shape: Shape, dx: float, dy: float, rows: int, columns: int) -> Shape:
    """Return the shape moved, but no further than its points stay in the picture."""
    x, y = [point.x for point in shape.points], [point.y for point in shape.points]
    return shape.moved(_held(dx, min(x), max(x), columns), _held(dy, min(y), max(y), rows))


def inside(x: float, y: float, rows: int, columns: int) -> Point:
    """Return the nearest place that lies on a pixel of the picture."""
    return Point(*(min(max(value, 0.0), math.nextafter(limit, 0.0)) for value, limit in ((x, columns), (y, rows))))


def _held(step: float, low: float, high: float, limit: int) -> float:
    last = math.nextafter(limit, 0.0)
    return min(max(step, -low), last - high) if high - low <= last else 0.0


def heart_lines(shape: CardiothoracicRatio) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    """Return the two horizontals of the heart, each from its border to the midline.

    Their lengths add up to the width of the heart: the midline stands in the middle of the chest, or where the heart
    ends, should all of it lie on one side.
    """
    start, end = shape.thorax
    along = unit_vector(shape.thorax)
    reaches = [(point.x - start.x) * along.x + (point.y - start.y) * along.y for point in shape.heart]
    middle = ((end.x - start.x) * along.x + (end.y - start.y) * along.y) / 2.0
    middle = min(max(middle, min(reaches)), max(reaches))
    feet = (
        Point(point.x + (middle - reach) * along.x, point.y + (middle - reach) * along.y)
        for point, reach in zip(shape.heart, reaches, strict=True)
    )
    one, other = zip(shape.heart, feet, strict=True)
    return one, other
