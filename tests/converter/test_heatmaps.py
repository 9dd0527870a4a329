"""The tests of heat maps, on maps and models of which the answer is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from converter.evaluation.calibration import logit
from converter.evaluation.heatmaps import insertion_deletion
from converter.evaluation.heatmaps.attribution import place_on_pictures
from converter.evaluation.heatmaps.averages import mean_of
from converter.evaluation.heatmaps.figures import heat_outside
from converter.evaluation.heatmaps.inserted_opacity import insert_opacities
from converter.evaluation.heatmaps.occlusion import WAYS, log_odds_drops
from converter.evaluation.heatmaps.phantoms import draw_phantoms
from converter.evaluation.heatmaps.pointing_game import pointing_game
from converter.onnx_model import OnnxModel
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.imaging.preprocess import InputSpec
from xray_desktop.phantom import draw_chest

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Pictures = NDArray[np.float32]

SIDE = 32


@pytest.fixture
def model(tmp_path: Path) -> OnnxModel:
    return OnnxModel.open(write_tiny_model(tmp_path / "tiny.onnx"))


def _square(top: int, left: int, size: int) -> NDArray[np.bool_]:
    mask = np.zeros((SIDE, SIDE), np.bool_)
    mask[top : top + size, left : left + size] = True
    return mask


def _hot_cell(row: int, column: int) -> Pictures:
    cells = np.zeros((4, 4), np.float32)
    cells[row, column] = 7.0
    return cells


def test_a_maximum_hits_misses_or_is_near() -> None:
    maps = np.stack([_hot_cell(1, 1), _hot_cell(1, 2), _hot_cell(3, 3), np.zeros((4, 4), np.float32)])
    targets, lungs = np.stack([_square(8, 8, 8)] * 4), np.stack([_square(0, 0, 16)] * 4)
    game = pointing_game(place_on_pictures(maps, SIDE, SIDE), targets, lungs, (4, 4))
    assert game.inside.tolist() == [True, False, False, False]
    assert game.near.tolist() == [True, True, False, False]
    assert game.chance == pytest.approx([1 / 16] * 4)
    assert game.chance_in_lungs == pytest.approx([1 / 4] * 4)
    assert game.energy[0] > 0.4
    assert game.energy[2:].tolist() == [0.0, 0.0]


def test_an_even_map_has_the_heat_of_the_area() -> None:
    even, lungs = np.ones((1, SIDE, SIDE), np.float32), _square(0, 0, 16)[None]
    assert heat_outside(even, lungs) == pytest.approx([0.75])
    assert heat_outside(lungs.astype(np.float32), lungs) == pytest.approx([0.0])


def _brightness_of_corner(copies: Pictures) -> NDArray[np.float64]:
    """Be a model that looks at one corner alone."""
    return copies[:, :8, :8].mean(axis=(1, 2)).astype(np.float64) / 255.0


def test_deletion_and_insertion_know_the_right_map_from_the_wrong() -> None:
    picture = np.zeros((SIDE, SIDE), np.float32)
    picture[:8, :8] = 255.0
    right, wrong = place_on_pictures(np.stack([_hot_cell(0, 0), _hot_cell(3, 3)]), SIDE, SIDE)
    deleted = [insertion_deletion.deletion(_brightness_of_corner, picture, order) for order in (right, wrong)]
    inserted = [insertion_deletion.insertion(_brightness_of_corner, picture, order) for order in (right, wrong)]
    healthy = np.tile(np.linspace(0.0, 1.0, SIDE, dtype=np.float32), (SIDE, 1))
    moved = [insertion_deletion.transplant(_brightness_of_corner, picture, order, healthy) for order in (right, wrong)]
    assert deleted[0][0] == deleted[1][0] == 1.0
    assert deleted[0][-1] == pytest.approx(1 / 16)
    assert insertion_deletion.area_under(deleted[0]) < 0.2
    assert insertion_deletion.area_under(inserted[0]) > insertion_deletion.area_under(inserted[1])
    assert inserted[0][-1] == moved[0][-1] == 1.0
    assert insertion_deletion.area_under(moved[0]) > insertion_deletion.area_under(moved[1])


def test_orders_to_compare_with_are_the_same_every_time() -> None:
    assert np.array_equal(
        insertion_deletion.random_map(3, (4, 4), 20, 24), insertion_deletion.random_map(3, (4, 4), 20, 24)
    )
    assert not np.array_equal(
        insertion_deletion.random_map(3, (4, 4), 20, 24), insertion_deletion.random_map(4, (4, 4), 20, 24)
    )
    middle = insertion_deletion.middle_map(21, 21)
    assert np.unravel_index(middle.argmax(), middle.shape) == (10, 10)


def test_the_mean_draws_patients_not_pictures() -> None:
    values, apart = np.array([0.0] * 20 + [1.0] * 20), np.arange(40)
    together = np.repeat([0, 1, 2, 3], 10)
    single, grouped = mean_of(values, apart), mean_of(values, together)
    assert single.value == grouped.value == 0.5
    assert grouped.high - grouped.low > single.high - single.low


def test_a_pair_of_drawn_chests_differs_in_the_opacity_alone() -> None:
    drawn = draw_phantoms(3, InputSpec(160, 160))
    for ill, well, target, lungs in zip(drawn.ill, drawn.well, drawn.targets, drawn.lungs, strict=True):
        assert target.mean() > 0.004
        assert (target & ~lungs).sum() < 0.2 * target.sum()
        difference = np.abs(ill - well)
        assert difference[target].mean() > 20.0 * difference[~target].mean()


def test_an_inserted_opacity_is_bright_and_nothing_else_changes() -> None:
    before = np.stack([draw_chest(seed, 128, 128, child=True).pixels * np.float32(255.0) for seed in range(3)])
    inserted = insert_opacities(before)
    assert inserted.targets.any(axis=(1, 2)).all()
    risen = inserted.pictures - before
    assert (risen >= 0.0).all()
    for rise, target in zip(risen, inserted.targets, strict=True):
        assert rise[target].mean() > 10.0
        assert rise[~target].mean() < 0.5


def test_covering_the_bright_place_costs_a_brightness_model_most(model: OnnxModel) -> None:
    chest = draw_chest(4, 64, 64, child=True).pixels * np.float32(120.0)
    rows, columns = (slice(24, 40), slice(40, 56))
    chest[rows, columns] = 255.0
    scores = model.score(chest[None, ..., None])
    placed = place_on_pictures(scores.heatmaps, 64, 64)
    for way in WAYS:
        hottest, elsewhere = log_odds_drops(model, chest[None], placed, logit(scores.probabilities), way)
        assert hottest[0] > elsewhere[0]
        assert hottest[0] > 0.0


def test_certain_answers_have_finite_log_odds(tmp_path: Path) -> None:
    sure = write_tiny_model(tmp_path / "sure.onnx", TinyNetwork(gain=1000.0))
    probabilities = OnnxModel.open(sure).probabilities(np.full((1, 64, 64, 1), 255.0, np.float32))
    assert probabilities[0] == 1.0
    assert np.isfinite(logit(probabilities)).all()
