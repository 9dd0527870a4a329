"""Deletion and insertion curves (Petsiuk et al., 2018, RISE): what the map calls important should matter.

Deletion paints pixels grey, the hottest first: the faster the probability falls, the better the map. Insertion lets
pixels appear on a blurred picture, the hottest first: the faster it rises, the better. Neither says anything alone, so
the same is done in the order of a random map and of a map that is hot in the middle.

Both need a model that calls a grey or a blurred picture healthy, and not every model does. The transplant needs it
not: the ill picture's hottest pixels appear on another child's healthy chest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.evaluation.heatmaps.attribution import place_on_pictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Pictures = NDArray[np.float32]
    Judge = Callable[[Pictures], NDArray[np.float64]]
    """Returns the probability of each picture ``[N, rows, columns]``, ``[N]``."""

STEPS = 12
_BLUR = 0.08
_MIDDLE = 0.25
_SEED = 2018


def deletion(judge: Judge, picture: Pictures, order: NDArray[np.float32]) -> NDArray[np.float64]:
    """Paint the picture's mean grey over it, the hottest pixels first.

    Parameters
    ----------
    judge
        The model.
    picture
        Shape ``[rows, columns]``, float32, 0 to 255.
    order
        A map placed on it, of the same shape, float32.

    Returns
    -------
    ndarray
        Probability after each of the equal steps, shape ``[STEPS + 1]``, float64, 0 to 1: from the whole
        picture to none of it.
    """
    return _curve(judge, picture, np.full(picture.shape, picture.mean(), np.float32), order)


def insertion(judge: Judge, picture: Pictures, order: NDArray[np.float32]) -> NDArray[np.float64]:
    """Let the picture appear on its blurred self, the hottest pixels first; shapes and dtypes as for `deletion`."""
    blurred = np.asarray(cv2.GaussianBlur(picture, (0, 0), _BLUR * picture.shape[0]), np.float32)
    return _curve(judge, blurred, picture, order)


def transplant(judge: Judge, picture: Pictures, order: NDArray[np.float32], healthy: Pictures) -> NDArray[np.float64]:
    """Let the picture appear on a healthy one of the same shape, brought to its mean and spread; as `insertion`."""
    level = (healthy - healthy.mean()) / max(float(healthy.std()), 1.0) * picture.std() + picture.mean()
    return _curve(judge, np.asarray(np.clip(level, 0.0, 255.0), np.float32), picture, order)


def _curve(judge: Judge, before: Pictures, after: Pictures, order: NDArray[np.float32]) -> NDArray[np.float64]:
    place = np.empty(order.size, np.int64)
    place[np.argsort(-order, axis=None, kind="stable")] = np.arange(order.size)
    changed = place.reshape(order.shape)[None] < np.linspace(0, order.size, STEPS + 1)[:, None, None]
    return judge(np.where(changed, after, before))


def area_under(curve: NDArray[np.float64]) -> float:
    """Return the area under a curve ``[STEPS + 1]``, float64, over the share of pixels, 0 to 1."""
    return float(np.trapezoid(curve) / (len(curve) - 1))


def random_map(number: int, cells: tuple[int, int], rows: int, columns: int) -> Pictures:
    """Return a map of chance values, as coarse as the model's own, placed on a picture of this size.

    Returns
    -------
    ndarray
        Shape ``[rows, columns]``, float32, 0 to 1.
    """
    values = np.random.default_rng([_SEED, number]).random(cells, np.float32)
    return np.asarray(place_on_pictures(values[None], rows, columns)[0], np.float32)


def middle_map(rows: int, columns: int) -> Pictures:
    """Return a map that is hot in the middle of every picture: a Gaussian, sigma a quarter of the side.

    Returns
    -------
    ndarray
        Shape ``[rows, columns]``, float32, above 0, at most 1.
    """
    down, across = (np.linspace(-0.5, 0.5, side) / _MIDDLE for side in (rows, columns))
    return np.asarray(np.exp(-0.5 * (down[:, None] ** 2 + across[None, :] ** 2)), np.float32)
