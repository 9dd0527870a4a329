"""Pictures that are the same plate although their bytes differ: encoded anew, resized, or windowed otherwise.

Two steps, on thumbnails that are squashed to a square, so that a change of the aspect ratio does not hide anything:

1. A difference hash (Krawetz 2013, "Kind of like that"): 64 signs of horizontal and 64 of vertical differences on a
   grid of 9 × 9. Pairs that differ in more than `MOST_BITS` of them are dropped. It is cheap and lets many pass that
   are not the same, since all frontal chest radiographs look alike.
2. The correlation of what is left after a Gaussian blur is taken away: ribs, vessels, wires and letters rather than the
   shape of a chest. From `LEAST_CORRELATION` on, a pair counts as the same plate.

The limits were chosen on 5,232 children's radiographs (docs/converter/data.md has the figures).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SIDE = 64
"""Rows and columns of a thumbnail."""

MOST_BITS = 16
"""Of the 128 signs, as many may differ."""

LEAST_CORRELATION = 0.9
"""Of the fine detail, -1 to 1."""

_HASH_SIDE = 9
_BLUR_SIGMA_PX = 3.0
_ROWS_AT_A_TIME = 512
_PAIRS_AT_A_TIME = 8192


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two pictures of one plate.

    Attributes
    ----------
    first, second
        Positions of the thumbnails, the smaller one first.
    correlation
        Of their fine detail.
    """

    first: int
    second: int
    correlation: float


def find_near(thumbnails: NDArray[np.uint8]) -> list[NearPair]:
    """Find the pairs that show one plate, by comparing every picture with every other.

    Parameters
    ----------
    thumbnails
        Shape ``[N, SIDE, SIDE]``, uint8.

    Returns
    -------
    list
        In the order of the thumbnails. Byte-identical files are among them. Time grows with N², memory with N: 8 kB for
        each picture.
    """
    if not len(thumbnails):
        return []
    detail = np.stack([_detail(thumbnail) for thumbnail in thumbnails])
    return [
        NearPair(first, second, round(correlation, 4))
        for pairs in _alike(np.stack([_signs(thumbnail) for thumbnail in thumbnails]))
        for first, second, correlation in _correlated(detail, pairs)
    ]


def _signs(thumbnail: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return 128 signs as -1 and 1, ``[128]``, float32, so that a product of two counts those that agree."""
    grid = cv2.resize(thumbnail.astype(np.float32), (_HASH_SIDE, _HASH_SIDE), interpolation=cv2.INTER_AREA)
    across, down = np.diff(grid, axis=1)[:-1], np.diff(grid, axis=0)[:, :-1]
    rises = np.concatenate([across.ravel(), down.ravel()]) > 0
    return np.where(rises, np.float32(1), np.float32(-1))


def _detail(thumbnail: NDArray[np.uint8]) -> NDArray[np.float16]:
    """Take the coarse shape away, and scale to length 1: ``[SIDE * SIDE]``, float16; a blank picture becomes 0."""
    grey = thumbnail.astype(np.float32)
    fine = (grey - cv2.GaussianBlur(grey, (0, 0), _BLUR_SIGMA_PX)).ravel()
    fine -= fine.mean()
    length = float(np.linalg.norm(fine))
    return (fine / length if length > 0 else fine).astype(np.float16)


def _alike(signs: NDArray[np.float32]) -> Iterator[NDArray[np.int64]]:
    """Return pairs of positions, shape ``[pairs, 2]``, int64, whose signs ``[N, 128]`` differ little."""
    bits = signs.shape[1]
    for start in range(0, len(signs), _ROWS_AT_A_TIME):
        agreement = signs[start : start + _ROWS_AT_A_TIME] @ signs[start:].T
        pairs = np.argwhere(agreement >= bits - 2 * MOST_BITS)
        yield pairs[pairs[:, 0] < pairs[:, 1]] + start


def _correlated(detail: NDArray[np.float16], pairs: NDArray[np.int64]) -> Iterator[tuple[int, int, float]]:
    for start in range(0, len(pairs), _PAIRS_AT_A_TIME):
        first, second = pairs[start : start + _PAIRS_AT_A_TIME].T
        found = np.einsum("nd,nd->n", detail[first], detail[second], dtype=np.float32)
        for position in np.flatnonzero(found >= LEAST_CORRELATION).tolist():
            yield int(first[position]), int(second[position]), float(found[position])
