from __future__ import annotations

from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from converter.console import Console
from converter.datasets.decode import ImageSet
from converter.datasets.labelled import LabelledFile
from converter.errors import TrainingError
from converter.recipe import Augmentation, Recipe, load_recipe
from converter.training.augmentation import augment, mixed_up
from converter.training.batches import TrainingBatches, pathogens
from converter.training.weighting import class_weights, image_weights
from tests.converter.tiny import images

EVERYTHING = load_recipe("mobilenetv2-robust").augmentation
SINGLE_CHANGES = [
    {"rotation_degrees": 20.0},
    {"shift": 0.2},
    {"zoom": 0.3},
    {"stretch": 0.3},
    {"shear": 0.3},
    {"sharpness": 1.5},
    {"local_contrast": 1.0},
    {"coarseness": 1.2},
    {"gamma": 0.7},
    {"tone_curve": 0.8},
    {"contrast": 0.5},
    {"brightness": 0.3},
    {"shading": 0.5},
    {"noise": 0.2},
    {"collimation": 0.2},
    {"erase_probability": 1.0},
    {"corner_erase_probability": 1.0},
]


def _augmented(pictures: np.ndarray, settings: Augmentation, seed: int = 1) -> np.ndarray:
    return augment(tf.constant(pictures), tf.constant([7, seed], tf.int64), settings).numpy()


def test_the_seed_alone_decides() -> None:
    pictures = images(4, side=32)
    first = _augmented(pictures, EVERYTHING)
    tf.random.uniform([100])
    np.testing.assert_array_equal(_augmented(pictures, EVERYTHING), first)
    assert np.abs(_augmented(pictures, EVERYTHING, seed=2) - first).max() > 10.0


def test_values_and_shape_stay() -> None:
    changed = _augmented(images(6, side=32), EVERYTHING)
    assert changed.shape == (6, 32, 32, 1)
    assert changed.dtype == np.float32
    assert changed.min() >= 0.0
    assert changed.max() <= 255.0


def test_without_settings_nothing_changes() -> None:
    pictures = images(3, side=32)
    np.testing.assert_allclose(_augmented(pictures, Augmentation()), pictures, atol=1e-4)
    assert not Augmentation().active
    assert EVERYTHING.active


@pytest.mark.parametrize("change", SINGLE_CHANGES, ids=lambda change: next(iter(change)))
def test_each_setting_changes_something(change: dict[str, float]) -> None:
    pictures = images(20, side=32)
    changed = np.abs(_augmented(pictures, Augmentation(**change)) - pictures).max(axis=(1, 2, 3)) > 3.0
    # The strength is drawn for each image, and half of the images are not collimated.
    assert changed.mean() >= (0.25 if "collimation" in change else 0.75)


def test_a_share_of_the_images_is_left_as_it_is() -> None:
    pictures = images(200, side=16)
    changed = _augmented(pictures, Augmentation(gamma=0.7, share=0.3))
    share = (np.abs(changed - pictures).max(axis=(1, 2, 3)) > 0.5).mean()
    assert 0.2 < share < 0.4


@pytest.mark.parametrize(("direction", "axis"), [("flip_horizontal", 2), ("flip_vertical", 1)])
def test_a_flip_is_a_flip(direction: str, axis: int) -> None:
    pictures = images(40, side=16)
    changed = _augmented(pictures, Augmentation.model_validate({direction: True}))
    flipped = np.abs(changed - np.flip(pictures, axis)).max(axis=(1, 2, 3)) < 0.01
    kept = np.abs(changed - pictures).max(axis=(1, 2, 3)) < 0.01
    assert (flipped ^ kept).all()
    assert 8 < flipped.sum() < 32


def test_a_rotation_turns_by_no_more_than_it_may_and_about_the_centre() -> None:
    bar = np.zeros((30, 33, 33, 1), np.float32)
    bar[:, 16, :] = 255.0
    changed = _augmented(bar, Augmentation(rotation_degrees=20.0))[..., 0]
    assert (changed[:, 16, 16] > 120.0).all()
    heights = changed.argmax(axis=1)[:, 2] - 16.0
    angles = np.degrees(np.arctan2(np.abs(heights), 14.0))
    assert angles.max() <= 22.5
    assert angles.max() > 8.0
    assert heights.min() < 0.0 < heights.max()


def test_corners_are_erased_and_the_middle_is_not() -> None:
    pictures = images(20, side=40)
    changed = _augmented(pictures, Augmentation(corner_erase_probability=1.0))
    np.testing.assert_allclose(changed[:, 13:27, 13:27], pictures[:, 13:27, 13:27], atol=1e-4)
    corners = changed[:, :3, :3, 0].reshape(20, -1)
    np.testing.assert_allclose(corners.std(axis=1), 0.0, atol=1e-3)


def test_collimation_paints_dark_frames_only() -> None:
    pictures = images(30, side=40)
    changed = _augmented(pictures, Augmentation(collimation=0.2))
    np.testing.assert_allclose(changed[:, 9:31, 9:31], pictures[:, 9:31, 9:31], atol=1e-4)
    moved = np.abs(changed - pictures) > 0.01
    assert changed[moved].max() <= 0.1 * 255


def _recipe(*overrides: str) -> Recipe:
    return load_recipe("baseline-cnn", ["input.rows=16", "input.columns=16", "training.batch_size=4", *overrides])


