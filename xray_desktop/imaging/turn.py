"""How a picture is turned for the eye: quarter turns and mirroring, for pixels and points alike.

The model never sees a turned picture: what the user turns is the display, and with it the heat map that lies on it.
Coordinates are continuous and measured from the upper left corner, as in `xray_desktop.imaging.geometry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xray_desktop.imaging.geometry import Geometry, Rectangle

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Turn:
    """Mirrored left to right first, where it is, and then turned clockwise: one of the eight ways a square can lie.

    Attributes
    ----------
    quarters
        Quarter turns clockwise, 0 to 3.
    mirrored
        Left and right are exchanged, before the turn.
    """

    quarters: int = 0
    mirrored: bool = False

    @property
    def swaps_sides(self) -> bool:
        """Whether rows become columns."""
        return self.quarters % 2 == 1

    def then(self, other: Turn) -> Turn:
        """Return the turn that does this one first and the other one after it."""
        # Mirroring reverses the sense of what was turned before it.
        before = -self.quarters if other.mirrored else self.quarters
        return Turn((other.quarters + before) % 4, self.mirrored != other.mirrored)

    def apply(self, picture: NDArray[Any]) -> NDArray[Any]:
        """Turn a picture, ``[rows, columns, ...]``, any dtype; return a view of it where nothing has to move."""
        import numpy as np

        mirrored = picture[:, ::-1] if self.mirrored else picture
        return np.rot90(mirrored, -self.quarters)

    def size(self, columns: float, rows: float) -> tuple[float, float]:
        """Return the width and height of the turned picture."""
        return (rows, columns) if self.swaps_sides else (columns, rows)

    def to_turned(self, x: float, y: float, columns: float, rows: float) -> tuple[float, float]:
        """Place a point of the picture, which has so many columns and rows, in the turned one."""
        if self.mirrored:
            x = columns - x
        width, height = columns, rows
        for _ in range(self.quarters):
            x, y = height - y, x
            width, height = height, width
        return x, y

    def to_source(self, x: float, y: float, columns: float, rows: float) -> tuple[float, float]:
        """Find the point of the picture, which has so many columns and rows, that lies at a point of the turned one."""
        width, height = self.size(columns, rows)
        for _ in range(self.quarters):
            x, y = y, width - x
            width, height = height, width
        return (columns - x if self.mirrored else x), y

    def rectangle(self, part: Rectangle, columns: float, rows: float) -> Rectangle:
        """Place a part of the picture in the turned one."""
        one = self.to_turned(part.left, part.top, columns, rows)
        other = self.to_turned(part.left + part.width, part.top + part.height, columns, rows)
        left, top = min(one[0], other[0]), min(one[1], other[1])
        return Rectangle(left, top, abs(one[0] - other[0]), abs(one[1] - other[1]))

    def geometry(self, geometry: Geometry) -> Geometry:
        """Speak of a turned picture whose model saw it turned as well: heat map cells then lie on the turned pixels.

        The heat map itself has to be turned with `apply`.
        """
        source_columns, source_rows = self.size(geometry.source_columns, geometry.source_rows)
        tensor_columns, tensor_rows = self.size(geometry.tensor_columns, geometry.tensor_rows)
        return Geometry(
            round(source_rows),
            round(source_columns),
            round(tensor_rows),
            round(tensor_columns),
            self.rectangle(geometry.seen, geometry.source_columns, geometry.source_rows),
            self.rectangle(geometry.content, geometry.tensor_columns, geometry.tensor_rows),
        )


UPRIGHT = Turn()
MIRROR = Turn(0, mirrored=True)
"""Left and right exchanged."""
FLIP = Turn(2, mirrored=True)
"""Top and bottom exchanged."""
CLOCKWISE = Turn(1)
COUNTER_CLOCKWISE = Turn(3)
