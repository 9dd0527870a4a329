"""The detector plane: body coordinates in centimetres become pixels, and shapes become path lengths on them.

Body coordinates: ``x`` to the right of the image (the patient's left), ``y`` downward from the lungs' apices, ``z``
from front to back along the beam, all in centimetres of a body scaled to a common width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Float = NDArray[np.float32]
    Points = NDArray[np.floating[Any]]

_SUBPIXEL_BITS = 4
_FINER = 2
"""Specks are counted on a grid of this many cells along a pixel's side."""
_CORE_MISSING = 0.82
"""Part of compact bone that the spongy core of a long bone lacks."""


class Cloud(NamedTuple):
    """Specks of matter: body coordinates and volumes in cubic centimetres, arrays of one shape."""

    x: Points
    y: Points
    volume: Points


@dataclass(frozen=True, slots=True)
class Plane:
    """Where the body lies on the film.

    Attributes
    ----------
    rows, columns
        Size of the film in pixels.
    pixels_per_cm
        Scale.
    column, row
        Pixel on which the body's origin falls.
    tilt
        Rotation of the body in the plane of the film, in radians, clockwise.
    """

    rows: int
    columns: int
    pixels_per_cm: float
    column: float
    row: float
    tilt: float

    def grid(self) -> tuple[Float, Float]:
        """Return the body coordinates ``x`` and ``y`` of every pixel, each ``[rows, columns]``, float32."""
        column = (np.arange(self.columns, dtype=np.float32) - self.column) / self.pixels_per_cm
        row = (np.arange(self.rows, dtype=np.float32) - self.row)[:, None] / self.pixels_per_cm
        cosine, sine = np.float32(np.cos(self.tilt)), np.float32(np.sin(self.tilt))
        return cosine * column + sine * row, cosine * row - sine * column

    def project(self, x: Points, y: Points) -> tuple[Points, Points]:
        """Return the columns and rows of body coordinates, arrays of any one shape, float32 or float64."""
        cosine, sine = np.cos(self.tilt), np.sin(self.tilt)
        column = self.column + self.pixels_per_cm * (cosine * x - sine * y)
        row = self.row + self.pixels_per_cm * (sine * x + cosine * y)
        return column, row

    def splat(self, clouds: Iterable[Cloud]) -> Float:
        """Project clouds; return the path length through them, ``[rows, columns]``, float32, centimetres."""
        x, y, volume = (np.concatenate([part.ravel() for part in parts]) for parts in zip(*clouds, strict=True))
        column, row = ((place + 0.5) * _FINER for place in self.project(x, y))
        rows, columns = self.rows * _FINER, self.columns * _FINER
        inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        index = row[inside].astype(np.intp) * columns + column[inside].astype(np.intp)
        fine = np.bincount(index, volume[inside], rows * columns).reshape(rows, columns).astype(np.float32)
        mean = cv2.resize(fine, (self.columns, self.rows), interpolation=cv2.INTER_AREA)
        return np.asarray(mean * np.float32((_FINER * self.pixels_per_cm) ** 2), np.float32)

    def fill(self, path: Float, outline: Points, length: float, soft_cm: float = 0.0) -> None:
        """Add a slab of one thickness to a map of path lengths, in place.

        Parameters
        ----------
        path
            Shape ``[rows, columns]``, float32, centimetres.
        outline
            Closed polygon, shape ``[points, 2]``, float32 or float64, body coordinates.
        length
            Thickness along the beam in centimetres.
        soft_cm
            How far the edge is smeared.
        """
        column, row = self.project(outline[:, 0], outline[:, 1])
        sigma = soft_cm * self.pixels_per_cm
        margin = 2 + int(3 * sigma)
        left, top = max(0, int(column.min()) - margin), max(0, int(row.min()) - margin)
        right, bottom = min(self.columns, int(column.max()) + margin), min(self.rows, int(row.max()) + margin)
        if right <= left or bottom <= top:
            return
        mask = np.zeros((bottom - top, right - left), np.uint8)
        corners = np.stack([column - left, row - top], axis=-1) * (1 << _SUBPIXEL_BITS)
        cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], 255, cv2.LINE_AA, _SUBPIXEL_BITS)
        layer = mask.astype(np.float32) * np.float32(length / 255.0)
        path[top:bottom, left:right] += cv2.GaussianBlur(layer, (0, 0), sigma) if sigma > 0.3 else layer

    def blur(self, image: Float, sigma_cm: float) -> Float:
        """Smear ``[rows, columns]``, float32, by a Gaussian of this width, at least a little over half a pixel."""
        sigma = max(0.6, sigma_cm * self.pixels_per_cm)
        return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32)


def tube(plane: Plane, curve: Points, radius: Points, density: float = 1.0) -> Cloud:
    """Fill a round tube along a curve in the plane.

    Parameters
    ----------
    curve
        Shape ``[points, 2]``, float32 or float64, body coordinates.
    radius
        At each point, shape ``[points]``, centimetres.
    density
        Of the filling; negative takes away.
    """
    length = float(np.hypot(*np.diff(curve, axis=0).T).sum())
    place = np.linspace(0, len(curve) - 1, 2 + int(2 * length * plane.pixels_per_cm))
    index = np.arange(len(curve))
    x, y, r = (np.interp(place, index, part)[:, None] for part in (*curve.T, radius))
    run_x, run_y = np.gradient(x[:, 0])[:, None], np.gradient(y[:, 0])[:, None]
    step = np.hypot(run_x, run_y)
    across = middles(3 + int(6 * radius.max() * plane.pixels_per_cm))
    volume = density * 2.0 * r * np.sqrt(1.0 - across**2) * (2.0 * r / len(across)) * step
    return Cloud(x - run_y / step * r * across, y + run_x / step * r * across, volume)


def middles(count: int) -> NDArray[np.float64]:
    """Return the middles of `count` equal parts of -1 to 1, shape ``[count]``, float64."""
    return (2.0 * np.arange(count) + 1.0) / count - 1.0


def hollow_tube(plane: Plane, curve: Points, radius: Points, wall: float, density: float) -> list[Cloud]:
    """Draw a long bone: a tube of compact bone around a spongy core.

    Parameters
    ----------
    curve, radius, density
        As in `tube`.
    wall
        Thickness of the compact bone, centimetres.
    """
    core = np.maximum(radius - wall, 0.02)
    return [tube(plane, curve, radius, density), tube(plane, curve, core, -_CORE_MISSING * density)]


def smooth_curve(knots: Points, count: int) -> NDArray[np.float64]:
    """Lead a Catmull-Rom curve through knots.

    Parameters
    ----------
    knots
        Shape ``[knots, dimensions]``, at least two.
    count
        Points to return, evenly spread over the knots.

    Returns
    -------
    ndarray
        Shape ``[count, dimensions]``; the first and the last are the first and last knot.
    """
    padded = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    place = np.linspace(0, len(knots) - 1, count)
    part = np.minimum(place.astype(int), len(knots) - 2)
    t = (place - part)[:, None]
    before, start, end, after = (padded[part + offset] for offset in range(4))
    cubic = 3 * (start - end) + after - before
    square = 2 * before - 5 * start + 4 * end - after
    curve: NDArray[np.float64] = start + 0.5 * t * ((end - before) + t * (square + t * cubic))
    return curve
