"""Lungs, heart and free gas: how much of the body is air."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.phantom.anatomy import HALF_WIDTH, Anatomy
from xray_desktop.phantom.body import LUNG_MIDDLE, draw_body, lateral_wall
from xray_desktop.phantom.plane import Plane, smooth_curve, tube
from xray_desktop.phantom.texture import grain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.phantom.plane import Float


@dataclass(frozen=True, slots=True, eq=False)
class Chest:
    """Path lengths in centimetres, each ``[rows, columns]``, float32.

    Attributes
    ----------
    body
        Through the whole body, as if it were solid.
    air
        Through the lungs, as deep as they are at that place.
    gas
        Through free gas: airways, stomach, bowel.
    heart
        True in the heart's and the great vessels' silhouette.
    """

    body: Float
    air: Float
    gas: Float
    heart: NDArray[np.bool_]


def draw_chest_tissue(anatomy: Anatomy, plane: Plane, rng: np.random.Generator) -> Chest:
    """Draw everything but bones and lung vessels."""
    x, y = plane.grid()
    cavity = np.zeros_like(x)
    behind = np.zeros_like(x)
    for side in (-1, 1):
        lung = _lung(anatomy, x, y, side)
        below = y - _dome(anatomy, side * x, side)
        cavity = np.maximum(cavity, np.where(below < 0.0, lung, 0.0))
        # Behind the dome the lung reaches further down: it fades instead of ending there.
        behind += np.where(below < 0.0, 0.0, lung * 0.2 * np.maximum(1.0 - np.sqrt(np.maximum(below, 0.0) / 4.5), 0.0))
    silhouette = np.zeros_like(cavity)
    plane.fill(silhouette, _heart_outline(anatomy), 1.0)
    air = np.maximum(cavity - _rounded(silhouette, plane, 3.4, 12.5), 0.0)
    if not anatomy.child:
        air = np.maximum(air - _descending_aorta(anatomy, plane), 0.0)
    return Chest(
        body=plane.blur(draw_body(anatomy, x, y, rng), 0.15),
        air=plane.blur((air + behind).astype(np.float32), 0.06),
        gas=_airways(anatomy, plane) + _abdominal_gas(anatomy, plane, rng),
        heart=silhouette > 0.5,
    )


def _dome(anatomy: Anatomy, x: Float, side: int) -> Float:
    """Return the level of the diaphragm at these distances from the midline; the right dome (side -1) stands higher."""
    top = anatomy.lung_height + (anatomy.left_dome_lower if side > 0 else 0.0)
    lateral = np.maximum(x - 6.0, 0.0) / (HALF_WIDTH - 6.0)
    medial = np.maximum(6.0 - x, 0.0) / 6.0
    return np.asarray(top + anatomy.costophrenic_depth * lateral**2.4 + 1.3 * medial**2, np.float32)


def _lung(anatomy: Anatomy, x: Float, y: Float, side: int) -> Float:
    outward = side * x
    lateral = lateral_wall(anatomy, y) - LUNG_MIDDLE + 0.05
    apex = np.clip(1.0 - y / (0.16 * anatomy.lung_height), 0.0, 1.0)
    medial = 3.9 * np.sqrt(1.0 - apex**2) + 0.05
    beside = (outward - LUNG_MIDDLE) / np.where(outward > LUNG_MIDDLE, lateral, -medial)
    above = np.clip(1.0 - y / (0.6 * anatomy.lung_height), 0.0, 1.0)
    inside = np.maximum(1.0 - beside**2.3, 0.0) * (1.0 - above**2.5)
    return np.asarray(anatomy.thorax_depth * inside**0.42, np.float32)


def _heart_outline(anatomy: Anatomy) -> NDArray[np.float64]:
    """Go round the silhouette: from the neck down the patient's left border, and up the right one."""
    carina, base = anatomy.carina, anatomy.lung_height + 2.5
    top = base - 2.5 - anatomy.heart_height
    left = anatomy.heart_half_width + anatomy.heart_shift
    right = anatomy.heart_half_width - anatomy.heart_shift
    width = anatomy.mediastinum
    knob = 0.3 if anatomy.child else 1.0
    knots = [
        (width * 1.1, -9.0),
        (width * 0.95, -1.0),
        (width * 0.84, 0.35 * carina),
        (width + knob, carina - 2.0),
        (width + 0.25 * knob + 0.2, carina),
        (width + 1.0, top + 2.2),
        (0.62 * left, top + 0.45 * anatomy.heart_height),
        (0.9 * left, top + 0.72 * anatomy.heart_height),
        (left, top + 0.92 * anatomy.heart_height),
        (0.9 * left, base),
        (0.0, base + 1.0),
        (-0.8 * right, base),
        (-right, top + 0.75 * anatomy.heart_height),
        (-0.93 * right, top + 0.5 * anatomy.heart_height),
        (-max(0.68 * right, 0.9 * width), top + 0.22 * anatomy.heart_height),
        (-width * 0.95, carina - 1.0),
        (-width * 0.88, 0.5 * carina),
        (-width * 0.92, -1.0),
        (-width * 1.1, -9.0),
    ]
    return smooth_curve(np.array(knots), 240)


