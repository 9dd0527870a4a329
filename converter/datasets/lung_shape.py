"""The shape of two lungs on a frontal radiograph: a drawn outline and the few ways in which it may change.

Nobody outlined the lungs of the training images, so this is drawn by hand on averages of them, not learnt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float = NDArray[np.float32]

POINTS = 40
"""Of each lung's outline."""

# One lung from its apex down along the chest wall, back over the dome and up along the mediastinum. Across: 0 on the
# midline, 1 at the widest place; down: 0 at the apex, 1 at the dome. Then how far each knot follows a change.
_KNOTS = np.array(
    [
        # across, down, rounder, medial, heart, angle
        (0.34, 0.00, 0.66, 0.0, 0.00, 0.0),
        (0.45, 0.035, 0.75, 0.0, 0.00, 0.0),
        (0.56, 0.12, 0.88, 0.0, 0.00, 0.0),
        (0.66, 0.24, 0.97, 0.0, 0.00, 0.0),
        (0.75, 0.38, 0.51, 0.0, 0.00, 0.0),
        (0.83, 0.54, 0.09, 0.0, 0.00, 0.0),
        (0.90, 0.70, 0.00, 0.0, 0.00, 0.0),
        (0.96, 0.86, 0.00, 0.0, 0.00, 0.1),
        (1.00, 1.02, 0.00, 0.0, 0.00, 0.5),
        (1.00, 1.12, 0.00, 0.0, 0.00, 1.0),
        (0.90, 1.06, 0.00, 0.0, 0.00, 0.6),
        (0.78, 1.01, 0.00, 0.0, 0.00, 0.3),
        (0.62, 0.98, 0.00, 0.1, 0.05, 0.1),
        (0.46, 0.98, 0.00, 0.4, 0.25, 0.0),
        (0.32, 1.01, 0.00, 0.8, 0.60, 0.0),
        (0.22, 1.02, 0.00, 1.0, 0.72, 0.0),
        (0.20, 0.90, 0.00, 1.0, 0.97, 0.0),
        (0.20, 0.75, 0.00, 1.0, 0.89, 0.0),
        (0.20, 0.60, 0.00, 1.0, 0.50, 0.0),
        (0.20, 0.45, 0.00, 1.0, 0.17, 0.0),
        (0.20, 0.30, 0.00, 1.0, 0.03, 0.0),
        (0.20, 0.17, 0.00, 1.0, 0.01, 0.0),
        (0.23, 0.06, 0.00, 1.0, 0.00, 0.0),
        (0.28, 0.01, 0.00, 0.2, 0.00, 0.0),
    ],
    np.float32,
)
# The chest wall and the domes are seen on nearly every picture; the edge along the mediastinum is often blurred.
_TRUST = np.repeat([0.8, 1.2, 0.6, 1.1, 0.7], [2, 7, 1, 5, 9]).astype(np.float32)
_ON_DOME = np.repeat([0.0, 1.0, 0.0], [11, 5, 8]).astype(np.float32)

_NUMBERS = {
    # name: (usual, spread) in parts of the picture's side; rounder, medial, heart and angle in parts of the shape
    "midline": (0.50, 0.06),
    "lean": (0.0, 0.06),
    "apex": (0.17, 0.08),
    "dome": (0.76, 0.08),
    "left_dome_lower": (0.0, 0.025),
    "half_width": (0.36, 0.05),
    "left_wider": (0.0, 0.02),
    "rounder": (0.04, 0.06),
    "left_rounder": (0.0, 0.03),
    "right_medial": (0.0, 0.05),
    "left_medial": (0.0, 0.05),
    "right_heart": (0.06, 0.06),
    "left_heart": (0.32, 0.10),
    "angle": (0.0, 0.06),
}
USUAL = np.array([usual for usual, _ in _NUMBERS.values()], np.float32)
"""The shape's numbers as they mostly are, shape ``[numbers]``."""
SPREAD = np.array([spread for _, spread in _NUMBERS.values()], np.float32)
"""How far each of them strays, one standard deviation."""


def _along(knots: Float) -> Float:
    """Spread the knots' values ``[knots, values]`` evenly over the outline, ``[POINTS, values]``, float32."""
    closed = np.vstack([knots, knots[:1]])
    length = np.concatenate([[0.0], np.hypot(*np.diff(closed[:, :2], axis=0).T).cumsum()])
    place = np.linspace(0.0, length[-1], POINTS, endpoint=False)
    columns = [np.interp(place, length, values) for values in closed.T]
    return np.stack(columns, axis=-1).astype(np.float32)


_SHAPE = _along(np.column_stack([_KNOTS, _TRUST, _ON_DOME]))
TRUST = _SHAPE[:, 6] / _SHAPE[:, 6].sum()
"""Share of each point in the evidence for an outline, shape ``[POINTS]``."""
DOME = np.flatnonzero(_SHAPE[:, 7] > 0.5)
"""Which points lie on the dome of the diaphragm."""


def outlines(numbers: Float) -> Float:
    """Draw both lungs.

    Parameters
    ----------
    numbers
        Shape ``[N, numbers]``, float32: one row for each pair of lungs.

    Returns
    -------
    ndarray
        Shape ``[N, 2, POINTS, 2]``, float32: first the lung on the picture's left (the patient's right), ``x`` and
        ``y`` in parts of the picture's width and height.
    """
    return np.stack([_outline(numbers, side) for side in (-1, 1)], axis=1)


def _outline(numbers: Float, side: int) -> Float:
    value = {name: numbers[:, index, None] for index, name in enumerate(_NUMBERS)}
    name = "left" if side > 0 else "right"
    across, down, rounder, medial, heart, angle = _SHAPE.T[:6]
    across = across + (value["rounder"] + side * value["left_rounder"]) * rounder
    across = across + value[f"{name}_medial"] * medial + value[f"{name}_heart"] * heart
    down = down + value["angle"] * angle
    dome = value["dome"] + side * value["left_dome_lower"]
    y = value["apex"] + down * (dome - value["apex"])
    half_width = value["half_width"] + side * value["left_wider"]
    x = value["midline"] + value["lean"] * (y - 0.5) + side * half_width * across
    return np.stack([x, y], axis=-1).astype(np.float32)


def outward(outline: Float) -> Float:
    """Return the unit vectors that point out of outlines ``[N, 2, POINTS, 2]``, of the same shape, float32."""
    along = np.roll(outline, -1, axis=2) - np.roll(outline, 1, axis=2)
    across = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    across[:, 0] *= -1.0  # the first lung is drawn the other way round
    length = np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-6)
    return np.asarray(across / length, np.float32)
