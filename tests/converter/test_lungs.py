"""Where the lungs lie, found on drawn chests whose lungs are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from converter.datasets.lung_shape import USUAL, outlines, outward
from converter.datasets.lungs import MARGIN, lung_masks
from xray_desktop.phantom import Opacity, draw_chest

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 128


def _chest(seed: int, opacity: Opacity | None = None) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    drawn = draw_chest(seed, SIDE, SIDE, opacity, child=True)
    return drawn.pixels * np.float32(255.0), drawn.lungs


def _dice(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    return float(2 * (one & other).sum() / (one.sum() + other.sum()))


def test_lungs_are_found_on_drawn_chests() -> None:
    pictures, lungs = (np.stack(parts) for parts in zip(*(_chest(seed) for seed in range(8)), strict=True))
    scores = [_dice(mask, truth) for mask, truth in zip(lung_masks(pictures), lungs, strict=True)]
    assert np.median(scores) > 0.85
    assert min(scores) > 0.6


def test_a_white_lung_stays_inside() -> None:
    picture, lungs = _chest(2, Opacity(0.3, 0.5, 0.25, 0.35, 0.95))
    mask = lung_masks(picture[None])[0]
    right = np.arange(SIDE)[None, :] < SIDE // 2
    assert (mask & lungs & right).sum() > 0.8 * (lungs & right).sum()


def test_the_answer_does_not_depend_on_company_or_size() -> None:
    picture, _ = _chest(1)
    alone = lung_masks(picture[None])[0]
    assert np.array_equal(lung_masks(np.stack([255.0 - picture, picture]))[1], alone)
    large = np.kron(picture, np.ones((3, 2), np.float32))
    small_again = lung_masks(large[None])[0][1::3, ::2]
    assert _dice(small_again, alone) > 0.93


def test_the_margin_widens() -> None:
    picture, _ = _chest(3)
    bare, wide = lung_masks(picture[None], margin=0.0)[0], lung_masks(picture[None])[0]
    assert (bare & ~wide).sum() == 0
    assert wide.sum() > bare.sum()
    assert MARGIN < 0.05


def test_no_pictures_give_no_masks() -> None:
    assert lung_masks(np.zeros((0, 96, 100), np.float32)).shape == (0, 96, 100)


@pytest.mark.parametrize("side", [0, 1])
def test_outward_points_away_from_the_lung(side: int) -> None:
    outline = outlines(USUAL[None])
    middle = outline[0, side].mean(axis=0)
    away = ((outline[0, side] - middle) * outward(outline)[0, side]).sum(axis=-1)
    assert (away > 0.0).mean() > 0.9
