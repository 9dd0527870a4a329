"""Clavicles, scapulae, humeri and jaw, as path lengths of compact bone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.phantom.body import arm_ends
from xray_desktop.phantom.plane import Cloud, Plane, hollow_tube, smooth_curve, tube

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.phantom.anatomy import Anatomy
    from xray_desktop.phantom.plane import Float


def draw_shoulders(anatomy: Anatomy, plane: Plane, rng: np.random.Generator) -> Float:
    """Draw the shoulder girdle of both sides, and the jaw where it reaches the film.

    Returns
    -------
    ndarray
        Path length through compact bone, shape ``[rows, columns]``, float32, centimetres.
    """
    blades = np.zeros((plane.rows, plane.columns), np.float32)
    clouds = _jaw(plane) if anatomy.child else []
    for side in (-1, 1):
        lift = rng.normal(0.0, 0.4)
        clouds += _clavicle(anatomy, plane, side, lift)
        clouds += _scapula(anatomy, plane, side, lift, blades)
        clouds += _humerus(anatomy, plane, side, lift)
    return blades + plane.blur(plane.splat(clouds), 0.05)


def _clavicle(anatomy: Anatomy, plane: Plane, side: int, lift: float) -> list[Cloud]:
    if anatomy.child:
        knots = [(1.9, 1.3), (3.6, 0.9), (6.6, -0.4), (9.2, -1.9 + lift), (12.0, -2.2 + lift)]
    else:
        knots = [(1.8, 3.3), (4.0, 3.0), (7.6, 1.4), (11.0, 0.3 + lift), (14.6, 0.4 + lift)]
    curve = smooth_curve(np.array(knots), 200) * (side, 1.0)
    # What lies in front moves against the turn.
    curve[:, 0] -= np.sin(anatomy.turn) * np.linspace(6.0, 0.0, len(curve))
    place = np.linspace(0.0, 1.0, len(curve))
    ends = np.sqrt(np.minimum(1.0, np.minimum(place, 1.0 - place) / 0.05 + 0.01))
    radius = (0.5 + 0.3 * np.exp(-((place / 0.12) ** 2)) + 0.14 * place**3) * ends
    return hollow_tube(plane, curve, radius, 0.17, 1.2)


def _scapula(anatomy: Anatomy, plane: Plane, side: int, lift: float, blades: Float) -> list[Cloud]:
    """Draw the blade with its thin border, the stout lateral border, the spine and the socket of the joint."""
    if anatomy.child:
        outline = [
            (13.0, 0.8),
            (14.4, 4.8),
            (15.9, 8.6),
            (14.6, 9.3),
            (12.6, 6.8),
            (11.2, 3.6),
            (11.0, 1.2),
            (12.0, 0.2),
        ]
        spine = [(11.3, 4.6), (12.2, 1.8), (13.4, -1.0), (14.4, -2.6)]
    else:
        outline = [
            (14.4, 2.2),
            (13.7, 6.5),
            (12.9, 11.6),
            (11.9, 12.6),
            (10.6, 10.0),
            (9.7, 6.0),
            (9.6, 2.6),
            (11.6, 1.2),
        ]
        spine = [(9.9, 5.0), (11.6, 3.6), (13.6, 2.0), (15.8, 0.6)]
    knots = np.array(outline) * (side, 1.0) + (0.0, lift)
    border = smooth_curve(np.vstack([knots, knots[:1]]), 240)
    ridge = smooth_curve(np.array(spine) * (side, 1.0) + (0.0, lift), 120)
    lateral = smooth_curve(knots[:3], 120)
    place = np.linspace(-1.0, 1.0, 40)
    socket = knots[0] + place[:, None] * (0.25 * side, 1.5) + (0.2 * side, 0.3)
    plane.fill(blades, border, 0.12, 0.1)
    return [
        tube(plane, border, np.full(240, 0.1), 0.7),
        *hollow_tube(plane, lateral, np.linspace(0.42, 0.2, 120), 0.13, 0.75),
        *hollow_tube(plane, ridge, np.linspace(0.14, 0.42, 120), 0.13, 0.75),
        tube(plane, socket, 0.5 * np.sqrt(1.01 - place**2), 0.35),
    ]


def _humerus(anatomy: Anatomy, plane: Plane, side: int, lift: float) -> list[Cloud]:
    start, end = (np.array(point) * (side, 1.0) + (0.0, lift) for point in arm_ends(anatomy))
    length = float(np.linalg.norm(end - start))
    along = (end - start) / length
    place = np.linspace(0.0, length, 240)
    if not anatomy.child:
        return hollow_tube(plane, start + along * (place[:, None] - 2.2), _round_end(place, 2.2, 1.2), 0.32, 0.75)
    # The child's growth plate is a gap between the round epiphysis and the flared end of the shaft.
    ball = np.linspace(0.0, 2.8, 60)
    return [
        *hollow_tube(plane, start + along * (place[:, None] + 0.7), _round_end(place, 1.5, 1.0), 0.34, 0.75),
        *hollow_tube(plane, start + along * (ball[:, None] - 2.4), _round_end(ball, 1.4, 0.1), 0.25, 0.35),
    ]


def _round_end(place: NDArray[np.float64], head: float, shaft: float) -> NDArray[np.float64]:
    """Return the radius of a bone along its axis: a half ball, then a shaft that narrows."""
    before = np.sqrt(np.maximum(head**2 - (head - place) ** 2, 0.0004))
    after = shaft + (head - shaft) * np.exp(-(((place - head) / (0.6 * head)) ** 2))
    return np.where(place < head, before, after)


def _jaw(plane: Plane) -> list[Cloud]:
    knots = [(-6.6, -15.0), (-6.0, -11.5), (-3.6, -8.6), (0.0, -7.6), (3.6, -8.6), (6.0, -11.5), (6.6, -15.0)]
    return hollow_tube(plane, smooth_curve(np.array(knots), 240), np.full(240, 0.85), 0.3, 1.1)
