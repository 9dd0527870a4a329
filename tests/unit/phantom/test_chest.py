"""The drawing: the same each time, anatomically the right way round, and changed by an opacity in its place alone."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import numpy as np
import pytest

from xray_desktop.phantom import Opacity, Phantom, draw_chest

ROWS, COLUMNS = 360, 400
SEEDS = range(6)
_DIGEST_OF_A_DRAWING = """
import hashlib
from xray_desktop.phantom import draw_chest
print(hashlib.sha256(draw_chest(5, 120, 128).pixels.tobytes()).hexdigest())
"""


@cache
def _drawn(seed: int, opacity: Opacity | None = None) -> Phantom:
    return draw_chest(seed, ROWS, COLUMNS, opacity, child=bool(seed % 2))


def test_a_seed_gives_the_same_picture_in_another_process():
    here, there = (
        subprocess.run([sys.executable, "-c", _DIGEST_OF_A_DRAWING], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )
    assert here == there


def test_another_seed_gives_another_body():
    first, second = _drawn(0), _drawn(2)
    assert (first.lungs != second.lungs).mean() > 0.02


@pytest.mark.parametrize("seed", SEEDS)
def test_values_fill_the_range(seed):
    pixels = _drawn(seed).pixels
    assert pixels.shape == (ROWS, COLUMNS)
    assert pixels.dtype == np.float32
    assert np.isfinite(pixels).all()
    assert pixels.min() == 0.0
    assert pixels.max() == 1.0


@pytest.mark.parametrize("seed", SEEDS)
def test_lungs_are_darker_than_heart_and_spine(seed):
    phantom = _drawn(seed)
    lungs = phantom.pixels[phantom.lungs].mean()
    heart = phantom.pixels[phantom.heart & ~phantom.lungs].mean()
    spine = phantom.pixels[int(0.45 * ROWS) : int(0.65 * ROWS), int(0.47 * COLUMNS) : int(0.53 * COLUMNS)].mean()
    assert lungs + 0.2 < heart
    assert lungs + 0.3 < spine


@pytest.mark.parametrize("seed", SEEDS)
def test_two_lungs_of_plausible_size(seed):
    clear = _drawn(seed).lungs & ~_drawn(seed).heart
    middle = COLUMNS // 2
    right, left = clear[:, :middle].mean(), clear[:, middle:].mean()
    assert 0.15 < right < 0.6
    assert 0.1 < left < 0.6
    assert right > left, "the heart takes room from the left lung"


@pytest.mark.parametrize("seed", SEEDS)
def test_heart_lies_on_the_right_of_the_image(seed):
    lower = np.zeros((ROWS, COLUMNS), bool)
    lower[ROWS // 2 :] = True
    columns = np.nonzero(_drawn(seed).heart & lower)[1]
    assert columns.mean() > 0.52 * COLUMNS


def test_right_dome_stands_higher():
    # Each body is tilted a little; over several the difference remains.
    lower = []
    for seed in SEEDS:
        lungs = _drawn(seed).lungs
        right, left = (np.nonzero(lungs[:, int(part * COLUMNS)])[0].max() for part in (0.25, 0.75))
        lower.append(left - right)
    assert np.mean(lower) > 0.01 * ROWS


def test_children_have_a_wider_thorax_for_its_height():
    def proportion(child: bool) -> float:
        rows, columns = np.nonzero(draw_chest(3, ROWS, COLUMNS, child=child).lungs)
        return float(np.ptp(columns) / np.ptp(rows))

    assert proportion(child=True) > proportion(child=False)


@pytest.mark.parametrize("place", [(0.3, 0.5), (0.72, 0.45)], ids=["right lung", "left lung"])
@pytest.mark.parametrize("seed", [0, 1])
def test_an_opacity_brightens_its_place_and_nothing_else(seed, place):
    clear = _drawn(seed)
    shadowed = _drawn(seed, Opacity(*place, 0.12, 0.14))
    added = (shadowed.pixels - clear.pixels) * 255.0
    assert shadowed.opacity.any()
    assert not clear.opacity.any()
    assert added[shadowed.opacity].mean() > 12.0
    assert added.min() >= 0.0
    # What counts as opacity begins a little above nothing.
    assert added[~shadowed.opacity].max() < 5.0
    np.testing.assert_array_equal(shadowed.lungs, clear.lungs)


def test_an_opacity_stays_in_its_ellipse_and_on_lung():
    opacity = Opacity(0.3, 0.5, 0.12, 0.14, 1.0)
    clear, shadowed = _drawn(1), _drawn(1, opacity)
    row, column = np.nonzero(shadowed.pixels != clear.pixels)
    across = ((column + 0.5) / COLUMNS - opacity.column) / opacity.radius_columns
    down = ((row + 0.5) / ROWS - opacity.row) / opacity.radius_rows
    assert np.hypot(across, down).max() <= 1.0
    assert shadowed.lungs[shadowed.opacity].mean() > 0.9


def test_an_opacity_outside_the_lungs_changes_nothing():
    away = Opacity(0.05, 0.95, 0.03, 0.03)
    np.testing.assert_array_equal(_drawn(1, away).pixels, _drawn(1).pixels)


def test_a_stronger_opacity_is_brighter():
    weak, strong = (_drawn(1, Opacity(0.3, 0.5, 0.12, 0.14, strength)) for strength in (0.3, 0.9))
    assert strong.pixels[strong.opacity].mean() > weak.pixels[strong.opacity].mean() + 0.05


@pytest.mark.parametrize("seed", SEEDS)
def test_the_word_stands_in_the_lower_left(seed):
    pixels = _drawn(seed).pixels
    corner = pixels[int(0.9 * ROWS) : int(0.97 * ROWS), int(0.03 * COLUMNS) : int(0.3 * COLUMNS)]
    assert (corner > 0.99).sum() > 60, "white ink"
    assert (corner < 0.05).sum() > 30, "and its shadow"


@pytest.mark.parametrize(("rows", "columns"), [(64, 64), (97, 131), (400, 160), (160, 400)])
def test_any_size_can_be_drawn(rows, columns):
    phantom = draw_chest(1, rows, columns)
    assert phantom.pixels.shape == (rows, columns)
    assert np.isfinite(phantom.pixels).all()
    assert phantom.lungs.any()
