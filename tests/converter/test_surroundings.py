"""What lies outside the chest comes from another picture, and the chest stays."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import tensorflow as tf

from converter.console import Console
from converter.datasets.decode import ImageSet
from converter.datasets.labelled_file import LabelledFile
from converter.datasets.lungs import lung_masks
from converter.recipe import load_recipe
from converter.training.batches import TrainingBatches
from converter.training.surroundings import chest_masks, with_other_surroundings
from tests.converter.tiny import images
from xray_desktop.phantom import draw_chest

SEED = tf.constant([7, 3], tf.int64)


@pytest.fixture
def chests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ImageSet:
    """Six drawn chests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return _drawn()


def test_the_hull_holds_both_lungs_and_what_lies_between_but_no_corner(chests: ImageSet) -> None:
    masks = chest_masks(chests, Console())
    lungs = lung_masks(chests.batch(np.arange(6))[..., 0], margin=0.0)
    assert (masks[lungs]).mean() > 0.999
    assert masks[:, 64, 64].all()
    for corner in (masks[:, :14, :14], masks[:, :14, -14:], masks[:, -8:, :14], masks[:, -8:, -14:]):
        assert not corner.any()
    np.testing.assert_array_equal(chest_masks(chests, Console()), masks)


def test_the_chest_stays_and_the_rest_is_anothers() -> None:
    pictures, masks = images(8, side=32), np.zeros((8, 32, 32), np.bool_)
    masks[:, 10:22, 10:22] = True
    changed = np.asarray(with_other_surroundings(pictures, masks, SEED, 1.0))
    np.testing.assert_allclose(changed[:, 12:20, 12:20], pictures[:, 12:20, 12:20], atol=1e-3)
    corners = [np.abs(changed[:, None, :8, :8] - pictures[None, :, :8, :8]).max(axis=(2, 3, 4))][0]
    assert sorted(corners.argmin(axis=1).tolist()) == list(range(8))
    assert corners.min(axis=1).max() < 1e-3
    np.testing.assert_array_equal(with_other_surroundings(pictures, masks, SEED, 0.0), pictures)
    again = with_other_surroundings(pictures, masks, SEED, 1.0)
    np.testing.assert_array_equal(again, changed)


def test_a_recipe_asks_for_it(chests: ImageSet) -> None:
    plain = ["augmentation.share=0", "augmentation.erase_probability=0", "augmentation.corner_erase_probability=0"]
    recipe = load_recipe("residual-robust", [*plain, "augmentation.other_surroundings=1", "training.mix_up=0"])
    shown, *_ = next(TrainingBatches(chests, np.arange(6), recipe, Console()).dataset().take(1).as_numpy_iterator())
    before = chests.batch(np.arange(6))
    np.testing.assert_allclose(shown[:, 60:68, 60:68], before[:, 60:68, 60:68], atol=0.5)
    assert np.abs(shown - before).max() > 20.0


def _drawn() -> ImageSet:
    drawn = [draw_chest(rows=160, columns=160, seed=seed, child=True).pixels for seed in range(6)]
    small = [255.0 * cv2.resize(np.asarray(pixels, np.float32), (128, 128)) for pixels in drawn]
    pictures = np.stack(small)[..., None]
    files = [LabelledFile(Path(f"/{number}"), str(number), number % 2, str(number)) for number in range(6)]
    return ImageSet(pictures.astype(np.float16), np.arange(6) % 2, files, ())
