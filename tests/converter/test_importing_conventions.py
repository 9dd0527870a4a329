"""`import` finds the convention that a model was truly made under, keeps its probabilities, and never guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import keras
import numpy as np
import pytest

from converter.console import Console
from converter.errors import AmbiguousConventionError, ImportingError
from converter.importing.conventions import Convention, Known, Trial, Trials
from converter.importing.importer import source_of_foreign_model
from converter.importing.ranking import rank
from tests.converter import foreign_models as foreign
from tests.converter import tiny
from tests.converter.foreign_models import Truth
from xray_desktop.imaging.preprocess import ResizeKernel

if TYPE_CHECKING:
    from pathlib import Path

TRUTHS = [
    Truth("unit", 1, "sigmoid", 1, 1),
    Truth("unit", 3, "sigmoid", 1, 0),
    Truth("symmetric", 3, "softmax", 2, 1),
    Truth("symmetric", 1, "softmax", 2, 0),
    Truth("raw", 1, "sigmoid", 2, 1),
    Truth("raw", 3, "linear", 2, 1),
    Truth("per-image", 3, "sigmoid", 2, 0),
    Truth("caffe", 3, "linear", 1, 1),
    Truth("torch", 3, "softmax", 2, 0),
]

QUICK = (TRUTHS[3],)


def _named(truth: Truth) -> str:
    order = "reversed" if not truth.positive else "in-order"
    return f"{truth.input_range}-{truth.channels}-{truth.outputs}-{truth.activation}-{order}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return foreign.drawn_folder(tmp_path_factory.mktemp("drawn"))


@pytest.mark.parametrize(
    "truth",
    [pytest.param(truth, id=_named(truth), marks=() if truth in QUICK else pytest.mark.slow) for truth in TRUTHS],
)
def test_the_true_convention_is_found_and_the_probabilities_stay(truth: Truth, folder: Path, tmp_path: Path) -> None:
    model = foreign.fitted(keras, truth, folder)
    model.save(tmp_path / "model.keras")
    source = source_of_foreign_model(foreign.request(tmp_path / "model.keras", folder), Console())
    found = source.origin["imported"]["convention"]
    assert (found["range"], found["positive-class"]) == (truth.input_range, str(truth.positive))
    assert found["size"] == str(foreign.SIDE)
    pictures, labels = foreign.read_folder(folder)
    expected = foreign.probability(model, foreign.as_taken(pictures, truth), truth)
    assert ((expected > 0.5) == labels).mean() > 0.9, "the example has learnt nothing"
    actual = np.asarray(source.model(pictures, training=False))[:, 0]
    np.testing.assert_allclose(actual, expected, atol=1e-4)
    assert source.model.inputs[0].shape == (None, foreign.SIDE, foreign.SIDE, 1)


def test_a_model_of_any_size_gets_the_size_it_was_fitted_at(tmp_path: Path) -> None:
    folder = tiny.write_folder(tmp_path / "images", patients=20, side=150)
    truth = Truth("unit", 1)
    model = foreign.fitted(keras, truth, folder, side=None)
    model.save(tmp_path / "model.keras")
    asked = foreign.request(tmp_path / "model.keras", folder, known=Known(kernel=ResizeKernel.AREA, side=150))
    assert source_of_foreign_model(asked, Console()).model.inputs[0].shape[1:] == (150, 150, 1)


def test_kernels_that_matter_but_cannot_be_told_apart_are_not_guessed(folder: Path, tmp_path: Path) -> None:
    side = foreign.SIDE // 4
    image, pooled = foreign.body(keras, 1, side)
    model = keras.Model(image, keras.layers.Dense(1, activation="sigmoid", name="head")(pooled))
    pictures, labels = foreign.read_folder(folder)
    shrunk = [cv2.resize(picture, (side, side), interpolation=cv2.INTER_CUBIC) for picture in pictures]
    smaller = np.clip(shrunk, 0, 255)[..., None] / 255
    foreign.fit(model, keras.Model(image, pooled), smaller, labels, Truth("unit", 1))
    model.save(tmp_path / "model.keras")
    asked = foreign.request(tmp_path / "model.keras", folder, known=Known(input_range="unit"))
    with pytest.raises(AmbiguousConventionError, match=r"--kernel \w+ or \w+"):
        source_of_foreign_model(asked, Console())
    said = foreign.request(
        tmp_path / "model.keras", folder, known=Known(input_range="unit", kernel=ResizeKernel.BICUBIC)
    )
    origin = source_of_foreign_model(said, Console()).origin["imported"]
    assert origin["convention"]["kernel"] == "bicubic"
    assert origin["stated_by_the_person"] == {"range": "unit", "kernel": "bicubic"}


def test_a_range_that_cannot_matter_is_no_ambiguity(folder: Path, tmp_path: Path) -> None:
    truth = Truth("per-image", 1)
    inner = foreign.fitted(keras, truth, folder)
    image = keras.Input((foreign.SIDE, foreign.SIDE, 1))
    standardised = keras.layers.LayerNormalization(axis=(1, 2, 3), center=False, scale=False, epsilon=1e-9)(image)
    keras.Model(image, inner(standardised)).save(tmp_path / "model.keras")
    source = source_of_foreign_model(foreign.request(tmp_path / "model.keras", folder), Console())
    assert "other conventions give the same answers" in source.recipe.card.summary


def test_a_model_that_reproduces_no_labels_is_refused(folder: Path, tmp_path: Path) -> None:
    keras.utils.set_random_seed(4)
    image = keras.Input((foreign.SIDE, foreign.SIDE, 1))
    # It looks at one corner, where both classes are the same noise.
    corner = keras.layers.Cropping2D(((0, 44), (0, 44)))(image)
    maps = keras.layers.Conv2D(2, 2, activation="relu")(corner)
    answer = keras.layers.Dense(1, activation="sigmoid")(keras.layers.Flatten()(maps))
    keras.Model(image, answer).save(tmp_path / "model.keras")
    with pytest.raises(ImportingError, match="Under no convention") as caught:
        source_of_foreign_model(foreign.request(tmp_path / "model.keras", folder), Console())
    assert not isinstance(caught.value, AmbiguousConventionError)


def test_too_few_patients_are_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    folder = tiny.write_folder(tmp_path / "images", patients=4, per_patient=10)
    with pytest.raises(ImportingError, match="4 patients of the class NORMAL"):
        source_of_foreign_model(foreign.request(tmp_path / "absent.keras", folder), Console())


def test_logits_of_a_wrong_scale_do_not_win_by_being_sure() -> None:
    labels = np.repeat([0, 1], 30)
    believable = np.where(labels == 1, 3.0, -3.0) + np.random.default_rng(1).normal(0, 0.5, 60)
    place = Convention(8, 8, ResizeKernel.AREA, "unit", 1)
    trials = Trials(labels, labels * 100 + np.arange(60), [Trial(place, 255 * believable), Trial(place, believable)])
    first, second = rank(trials)
    assert first.trial is trials.trials[1]
    assert second.ruled_out
    assert not second.alike


def test_images_of_one_patient_are_drawn_together() -> None:
    generator = np.random.default_rng(3)
    labels = np.tile([0, 1], 50)
    logits = np.where(labels == 1, 2.0, -2.0) + generator.normal(0, 1.0, 100)
    # One convention is worse on the last ten images only.
    worse = logits - np.where(np.arange(100) >= 90, np.sign(logits) * 2.0, 0.0)
    place = Convention(8, 8, ResizeKernel.AREA, "unit", 1)
    both = [Trial(place, logits), Trial(place, worse)]
    apart = rank(Trials(labels, np.arange(100), both))[1]
    together = rank(Trials(labels, np.minimum(np.arange(100), 90), both))[1]
    assert apart.behind.low > 0.01
    assert together.behind.low < 0.001, "all that speaks against it is one patient"
