from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score, roc_auc_score

from converter.errors import RunFolderError
from converter.evaluation.calibration import fit_temperature, settled_temperature, sigmoid
from converter.evaluation.held_out import HeldOut
from converter.evaluation.metrics import (
    bootstrap,
    clopper_pearson,
    confusion,
    expected_calibration_error,
    measure,
)
from converter.evaluation.operating_points import (
    balanced_threshold,
    below,
    choose_operating_points,
    sensitivity_on_each,
    specificity_on_each,
)
from converter.evaluation.stress import PROBES, STRESSES, probed, stressed

if TYPE_CHECKING:
    from pathlib import Path


def _scores(count: int = 300, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    labels = (generator.uniform(size=count) < 0.6).astype(np.int64)
    probabilities = sigmoid(generator.normal(loc=3.0 * labels - 1.5, scale=1.5))
    return labels, probabilities, np.array([f"p{number // 2}" for number in range(count)])


def test_the_exact_interval_is_that_of_the_tables() -> None:
    """Values of R's binom.test."""
    figure = clopper_pearson(8, 10)
    assert (figure.low, figure.high) == (pytest.approx(0.4439045, abs=1e-6), pytest.approx(0.9747893, abs=1e-6))
    assert clopper_pearson(0, 20).low == 0.0
    assert clopper_pearson(0, 20).high == pytest.approx(0.1684335, abs=1e-6)
    assert clopper_pearson(20, 20).low == pytest.approx(0.8315665, abs=1e-6)
    assert clopper_pearson(20, 20).high == 1.0


def test_figures_are_those_of_scikit_learn() -> None:
    labels, probabilities, patients = _scores()
    figures = measure(labels, probabilities, patients, 0.4, draws=50)
    called = probabilities >= 0.4
    assert figures["accuracy"].value == accuracy_score(labels, called)
    assert figures["sensitivity"].value == recall_score(labels, called)
    assert figures["specificity"].value == recall_score(labels, called, pos_label=0)
    assert figures["precision"].value == precision_score(labels, called)
    assert figures["f1"].value == f1_score(labels, called)
    assert figures["auc"].value == pytest.approx(roc_auc_score(labels, probabilities), rel=1e-12)
    assert figures["sensitivity"].n == labels.sum()
    for figure in figures.values():
        assert figure.low <= figure.value <= figure.high
        assert figure.low < figure.high


def test_a_score_on_the_threshold_counts_as_positive() -> None:
    assert confusion(np.array([0, 1]), np.array([0.5, 0.5]), 0.5).tolist() == [[0, 1], [0, 1]]


def test_nothing_called_positive_leaves_precision_out() -> None:
    labels, probabilities, patients = _scores()
    assert "precision" not in measure(labels, probabilities * 0.1, patients, 0.9, draws=5)


def test_the_bootstrap_draws_patients() -> None:
    """The same images as one patient each, and as twenty patients of many images that are all alike."""
    generator = np.random.default_rng(1)
    labels = np.repeat([0, 1], 200)
    effect = np.repeat(generator.normal(size=20), 20)
    probabilities = sigmoid(effect + labels)
    score = {"auc": lambda truth, values: float(roc_auc_score(truth, values))}

    def width(patients: np.ndarray) -> float:
        figure = bootstrap(score, labels, probabilities, patients, 200)["auc"]
        return figure.high - figure.low

    assert width(np.repeat(np.arange(20), 20)) > 2 * width(np.arange(400))


def test_the_calibration_error_is_zero_where_probabilities_are_true() -> None:
    probabilities = np.repeat([0.1, 0.3, 0.9], 100)
    labels = np.concatenate([np.arange(100) < share for share in (10, 30, 90)]).astype(np.int64)
    assert expected_calibration_error(labels, probabilities) == pytest.approx(0.0, abs=1e-12)
    assert expected_calibration_error(labels, np.ones(300)) == pytest.approx(1 - 130 / 300)


@pytest.mark.parametrize("true_temperature", [0.3, 1.0, 4.0])
def test_the_temperature_is_found(true_temperature: float) -> None:
    generator = np.random.default_rng(3)
    logits = generator.normal(scale=3.0, size=20_000)
    labels = (generator.uniform(size=20_000) < sigmoid(logits)).astype(np.int64)
    assert fit_temperature(logits * true_temperature, labels) == pytest.approx(true_temperature, rel=0.05)


def _copies(seed: int, count: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Return labels and three copies' probabilities, with both classes present."""
    labels, probabilities, _ = _scores(count, seed)
    labels[:2] = (0, 1)
    logits = np.log(probabilities / (1 - probabilities))
    return labels, sigmoid(np.stack([logits, 1.3 * logits - 0.4, logits + 0.8]))


def _rates(labels: np.ndarray, copies: np.ndarray, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the sensitivity and the specificity of each copy."""
    called = copies >= threshold
    return called[:, labels == 1].mean(axis=1), 1.0 - called[:, labels == 0].mean(axis=1)


@given(seed=st.integers(0, 200), wanted=st.sampled_from([0.5, 0.9, 0.98, 1.0]))
def test_thresholds_keep_their_promise_on_each_copy_and_are_the_best_that_do(seed: int, wanted: float) -> None:
    labels, copies = _copies(seed)
    low, high = sensitivity_on_each(wanted, labels, copies), specificity_on_each(wanted, labels, copies)
    assert _rates(labels, copies, low)[0].min() >= wanted
    assert _rates(labels, copies, high)[1].min() >= wanted
    scores = np.unique(copies)
    for higher in scores[scores > low][1:]:
        assert _rates(labels, copies, higher)[0].min() < wanted
    for lower in scores[scores < high][:-1]:
        assert _rates(labels, copies, lower)[1].min() < wanted


@given(seed=st.integers(0, 200))
def test_the_balanced_threshold_is_as_good_as_any_within_an_error_and_no_less_specific(seed: int) -> None:
    labels, copies = _copies(seed)

    def index(threshold: float) -> float:
        return float(sum(rate.mean() for rate in _rates(labels, copies, threshold)) - 1.0)

    chosen = balanced_threshold(labels, copies)
    best = max((0.0, *np.unique(copies), 1.1), key=index)
    sensitivity, specificity = (rate.mean() for rate in _rates(labels, copies, best))
    error = np.sqrt(
        sensitivity * (1 - sensitivity) / (labels == 1).sum() + specificity * (1 - specificity) / (labels == 0).sum()
    )
    assert index(chosen) >= index(best) - error - 1e-9
    assert chosen >= below(best, copies) - 1e-12


def test_operating_points_are_chosen_on_the_copies_and_measured_on_the_images() -> None:
    labels, copies = _copies(1, 300)
    points = {point.name: point for point in choose_operating_points(labels, copies[0], copies, "copies")}
    assert points["high-sensitivity"].threshold < points["balanced"].threshold < points["high-specificity"].threshold
    balanced = points["balanced"]
    assert balanced.sensitivity.value == (copies[0][labels == 1] >= balanced.threshold).mean()
    assert balanced.specificity.value == pytest.approx((copies[0][labels == 0] < balanced.threshold).mean())
    assert balanced.sensitivity.n == (labels == 1).sum()
    assert balanced.chosen_on == "copies"


def test_operating_points_keep_the_order_of_their_names() -> None:
    """Where all is apart, the balanced point is as specific as can be; no other may contradict its name."""
    labels = np.repeat([0, 1], 50)
    scores = np.concatenate([np.linspace(0.0, 0.3, 50), np.linspace(0.7, 1.0, 50)])
    points = {point.name: point for point in choose_operating_points(labels, scores, scores[None], "images")}
    assert points["high-sensitivity"].threshold <= points["balanced"].threshold
    assert points["balanced"].threshold <= points["high-specificity"].threshold


def test_images_that_are_perfectly_apart_settle_no_temperature() -> None:
    labels = np.repeat([0, 1], 20)
    logits = np.where(labels == 1, 2.0, -2.0)
    assert settled_temperature(logits, labels) == 1.0
    mistaken = logits.copy()
    mistaken[:4] = 2.0
    assert settled_temperature(mistaken, labels) == fit_temperature(mistaken, labels) != 1.0


def _picture() -> np.ndarray:
    generator = np.random.default_rng(9)
    picture = cv2.resize(generator.uniform(40, 160, (12, 12)).astype(np.float32), (96, 96))
    picture[4:16, 4:6] = picture[4:6, 4:12] = picture[9:11, 4:12] = 250.0  # an F, as a marker would be
    return picture


@pytest.mark.parametrize("name", STRESSES)
def test_a_stress_changes_the_picture_in_range_and_twice_the_same(name: str) -> None:
    picture = _picture()
    before = picture.copy()
    changed = stressed(picture[None], name)[0]
    np.testing.assert_array_equal(picture, before)
    assert changed.shape == picture.shape
    assert changed.dtype == np.float32
    assert changed.min() >= 0.0
    assert changed.max() <= 255.0
    assert np.abs(changed - picture).mean() > 0.3
    np.testing.assert_array_equal(stressed(picture[None], name)[0], changed)


def test_stresses_do_what_their_names_say() -> None:
    picture = _picture()
    assert STRESSES["gamma 0.6"](picture).mean() > picture.mean() > STRESSES["gamma 1.6"](picture).mean()
    assert STRESSES["low contrast"](picture).std() < picture.std() < STRESSES["high contrast"](picture).std()
    roughness = lambda image: np.abs(np.diff(image, axis=0)).mean()  # noqa: E731 - named for the next line alone
    assert roughness(STRESSES["blurred"](picture)) < roughness(picture) < roughness(STRESSES["sharpened"](picture))
    masked = STRESSES["corners masked"](picture)
    assert masked[:10, :10].max() == 0.0
    np.testing.assert_array_equal(masked[40:60, 40:60], picture[40:60, 40:60])
    assert STRESSES["border masked"](picture)[:, :5].max() == 0.0
    assert roughness(STRESSES["half size and back"](picture)) < roughness(picture)
    assert STRESSES["shutters closed"](picture)[:, :11].max() == 0.0


def test_masked_markers_are_gone_and_the_rest_is_as_it_was() -> None:
    picture = _picture()
    assert picture.max() == 250.0
    masked = STRESSES["markers masked"](picture)
    assert masked.max() < 200.0
    np.testing.assert_array_equal(masked[24:, 24:], picture[24:, 24:])


def test_probes_leave_the_lungs_alone_or_everything_else_and_are_no_stresses() -> None:
    picture = np.asarray(cv2.resize(_picture(), (224, 224)), np.float32)
    only, masked = (probed(picture[None])[name][0] for name in PROBES)
    kept = only == picture
    assert 0.05 < kept.mean() < 0.6
    np.testing.assert_allclose(only + masked, picture + picture.mean(), atol=1e-3)
    assert not set(PROBES) & set(STRESSES)


def _held_out() -> HeldOut:
    labels, probabilities, patients = _scores(40)
    logits = np.log(probabilities / (1 - probabilities))
    samples = np.zeros((2, 4, 4, 1), np.float16)
    return HeldOut(labels, patients, logits, np.stack([logits, logits + 1]), np.array(["a", "b"]), samples)


def test_held_out_scores_come_back_from_the_file(tmp_path: Path) -> None:
    held_out = _held_out()
    held_out.save(tmp_path / "held_out.npz")
    again = HeldOut.load(tmp_path / "held_out.npz")
    for name in ("labels", "patients", "logits", "stressed", "stress_names", "samples"):
        np.testing.assert_array_equal(getattr(again, name), getattr(held_out, name))
    labels, logits, patients = again.pooled()
    assert len(labels) == len(logits) == len(patients) == 120
    np.testing.assert_array_equal(logits[80:], held_out.logits + 1)
    assert patients[41] == held_out.patients[1]


def test_missing_scores_are_told(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="training did not end"):
        HeldOut.load(tmp_path / "held_out.npz")
