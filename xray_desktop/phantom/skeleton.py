"""Ribs and spine, as path lengths of compact bone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.phantom.body import lateral_wall
from xray_desktop.phantom.plane import Cloud, Plane, middles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.phantom.anatomy import Anatomy
    from xray_desktop.phantom.plane import Float

_RIB_PAIRS = 12
_SPONGY = 0.2
"""Bone in the spongy core, as a part of compact bone."""


def draw_ribs(anatomy: Anatomy, plane: Plane) -> Float:
    """Draw all ribs as hollow bars bent round the thorax: edge-on at the sides they pile up by themselves.

    Returns
    -------
    ndarray
        Path length through compact bone, shape ``[rows, columns]``, float32, centimetres.
    """
    parts = [_rib(anatomy, plane, number, side) for number in range(1, _RIB_PAIRS + 1) for side in (-1, 1)]
    return plane.blur(plane.splat(parts), 0.045)


def rib_level(anatomy: Anatomy, number: int) -> float:
    """Return the level at which a rib leaves the spine; the spacing widens downward."""
    return anatomy.rib_spacing * ((number - 1) * 0.86 + 0.014 * (number - 1) ** 2) - 0.4


def _rib(anatomy: Anatomy, plane: Plane, number: int, side: int) -> Cloud:
    axis, density = _rib_axis(anatomy, number)
    tangent = np.gradient(axis, axis=0)
    step = np.linalg.norm(tangent, axis=1)
    outward = axis * (1.0, 0.0, 1.0)
    outward /= np.linalg.norm(outward, axis=1)[:, None]
    upright = np.cross(outward, tangent / step[:, None])
    height = anatomy.rib_height * (0.8 if number in (1, 11, 12) else 1.0)
    thickness = 0.6 * height
    count = max(6, int(height * plane.pixels_per_cm * 1.6))
    across = middles(count)
    through = _scattered((len(axis), count))
    radius2 = across**2 + through**2
    bone = np.where(radius2 > 1.0, 0.0, np.where(radius2 > 0.76, 2.4, _SPONGY))
    volume = bone * (step * density)[:, None] * (height / count) * thickness
    u, v, depth = (
        axis[:, i, None] + upright[:, i, None] * across * height / 2 + outward[:, i, None] * through * thickness / 2
        for i in range(3)
    )
    turned = side * u * np.cos(anatomy.turn) + depth * np.sin(anatomy.turn)
    return Cloud(turned, v, volume)


def _scattered(shape: tuple[int, int]) -> NDArray[np.float64]:
    """Spread values evenly over -1 to 1 without a visible order: Roberts' two-dimensional sequence."""
    row, column = np.ogrid[: shape[0], : shape[1]]
    values: NDArray[np.float64] = 2.0 * np.mod(0.7548776662 * row + 0.5698402910 * column, 1.0) - 1.0
    return values


def _rib_axis(anatomy: Anatomy, number: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the axis of one rib on the side of positive ``x``, from spine to cartilage, and its density."""
    last = {1: 2.6, 11: 1.75, 12: 1.2}.get(number, 2.62 - 0.05 * number)
    angle = np.linspace(0.16, last, 900)
    drop = anatomy.rib_drop * {1: 0.55, 2: 0.75}.get(number, 1.0)
    level = rib_level(anatomy, number)
    side_level = level + drop * 0.5
    half_width = float(lateral_wall(anatomy, np.array([max(side_level, 0.4)]))[0]) + 0.15
    half_depth = 0.5 * anatomy.thorax_depth * min(1.0, 0.62 + 0.06 * number)
    x = half_width * np.sin(angle) ** 0.92
    z = half_depth * np.cos(angle)
    # A plane that sinks to the front; towards the spine the rib comes up from its head.
    y = level + drop * 0.5 * (1.0 - np.cos(angle)) ** 1.15 + 0.5 * np.exp(-(((angle - 0.16) / 0.16) ** 2))
    front = np.clip((angle - 1.7) / 0.7, 0.0, 1.0)
    return np.stack([x, y, z], axis=-1), 1.0 - 0.6 * front


def draw_spine(anatomy: Anatomy, plane: Plane, rng: np.random.Generator) -> Float:
    """Draw vertebral bodies, arches and processes from the neck to the upper lumbar spine.

    Returns
    -------
    ndarray
        Path length through compact bone, shape ``[rows, columns]``, float32, centimetres.
    """
    path = np.zeros((plane.rows, plane.columns), np.float32)
    bend, phase = rng.normal(0.0, 0.15), rng.uniform(0.0, 6.28)
    for number in range(-5, 17):
        level = _vertebra_level(anatomy, number)
        height = _vertebra_level(anatomy, number + 1) - level
        middle = bend * np.sin(level / 9.0 + phase)
        _vertebra(plane, path, (middle, level), height, _vertebra_half_width(number), anatomy)
    return plane.blur(path, 0.05)


def _vertebra_level(anatomy: Anatomy, number: int) -> float:
    if number >= 1:
        return rib_level(anatomy, number) + 0.45
    return rib_level(anatomy, 1) + 0.45 + (number - 1) * 0.8 * anatomy.rib_spacing


def _vertebra_half_width(number: int) -> float:
    return float(np.interp(number, [-5, 0, 3, 12, 16], [1.25, 1.45, 1.4, 1.95, 2.3]))


def _vertebra(
    plane: Plane, path: Float, middle: tuple[float, float], height: float, half_width: float, anatomy: Anatomy
) -> None:
    x, y = middle
    thoracic = 1.0 if y > 0.0 else 0.3
    body, half = 0.78 * height, half_width
    waist = 0.9 * half
    outline = np.array(
        [(-half, -0.5), (0.0, -0.45), (half, -0.5), (waist, 0.0), (half, 0.5), (0.0, 0.45), (-half, 0.5), (-waist, 0.0)]
    ) * (1.0, body) + (x, y)
    plane.fill(path, outline, 0.4, 0.15)
    for end in (-0.47, 0.47):
        _bar(plane, path, (x, y + end * body), half * 0.9, 0.09, 0.35)
    behind = x - np.sin(anatomy.turn) * 4.0
    for side in (-1, 1):
        _ring(plane, path, (x + side * 0.62 * half - 0.3 * np.sin(anatomy.turn) * 4.0, y - 0.12 * body), 0.3, 0.42)
        _bar(plane, path, (x + side * (half + 0.4 * thoracic), y - 0.1 * body), 0.4 + 0.4 * thoracic, 0.3, 0.2)
    _ellipse(plane, path, (behind, y + 0.42 * body), 0.28, 0.5, 0.4)


def _bar(plane: Plane, path: Float, middle: tuple[float, float], half_x: float, half_y: float, length: float) -> None:
    corners = np.array([(-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)])
    plane.fill(path, corners + middle, length, 0.08)


def _ellipse(
    plane: Plane, path: Float, middle: tuple[float, float], radius_x: float, radius_y: float, length: float
) -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, 33)[:-1]
    outline = np.stack([radius_x * np.cos(angle), radius_y * np.sin(angle)], axis=-1) + middle
    plane.fill(path, outline, length, 0.06)


def _ring(plane: Plane, path: Float, middle: tuple[float, float], radius_x: float, radius_y: float) -> None:
    _ellipse(plane, path, middle, radius_x, radius_y, 0.45)
    _ellipse(plane, path, middle, 0.6 * radius_x, 0.6 * radius_y, -0.3)
