"""The shapes that the user draws.

Points are continuous pixels of the upright picture, from its upper left corner, as in `xray_desktop.imaging.geometry`:
pixel ``i`` covers ``[i, i + 1)``. However the picture is turned on the screen, a shape stays where it was put.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Sequence


class Point(NamedTuple):
    """A place in the picture: column and row, continuous."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn by its points.

    Attributes
    ----------
    points
        As many as the kind of shape has.

    Raises
    ------
    ValueError
        Another number of points, or one that is not finite.
    """

    kind: ClassVar[str] = ""
    """Names the kind where shapes are kept as JSON."""
    point_count: ClassVar[int] = 0

    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        if len(self.points) != self.point_count:
            raise ValueError(f"{self.kind} has {self.point_count} points, not {len(self.points)}")
        if not all(math.isfinite(value) for point in self.points for value in point):
            raise ValueError(f"{self.kind} has a point that is nowhere")

    def moved(self, dx: float, dy: float) -> Self:
        """Return the shape so many pixels further on."""
        return replace(self, points=tuple(Point(x + dx, y + dy) for x, y in self.points))

    def with_point(self, index: int, point: Point) -> Self:
        """Return the shape with one of its points somewhere else."""
        return replace(self, points=(*self.points[:index], point, *self.points[index + 1 :]))


@dataclass(frozen=True, slots=True)
class Length(Shape):
    """The distance from one point to another."""

    kind: ClassVar[str] = "length"
    point_count: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Angle(Shape):
    """Between two arms: the end of one, the vertex, the end of the other."""

    kind: ClassVar[str] = "angle"
    point_count: ClassVar[int] = 3


@dataclass(frozen=True, slots=True)
class Region(Shape):
    """A part of the picture between two opposite corners, whose values are counted."""

    point_count: ClassVar[int] = 2

    @property
    def left(self) -> float:
        """Smallest column."""
        return min(point.x for point in self.points)

    @property
    def top(self) -> float:
        """Smallest row."""
        return min(point.y for point in self.points)

    @property
    def right(self) -> float:
        """Largest column."""
        return max(point.x for point in self.points)

    @property
    def bottom(self) -> float:
        """Largest row."""
        return max(point.y for point in self.points)


@dataclass(frozen=True, slots=True)
class RectangleRegion(Region):
    """An upright rectangle."""

    kind: ClassVar[str] = "rectangle"


@dataclass(frozen=True, slots=True)
class EllipseRegion(Region):
    """The ellipse that fills the rectangle between its corners."""

    kind: ClassVar[str] = "ellipse"


@dataclass(frozen=True, slots=True)
class Probe(Shape):
    """One pixel."""

    kind: ClassVar[str] = "probe"
    point_count: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class CardiothoracicRatio(Shape):
    """The widest heart against the widest inside of the chest.

    The first two points are the ends of the thoracic line, which also says what "across" is; the other two are the
    borders of the heart, at whatever height each reaches farthest out.
    """

    kind: ClassVar[str] = "cardiothoracic-ratio"
    point_count: ClassVar[int] = 4

    @property
    def thorax(self) -> tuple[Point, Point]:
        """The inner borders of the rib cage."""
        return self.points[0], self.points[1]

    @property
    def heart(self) -> tuple[Point, Point]:
        """The borders of the heart."""
        return self.points[2], self.points[3]

    def with_point(self, index: int, point: Point) -> Self:
        """Move a point; the two ends of the thoracic line keep its direction, and so what "across" means."""
        if index > 1:
            return Shape.with_point(self, index, point)
        other = self.points[1 - index]
        along = unit_vector(self.thorax)
        rise = (point.x - other.x) * -along.y + (point.y - other.y) * along.x
        level = Point(other.x - rise * along.y, other.y + rise * along.x)
        ends = (point, level) if index == 0 else (level, point)
        return replace(self, points=(*ends, *self.heart))


@dataclass(frozen=True, slots=True)
class TextShape(Shape):
    """A shape with a text.

    Attributes
    ----------
    text
        One line, as it was typed.
    """

    text: str = ""

    def with_text(self, text: str) -> Self:
        """Return the shape with another text."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Arrow(TextShape):
    """Points out a place: tip, then tail."""

    kind: ClassVar[str] = "arrow"
    point_count: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Note(TextShape):
    """Text at a place."""

    kind: ClassVar[str] = "note"
    point_count: ClassVar[int] = 1


KINDS: dict[str, type[Shape]] = {
    each.kind: each for each in (Length, Angle, RectangleRegion, EllipseRegion, Probe, CardiothoracicRatio, Arrow, Note)
}


def unit_vector(ends: Sequence[Point]) -> Point:
    """Return the direction from the first point to the second, of length 1; to the right where both are the same."""
    (from_x, from_y), (to_x, to_y) = ends
    length = math.hypot(to_x - from_x, to_y - from_y)
    return Point((to_x - from_x) / length, (to_y - from_y) / length) if length else Point(1.0, 0.0)
