"""A shadow at a known place: lung whose air is replaced by fluid, as in pneumonia."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.phantom.texture import grain, network

if TYPE_CHECKING:
    from xray_desktop.phantom.plane import Float, Plane


@dataclass(frozen=True, slots=True)
class Opacity:
    """A consolidation, placed on the picture; only the part that falls on lung is drawn.

    Attributes
    ----------
    column, row
        Centre, as parts of the picture's width and height, 0 to 1.
    radius_columns, radius_rows
        Half-axes, as parts of the width and the height. Nothing is drawn outside this ellipse.
    strength
        Part of the air that is replaced where it is densest, 0 to 1.
    """

    column: float
    row: float
    radius_columns: float
    radius_rows: float
    strength: float = 0.7


def replaced_air(opacity: Opacity, plane: Plane, rng: np.random.Generator) -> Float:
    """Return the part of the air that fluid replaces, 0 to 1, ``[rows, columns]``, float32.

    The edge is soft and uneven, the inside patchy, and finer lines stay aerated: the air bronchogram.
    """
    column = (np.arange(plane.columns, dtype=np.float32) + 0.5) / plane.columns
    row = ((np.arange(plane.rows, dtype=np.float32) + 0.5) / plane.rows)[:, None]
    distance = np.hypot((column - opacity.column) / opacity.radius_columns, (row - opacity.row) / opacity.radius_rows)
    uneven = distance + 0.13 * grain(plane, rng, 2.2) + 0.06 * grain(plane, rng, 0.9)
    edge = np.clip((1.0 - np.maximum(uneven, distance**3)) / 0.75, 0.0, 1.0)
    soft = edge * edge * (3.0 - 2.0 * edge)
    patchy = np.clip(0.82 + 0.12 * grain(plane, rng, 1.1) + 0.05 * grain(plane, rng, 0.4), 0.0, 1.0)
    aerated = 0.12 * plane.blur(network(plane, rng, 1.6), 0.06)
    return np.asarray(opacity.strength * soft * patchy * (1.0 - aerated), np.float32)
