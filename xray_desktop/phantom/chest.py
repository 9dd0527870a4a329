"""The whole drawing: a frontal chest radiograph of nobody, by attenuation along each ray."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.phantom.anatomy import HALF_WIDTH, Anatomy, draw_anatomy
from xray_desktop.phantom.consolidation import Opacity, replaced_air
from xray_desktop.phantom.exposure import BONE_PER_CM, LUNG_AIR, WATER_PER_CM, expose, present
from xray_desktop.phantom.lettering import collimate, letter
from xray_desktop.phantom.plane import Plane
from xray_desktop.phantom.shoulders import draw_shoulders
from xray_desktop.phantom.skeleton import draw_ribs, draw_spine
from xray_desktop.phantom.soft_tissue import draw_chest_tissue
from xray_desktop.phantom.texture import grain, network
from xray_desktop.phantom.vessels import draw_vessels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.phantom.plane import Float

_SEEN_LUNG_CM = 4.0
"""Depth of air from which a pixel counts as lung."""
_SEEN_SHADOW = 0.05
"""Added attenuation from which a pixel counts as opacity."""


@dataclass(frozen=True, slots=True, eq=False)
class Phantom:
    """One drawn radiograph and the truth about it; all arrays ``[rows, columns]``.

    Attributes
    ----------
    pixels
        Display values, float32, 0 to 1, bone bright, with the word SYNTHETIC burned in.
    lungs, heart, opacity
        Masks, bool: where lung, heart with great vessels, and the opacity are seen. No opacity, no true pixel.
    """

    pixels: Float
    lungs: NDArray[np.bool_]
    heart: NDArray[np.bool_]
    opacity: NDArray[np.bool_]


def draw_chest(
    seed: int, rows: int, columns: int, opacity: Opacity | None = None, *, child: bool | None = None
) -> Phantom:
    """Draw a frontal chest radiograph.

    Parameters
    ----------
    seed
        Chooses the body, its position and the noise; the same seed gives the same picture.
    rows, columns
        Size in pixels, at least 64.
    opacity
        A consolidation to add: elsewhere the picture stays as it is without.
    child
        A child or an adult; the seed chooses where None.

    Notes
    -----
    Thread-safe. The picture is composed of Beer-Lambert attenuation through a small anatomical model, scatter,
    quantum and readout noise, and multi-scale processing. A score on it means nothing.
    """
    rng = np.random.default_rng(seed)
    anatomy = draw_anatomy(rng, bool(rng.integers(2)) if child is None else child)
    plane = _place(anatomy, rows, columns, rng)
    chest = draw_chest_tissue(anatomy, plane, rng)
    bone = draw_ribs(anatomy, plane) + draw_spine(anatomy, plane, rng) + draw_shoulders(anatomy, plane, rng)
    bone *= 1.0 + 0.05 * grain(plane, rng, 0.16) + 0.04 * grain(plane, rng, 0.5)
    aerated = np.clip(chest.air / 8.0, 0.0, 1.0) ** 1.5
    water = chest.body - LUNG_AIR * chest.air - np.minimum(chest.gas, 0.8 * chest.body)
    water += aerated * _markings(anatomy, plane, rng)
    attenuation = WATER_PER_CM * np.maximum(water, 0.0) + BONE_PER_CM * bone
    shadow = np.zeros_like(attenuation)
    if opacity is not None:
        # A generator of its own: what is drawn after it stays the same as without.
        shadow = WATER_PER_CM * LUNG_AIR * chest.air * replaced_air(opacity, plane, np.random.default_rng([seed, 1]))
    picture = collimate(present(expose(attenuation, shadow, anatomy, plane, rng), anatomy, plane), rng)
    letter(picture, "R", rng)
    return Phantom(picture, chest.air > _SEEN_LUNG_CM, chest.heart, shadow > _SEEN_SHADOW)


def _place(anatomy: Anatomy, rows: int, columns: int, rng: np.random.Generator) -> Plane:
    """Put the thorax on the film so that apices, angles and both sides are seen."""
    thorax = anatomy.lung_height + anatomy.costophrenic_depth
    scale = min(columns / (2.0 * (HALF_WIDTH + anatomy.wall + rng.uniform(1.4, 2.6))), rows / (thorax + 7.0))
    spare = rows / scale - thorax
    middle = columns / 2.0 + rng.normal(0.0, 0.3) * scale
    return Plane(rows, columns, scale, middle, spare * rng.uniform(0.55, 0.8) * scale, anatomy.tilt)


def _markings(anatomy: Anatomy, plane: Plane, rng: np.random.Generator) -> Float:
    """Return the water in vessels and in the finer network between them; it is denser around the hila."""
    x, y = plane.grid()
    hilum = np.exp(-(((np.abs(x) - 4.0) / 5.0) ** 2) - ((y - anatomy.carina - 4.0) / 7.0) ** 2)
    fine = 0.5 * network(plane, rng, 0.8) + 0.3 * network(plane, rng, 0.35)
    patchy = np.clip(0.7 + 0.2 * grain(plane, rng, 3.0), 0.0, 1.0)
    return np.asarray(1.9 * draw_vessels(anatomy, plane, rng) + fine * (0.35 + 0.65 * hilum) * patchy, np.float32)