def _rounded(silhouette: Float, plane: Plane, radius: float, depth: float) -> Float:
    """Give a flat silhouette the depth of a body with round edges; path lengths, ``[rows, columns]``, float32, cm."""
    distance = cv2.distanceTransform((silhouette > 0.5).astype(np.uint8), cv2.DIST_L2, 5) / plane.pixels_per_cm
    edge = np.clip(1.0 - distance / radius, 0.0, 1.0)
    return np.asarray(depth * np.sqrt(1.0 - edge**2), np.float32)


def _descending_aorta(anatomy: Anatomy, plane: Plane) -> Float:
    level = anatomy.carina
    knots = [(2.9, level - 2.0), (2.7, level + 2.0), (2.4, level + 8.0), (1.8, anatomy.lung_height + 4.0)]
    left = smooth_curve(np.array(knots), 40)
    path = np.zeros((plane.rows, plane.columns), np.float32)
    plane.fill(path, np.vstack([left, left[::-1] - (2.4, 0.0)]), 1.0)
    return _rounded(path, plane, 1.2, 2.6)


def _airways(anatomy: Anatomy, plane: Plane) -> Float:
    """Draw trachea and main bronchi: the right one steeper, the left one longer."""
    level = anatomy.carina
    trachea = [(0.0, -12.0), (0.1, -3.0), (-0.35, level - 2.5), (-0.2, level)]
    right = [(-0.3, level - 0.6), (-1.5, level + 1.2), (-3.0, level + 3.0)]
    left = [(-0.1, level - 0.6), (1.7, level + 1.1), (4.0, level + 2.4)]
    wide = 0.8 if anatomy.child else 0.95
    clouds = [
        tube(plane, smooth_curve(np.array(knots), 80), np.linspace(start, end, 80) * wide)
        for knots, start, end in ((trachea, 1.0, 1.0), (right, 0.75, 0.6), (left, 0.7, 0.5))
    ]
    return np.minimum(plane.blur(plane.splat(clouds), 0.06), np.float32(2.0 * wide))


def _abdominal_gas(anatomy: Anatomy, plane: Plane, rng: np.random.Generator) -> Float:
    """Draw the stomach's bubble under the left dome and some bowel below it, with folded walls."""
    outline = np.zeros((plane.rows, plane.columns), np.float32)
    level = anatomy.lung_height + anatomy.left_dome_lower
    size = anatomy.stomach_gas
    plane.fill(outline, _blob(5.0 + size, level + 1.3 + 1.2 * size, 3.6 * size, 1.6 * size, rng), 1.0)
    for _ in range(int(14 * anatomy.bowel_gas)):
        x, y = rng.uniform(-2.0, 11.0), level + rng.uniform(4.5, 12.0)
        plane.fill(outline, _blob(x, y, rng.uniform(0.5, 1.5), rng.uniform(0.4, 1.0), rng), 1.0)
    folds = np.clip(1.0 + 0.1 * grain(plane, rng, 1.1), 0.5, 1.3)
    return np.asarray(plane.blur(_rounded(outline, plane, 0.9, 3.6), 0.1) * folds, np.float32)


def _blob(x: float, y: float, radius_x: float, radius_y: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return an ellipse with a gently irregular outline."""
    angle = np.linspace(0.0, 2.0 * np.pi, 73)[:-1]
    waves = [
        rng.normal(0.0, 0.25 / order**1.5) * np.cos(order * angle + rng.uniform(0, 6.28)) for order in (2, 3, 4, 5)
    ]
    swell = 1.0 + np.sum(waves, axis=0)
    return np.stack([x + radius_x * swell * np.cos(angle), y + radius_y * swell * np.sin(angle)], axis=-1)
