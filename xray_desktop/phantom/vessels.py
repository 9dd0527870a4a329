"""Lung vessels: trees that leave the hila, branch, and fade to the periphery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.phantom.plane import Cloud, middles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.phantom.anatomy import Anatomy
    from xray_desktop.phantom.plane import Float, Plane

_THINNEST = 0.04
"""Centimetres; thinner branches are not seen."""
_FULLEST = 1.7
"""Centimetres of blood that the thickest place comes near: vessels beside each other, not through each other."""
# The lobar arteries and veins of one side from apex to base: direction below the horizontal, and radius.
_STEM_ANGLES = np.deg2rad([-80.0, -62.0, -42.0, -22.0, -4.0, 14.0, 32.0, 48.0, 60.0, 72.0, 84.0])
_STEM_RADII = np.array([0.4, 0.46, 0.4, 0.36, 0.38, 0.42, 0.48, 0.56, 0.62, 0.5, 0.4])


@dataclass(frozen=True, slots=True, eq=False)
class _Branches:
    """One generation: start, direction, curvature, radius and length of each branch, shape ``[branches]``."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    heading: NDArray[np.float64]
    bend: NDArray[np.float64]
    radius: NDArray[np.float64]
    length: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """The way of one generation's branches, each part ``[branches, points]``."""

    part: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    heading: NDArray[np.float64]


def draw_vessels(anatomy: Anatomy, plane: Plane, rng: np.random.Generator) -> Float:
    """Return the path length through the pulmonary vessels, wherever they run: ``[rows, columns]``, float32, cm."""
    branches = _stems(anatomy, rng)
    clouds = []
    while branches.x.size:
        course = _course(branches, plane)
        clouds.append(_filling(branches, course, plane))
        branches = _children(branches, course, rng)
    path = plane.blur(plane.splat(clouds), 0.04)
    return np.asarray(_FULLEST * np.tanh(path / _FULLEST), np.float32)


def _stems(anatomy: Anatomy, rng: np.random.Generator) -> _Branches:
    """Start both lungs' vessels at their hila; the left one stands higher."""
    count = len(_STEM_ANGLES)
    side = np.repeat([-1.0, 1.0], count)
    angle = np.tile(_STEM_ANGLES, 2) + rng.normal(0.0, 0.09, 2 * count)
    level = anatomy.carina + np.where(side > 0.0, 1.0, 2.2)
    out = np.where(side > 0.0, 3.4, 3.0)
    return _Branches(
        x=side * (out - 0.4 * np.abs(np.sin(angle))),
        y=level + 1.6 * np.sin(angle) + rng.normal(0.0, 0.2, 2 * count),
        heading=np.where(side > 0.0, angle, np.pi - angle),
        bend=rng.normal(0.0, 0.35, 2 * count),
        radius=np.tile(_STEM_RADII, 2),
        length=rng.uniform(2.0, 3.0, 2 * count),
    )


def _course(branches: _Branches, plane: Plane) -> _Course:
    points = 4 + int(1.0 * branches.length.max() * plane.pixels_per_cm)
    part = np.broadcast_to(np.linspace(0.0, 1.0, points), (branches.x.size, points))
    heading = branches.heading[:, None] + branches.bend[:, None] * part
    step = (branches.length / points)[:, None]
    x = branches.x[:, None] + np.cumsum(np.cos(heading), axis=1) * step
    y = branches.y[:, None] + np.cumsum(np.sin(heading), axis=1) * step
    return _Course(part, x, y, heading)


def _filling(branches: _Branches, course: _Course, plane: Plane) -> Cloud:
    radius = branches.radius[:, None] * (1.0 - 0.22 * course.part)
    # The first stretch swells from nothing, so that no stump stands at the hilum.
    radius = radius * np.sqrt(np.minimum(1.0, course.part * (branches.length / branches.radius)[:, None] + 0.02))
    across = middles(3 + int(2.0 * branches.radius.max() * plane.pixels_per_cm))
    step = (branches.length / course.x.shape[1])[:, None, None]
    radius = radius[..., None]
    volume = 2.0 * radius * np.sqrt(1.0 - across**2) * (2.0 * radius / len(across)) * step
    x = course.x[..., None] - np.sin(course.heading)[..., None] * radius * across
    y = course.y[..., None] + np.cos(course.heading)[..., None] * radius * across
    return Cloud(x, y, volume)


def _children(branches: _Branches, course: _Course, rng: np.random.Generator) -> _Branches:
    """Fork every branch into one that goes on and one that turns off; those too thin to be seen are left out."""
    count = branches.x.size
    share = np.concatenate([np.full(count, 0.8), rng.uniform(0.5, 0.75, count)])
    turn = np.concatenate([rng.uniform(0.15, 0.4, count), rng.uniform(0.3, 0.75, count)])
    sign = np.tile(rng.choice([-1.0, 1.0], count), 2) * np.repeat([1.0, -1.0], count)
    radius = np.tile(branches.radius, 2) * share
    seen = radius >= _THINNEST
    return _Branches(
        x=np.tile(course.x[:, -1], 2)[seen],
        y=np.tile(course.y[:, -1], 2)[seen],
        heading=(np.tile(course.heading[:, -1], 2) + sign * turn)[seen],
        bend=rng.normal(0.0, 0.35, 2 * count)[seen],
        radius=radius[seen],
        length=(np.tile(branches.length, 2) * rng.uniform(0.68, 0.9, 2 * count))[seen],
    )
