"""Occlusion (Zeiler and Fergus, 2014): covering the hottest place of an ill picture should cost more than any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.datasets.lungs import fill_outlines, lung_outlines
from converter.evaluation.calibration import logit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.onnx_model import OnnxModel

    Picture = NDArray[np.float32]

_SHARE = 0.06
"""Of the picture's area that is covered: a circle on the squashed square."""
_ELSEWHERE = 3
_SOFT = 0.02
_BLUR = 0.10
WAYS = ("mirrored", "blurred")
"""What a place is covered with: the same place on the other side of the chest, or its own surroundings, blurred."""


def log_odds_drops(
    model: OnnxModel, pictures: Picture, placed: Picture, log_odds: NDArray[np.float64], way: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return by how much the log-odds fall when a place is covered.

    Parameters
    ----------
    model
        The model.
    pictures
        Shape ``[N, rows, columns]``, float32, 0 to 255.
    placed
        Their heat maps, placed on them, of the same shape.
    log_odds
        Of the pictures as they are, shape ``[N]``, float64.
    way
        One of `WAYS`.

    Returns
    -------
    tuple
        Where the map is highest, and the mean over random places in the lungs, each ``[N]``, float64.
    """
    hottest, elsewhere = [], []
    for number, (picture, heat) in enumerate(zip(pictures, placed, strict=True)):
        outline = lung_outlines(picture)
        filling = _filling(picture, float(outline[..., 0].mean()), way)
        lungs = fill_outlines(outline, picture.shape[0], picture.shape[1], 0.0)
        rows, columns = np.nonzero(lungs)
        chosen = np.random.default_rng([number, 3]).integers(len(rows), size=_ELSEWHERE)
        places = [np.unravel_index(int(heat.argmax()), heat.shape), *zip(rows[chosen], columns[chosen], strict=True)]
        copies = np.stack([_occluded(picture, filling, int(row), int(column)) for row, column in places])
        fell = log_odds[number] - logit(model.probabilities(copies[..., None]))
        hottest.append(fell[0])
        elsewhere.append(fell[1:].mean())
    return np.array(hottest), np.array(elsewhere)


def _filling(picture: Picture, midline: float, way: str) -> Picture:
    if way == "blurred":
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), _BLUR * picture.shape[0]), np.float32)
    columns = picture.shape[1]
    turned = np.array([[-1.0, 0.0, 2.0 * midline * columns - 1.0], [0.0, 1.0, 0.0]])
    size = (columns, picture.shape[0])
    return np.asarray(cv2.warpAffine(picture, turned, size, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _occluded(picture: Picture, filling: Picture, row: int, column: int) -> Picture:
    rows, columns = picture.shape
    radius = np.sqrt(_SHARE / np.pi)
    down, across = (np.arange(rows) - row) / rows, (np.arange(columns) - column) / columns
    disc = (np.hypot(down[:, None], across[None, :]) <= radius).astype(np.float32)
    soft = cv2.GaussianBlur(disc, (0, 0), _SOFT * rows)
    return np.asarray(picture + soft * (filling - picture), np.float32)
