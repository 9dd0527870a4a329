"""Copies of chest radiographs as other hands would have taken them: the distance has to know that these are chests too.

They are drawn at random and milder than the fixed changes of `converter.evaluation.stress`, on which false refusals are
reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.float32]
    """Shape ``[rows, columns]``, 0 to 255."""

_DEGREES = 8.0
_ZOOM = (0.85, 1.2)
_STRETCH = 0.1
_GAMMA = (0.65, 1.5)
_GAIN = (0.6, 1.5)
_SHIFT = 30.0
_NOISE = 10.0
_BORDER_SHARE = 0.1


def varied(pictures: NDArray[np.floating], seed: int) -> NDArray[np.float32]:
    """Vary a stack of pictures ``[N, rows, columns, 1]``, 0 to 255; return the same shape, float32."""
    rng = np.random.default_rng(seed)
    copies = np.stack([_vary(np.asarray(picture[:, :, 0], np.float32), rng) for picture in pictures])
    return copies[:, :, :, None]


def _vary(picture: Picture, rng: np.random.Generator) -> Picture:
    moved = _move(picture, rng)
    if rng.random() < 0.25:
        moved = _frame(moved, rng)
    exposed = 255.0 * (np.clip(moved, 0.0, 255.0) / 255.0) ** rng.uniform(*_GAMMA)
    mean = exposed.mean()
    shown = mean + rng.uniform(*_GAIN) * (exposed - mean) + rng.uniform(-_SHIFT, _SHIFT)
    grain = rng.normal(0.0, rng.uniform(0.0, _NOISE), picture.shape)
    return np.asarray(np.clip(shown + grain, 0.0, 255.0), np.float32)


def _move(picture: Picture, rng: np.random.Generator) -> Picture:
    rows, columns = picture.shape
    centre = ((columns - 1) / 2.0, (rows - 1) / 2.0)
    matrix = cv2.getRotationMatrix2D(centre, rng.uniform(-_DEGREES, _DEGREES), rng.uniform(*_ZOOM))
    stretch = 1.0 + rng.uniform(-_STRETCH, _STRETCH)
    matrix[0] = stretch * matrix[0] + (0.0, 0.0, (1.0 - stretch) * centre[0])
    return np.asarray(cv2.warpAffine(picture, matrix, (columns, rows)), np.float32)


def _frame(picture: Picture, rng: np.random.Generator) -> Picture:
    """Collimate: a black frame of another width on each side."""
    rows, columns = picture.shape
    top, bottom = (int(rng.uniform(0.0, _BORDER_SHARE) * rows) for _ in range(2))
    left, right = (int(rng.uniform(0.0, _BORDER_SHARE) * columns) for _ in range(2))
    framed = np.zeros_like(picture)
    seen = (slice(top, rows - bottom), slice(left, columns - right))
    framed[seen] = picture[seen]
    return framed