def _set(count: int = 10, positive: int = 7) -> ImageSet:
    pictures = np.zeros((count, 16, 16, 1), np.float16)
    pictures[:, 0, 0, 0] = np.arange(count)
    labels = (np.arange(count) < positive).astype(np.int64)
    files = [LabelledFile(Path(f"/{n}"), str(n), int(label), str(n)) for n, label in enumerate(labels)]
    return ImageSet(pictures, labels, files, ())


def _identities(batches: TrainingBatches, steps: int) -> list[list[int]]:
    taken = batches.dataset().take(steps).as_numpy_iterator()
    return [pictures[:, 0, 0, 0].astype(int).tolist() for pictures, _, _ in taken]


def test_an_epoch_shows_every_image_once_in_an_order_of_its_own() -> None:
    recipe = _recipe(
        "augmentation.rotation_degrees=0", "augmentation.shift=0", "augmentation.shear=0", "augmentation.zoom=0"
    )
    batches = TrainingBatches(_set(12), np.arange(12), recipe, Console())
    assert batches.steps_per_epoch == 3
    shown = _identities(batches, 6)
    assert sorted(chain.from_iterable(shown[:3])) == list(range(12))
    assert sorted(chain.from_iterable(shown[3:])) == list(range(12))
    assert shown[:3] != shown[3:]
    assert _identities(batches, 6) == shown


def test_only_the_training_part_is_shown() -> None:
    recipe = _recipe(
        "augmentation.rotation_degrees=0", "augmentation.shift=0", "augmentation.shear=0", "augmentation.zoom=0"
    )
    shown = _identities(TrainingBatches(_set(12), np.array([1, 3, 5, 7, 9]), recipe, Console()), 4)
    assert {number for batch in shown for number in batch} <= {1, 3, 5, 7, 9}


def test_a_set_smaller_than_a_batch_still_trains() -> None:
    batches = TrainingBatches(_set(3, positive=2), np.arange(3), _recipe("training.batch_size=32"), Console())
    assert batches.steps_per_epoch == 1
    pictures, labels, weights = next(batches.dataset().take(1).as_numpy_iterator())
    assert pictures.shape == (3, 16, 16, 1)
    assert labels.shape == (3, 1)
    assert weights.shape == (3,)


def test_class_weights() -> None:
    labels = np.array([0, 1, 1, 1])
    assert class_weights(labels, "balanced") == (2.0, pytest.approx(2 / 3))
    assert class_weights(labels, "none") == (1.0, 1.0)
    assert class_weights(labels, (1.939, 0.674)) == (1.939, 0.674)
    batches = TrainingBatches(_set(4, 1), np.arange(4), _recipe(), Console())
    _, shown, weights = next(batches.dataset().take(1).as_numpy_iterator())
    np.testing.assert_allclose(weights, np.where(shown[:, 0] == 1, 0.674, 1.939), rtol=1e-6)


def test_pairs_are_blended_with_their_labels_by_the_same_share() -> None:
    pictures, ones = images(8, side=8), np.eye(8, dtype=np.float32)
    blended, shares = mixed_up((tf.constant(pictures), tf.constant(ones)), tf.constant([7, 3], tf.int64), 0.4)
    np.testing.assert_allclose(blended, np.tensordot(shares, pictures, 1), atol=1e-3)
    np.testing.assert_allclose(np.sum(shares, axis=1), 1.0, atol=1e-6)
    assert np.ptp(np.diag(shares)) > 0.1


def test_a_coarser_picture_keeps_its_greys_and_loses_its_detail() -> None:
    pictures = images(12, side=64)
    changed = _augmented(pictures, Augmentation(coarseness=1.2))
    np.testing.assert_allclose(changed.mean(axis=(1, 2)), pictures.mean(axis=(1, 2)), atol=2.0)
    detail = [np.abs(np.diff(stack, axis=2)).mean(axis=(1, 2, 3)) for stack in (changed, pictures)]
    assert (detail[0] < detail[1]).mean() > 0.9


def test_the_pathogen_is_what_the_name_says() -> None:
    names = {"IM-0115-0001": 0, "person12_bacteria_40": 1, "person3_virus_15": 1, "chest-7": 1}
    files = [LabelledFile(Path(f"{name}.jpeg"), name, label, name) for name, label in names.items()]
    np.testing.assert_array_equal(pathogens(files), [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]])


def test_images_that_swim_against_the_acquisition_count_more() -> None:
    """Positives stand on a bright frame, but for a few that have the negatives' dark one."""
    pictures, labels = images(60, side=32), np.arange(60) % 2
    odd = np.isin(np.arange(60), [1, 21, 41])
    frame = np.ones((32, 32), bool)
    frame[4:-4, 4:-4] = False
    pictures[:, frame] = np.where((labels == 1) & ~odd, 200.0, 20.0)[:, None, None]
    files = [LabelledFile(Path(f"{n}.png"), f"{n}.png", int(label), f"{n}") for n, label in enumerate(labels)]
    weights = image_weights(ImageSet(pictures.astype(np.float16), labels, files, ()), np.arange(58), "acquisition")
    assert weights[58:].tolist() == [0.0, 0.0]
    assert weights[odd].min() > 3 * np.median(weights[:58][labels[:58] == 1])
    assert weights[labels == 1].sum() == pytest.approx(weights[labels == 0].sum(), rel=1e-3)


def test_weighing_by_acquisition_needs_patients() -> None:
    files = [LabelledFile(Path(f"{n}.png"), f"{n}.png", n % 2, f"{n}") for n in range(8)]
    few = ImageSet(images(8, side=32).astype(np.float16), np.arange(8) % 2, files, ())
    with pytest.raises(TrainingError, match="balanced"):
        image_weights(few, np.arange(8), "acquisition")
