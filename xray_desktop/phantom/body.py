"""The body's outline and depth: how much soft tissue each ray would pass if there were no air and no bone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from xray_desktop.phantom.anatomy import HALF_WIDTH, Anatomy
from xray_desktop.phantom.plane import smooth_curve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.phantom.plane import Float

LUNG_MIDDLE = 4.8
"""Distance of each lung's apex from the midline."""


def lateral_wall(anatomy: Anatomy, y: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """Return the inner half-width of the thorax at these levels: a cone in children, a barrel in adults.

    Parameters
    ----------
    y
        Body coordinates, any shape, float32 or float64, centimetres.

    Returns
    -------
    ndarray
        Same shape and dtype, centimetres.
    """
    top, rise, round_off = (0.95, 1.5, 1.3) if anatomy.child else (0.8, 1.7, 1.8)
    above = np.clip(1.0 - y / (top * anatomy.lung_height), 0.0, 1.0)
    reach = (1.0 - above**rise) ** (1.0 / round_off)
    return np.asarray(LUNG_MIDDLE + (HALF_WIDTH - LUNG_MIDDLE) * reach)


def draw_body(anatomy: Anatomy, x: Float, y: Float, rng: np.random.Generator) -> Float:
    """Return the path length through the body as if it were solid: torso, neck, arms, chin, breasts.

    Parameters
    ----------
    x, y
        Body coordinates of each pixel, `Plane.grid`.

    Returns
    -------
    ndarray
        Shape ``[rows, columns]``, float32, centimetres.
    """
    torso = _torso(anatomy, x, y)
    parts = [torso, *(_arm(anatomy, x, y, side) for side in (-1, 1))]
    if anatomy.child:
        parts.append(_head(x, y))
    # A soft maximum: the parts of one body merge without a seam.
    merged = np.sum([part**4 for part in parts], axis=0) ** 0.25
    if anatomy.breast:
        merged = merged + sum(_breast(anatomy, x, y, side) for side in (-1, 1))
    unevenness = cv2.resize(
        rng.normal(0.0, 1.0, (12, 12)).astype(np.float32), x.shape[::-1], interpolation=cv2.INTER_CUBIC
    )
    return np.asarray(merged * (1.0 + 0.02 * unevenness), np.float32)


def _torso(anatomy: Anatomy, x: Float, y: Float) -> Float:
    levels = np.linspace(-16.0, 40.0, 113)
    chest = lateral_wall(anatomy, np.maximum(levels, 6.0)) + 0.8 + anatomy.wall
    shoulders = smooth_curve(
        np.array([(-16.0, 5.4), (-9.0, 5.5), (-6.0, 6.6), (-3.6, 10.0), (-1.6, 15.0), (1.0, 17.6), (4.0, 17.4)]), 60
    )
    above = np.interp(levels, shoulders[:, 0], shoulders[:, 1])
    blend = 1.0 / (1.0 + np.exp(-(levels - 6.0) / 1.2))
    half_width = np.interp(y, levels, above * (1.0 - blend) + chest * blend).astype(np.float32)
    depth = np.interp(y, [-12.0, -4.0, 2.0, 9.0, 20.0, 34.0], [11.0, 12.0, 15.5, 20.0, 22.0, 23.0]).astype(np.float32)
    beside = np.minimum(np.abs(x) / half_width, 1.0)
    return np.asarray(depth * (1.0 - beside**2.8) ** 0.5, np.float32)


def _arm(anatomy: Anatomy, x: Float, y: Float, side: int) -> Float:
    """Draw the upper arm as a round bar from the shoulder."""
    start, end = arm_ends(anatomy)
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = float(np.hypot(along_x, along_y))
    outward = side * x - start[0]
    part = np.clip((outward * along_x + (y - start[1]) * along_y) / length**2, 0.0, 1.0)
    distance = np.hypot(outward - part * along_x, (y - start[1]) - part * along_y)
    radius = 4.6 - 0.9 * part
    return np.asarray(2.0 * np.sqrt(np.maximum(radius**2 - distance**2, 0.0)), np.float32)


def arm_ends(anatomy: Anatomy) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the head and the far end of the humerus, for the side of positive ``x``."""
    if anatomy.arms_up:
        return (16.0, -1.5), (20.0, -16.0)
    return ((16.0, 0.5), (27.0, 9.0)) if anatomy.child else ((17.0, 1.0), (25.0, 16.0))


def _head(x: Float, y: Float) -> Float:
    """Draw the lower part of the face."""
    inside = np.maximum(1.0 - (x / 7.5) ** 2 - ((y + 15.0) / 8.0) ** 2, 0.0)
    return np.asarray(15.0 * np.sqrt(inside), np.float32)


def _breast(anatomy: Anatomy, x: Float, y: Float, side: int) -> Float:
    level = anatomy.lung_height - 3.0
    inside = np.maximum(1.0 - ((side * x - 8.0) / 6.0) ** 2 - ((y - level) / 5.5) ** 2, 0.0)
    lower = np.clip(0.5 + (y - level) / 8.0, 0.1, 1.0)
    return np.asarray(anatomy.breast * np.sqrt(inside) * lower, np.float32)
