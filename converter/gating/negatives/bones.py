"""Drawn radiographs of hands and pelves, for measuring: no package brings real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plate = NDArray[np.float64]

_SEED = 20262
_OF_EACH = 40
_SIDE = 400
_PHALANGES = (0.45, 0.3, 0.25)


def hands() -> list[NDArray[np.uint8]]:
    """Draw hands, ``[_SIDE, _SIDE]``, uint8: wrist, palm, five fingers of a metacarpal and phalanges each."""
    rng = np.random.default_rng(_SEED)
    return [_hand(rng) for _ in range(_OF_EACH)]


def pelves() -> list[NDArray[np.uint8]]:
    """Draw hips, ``[_SIDE, _SIDE]``, uint8: iliac wings, sacrum, sockets, both femora."""
    rng = np.random.default_rng(_SEED + 1)
    return [_pelvis(rng) for _ in range(_OF_EACH)]


def _hand(rng: np.random.Generator) -> NDArray[np.uint8]:
    soft, bone = np.zeros((2, _SIDE, _SIDE))
    wrist = np.array([_SIDE * rng.uniform(0.4, 0.6), _SIDE * 0.92])
    scale, lean, spread = rng.uniform(0.75, 1.05), rng.uniform(-0.25, 0.25), rng.uniform(0.16, 0.28)
    for finger in range(5):
        angle = lean + (finger - 2) * spread
        towards = np.array([np.sin(angle), -np.cos(angle)])
        start = wrist + 20.0 * towards
        length = scale * (150.0 if finger in (1, 2, 3) else 125.0)
        joint = start + 0.85 * length * towards
        _shaft(soft, wrist, joint, 46.0, 1.0)
        _shaft(bone, start, joint, 12.0, 1.0)
        for share in _PHALANGES:
            end = joint + share * length * towards
            _shaft(soft, joint, end, 30.0, 1.0)
            _shaft(bone, joint + 4.0 * towards, end - 4.0 * towards, 9.0, 1.0)
            joint = end
    for side in (-12.0, 14.0):
        _shaft(bone, wrist + np.array([side, 10.0]), wrist + np.array([side, 60.0]), 18.0, 1.0)
    return _exposed(soft, bone, rng)


def _pelvis(rng: np.random.Generator) -> NDArray[np.uint8]:
    soft, bone = np.zeros((2, _SIDE, _SIDE))
    half, scale = _SIDE // 2, rng.uniform(0.8, 1.1)
    cv2.rectangle(soft, (int(half - 185 * scale), 0), (int(half + 185 * scale), _SIDE), 1.0, -1)
    for side in (-1, 1):
        hip = np.array([half + side * 105 * scale, 230 * scale])
        neck = hip + np.array([side * 40.0, 35.0])
        cv2.ellipse(bone, (int(half + side * 95 * scale), int(110 * scale)), (int(62 * scale), int(85 * scale)),
                    side * 25.0, 0.0, 360.0, 0.7, -1)  # fmt: skip
        cv2.circle(bone, (int(hip[0]), int(hip[1])), int(26 * scale), 1.0, -1)
        _shaft(bone, neck, np.array([hip[0] + side * rng.uniform(10, 50), _SIDE]), 30.0, 1.0)
        _shaft(bone, hip, neck, 26.0, 0.9)
        ring = (int(half + side * 42 * scale), int(285 * scale))
        cv2.ellipse(bone, ring, (int(38 * scale), int(30 * scale)), 0.0, 0.0, 360.0, 0.8, int(14 * scale))
    cv2.ellipse(bone, (half, int(120 * scale)), (int(38 * scale), int(75 * scale)), 0.0, 0.0, 360.0, 0.8, -1)
    return _exposed(soft, bone, rng)


def _shaft(plate: Plate, start: NDArray[np.float64], end: NDArray[np.float64], width: float, level: float) -> None:
    """Draw a long bone, or flesh, from one point ``[x, y]`` to another in pixels: round at both ends."""
    ends = [(round(float(x)), round(float(y))) for x, y in (start, end)]
    cv2.line(plate, ends[0], ends[1], level, max(1, round(width)), cv2.LINE_AA)


def _exposed(soft: Plate, bone: Plate, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Turn thickness, ``[_SIDE, _SIDE]``, float64, into grey, uint8: bone bright, air black."""
    thick = cv2.GaussianBlur(soft, (0, 0), 6.0) * rng.uniform(50.0, 110.0)
    thick = thick + cv2.GaussianBlur(bone, (0, 0), 1.5) * rng.uniform(90.0, 130.0)
    grain = cv2.GaussianBlur(rng.normal(0.0, 6.0, thick.shape), (0, 0), 0.8)
    return np.asarray(np.clip(thick + grain + rng.uniform(0.0, 12.0), 0, 255), np.uint8)
