"""Every figure against a second way to compute it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, log_loss, roc_auc_score

from converter.errors import EvaluationError
from converter.evaluation import quick_scores
from converter.evaluation.metrics import (
    FIGURES,
    calibration_bins,
    clopper_pearson,
    expected_calibration_error,
    measure,
    not_measurable,
    patient_intervals,
)
from converter.evaluation.optimal import youden
from converter.evaluation.scored import Scored

NAMES = ("NORMAL", "PNEUMONIA")


def scores(count: int = 240, seed: int = 0, per_patient: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw labels and probabilities of patients, whose images are alike."""
    generator = np.random.default_rng(seed)
    persons = count // per_patient
    labels = np.repeat((generator.uniform(size=persons) < 0.6).astype(np.int64), per_patient)
    logits = 2.0 * labels - 1.0 + np.repeat(generator.normal(scale=1.4, size=persons), per_patient)
    logits += generator.normal(scale=0.4, size=count)
    return labels, 1.0 / (1.0 + np.exp(-logits)), np.repeat([f"p{number}" for number in range(persons)], per_patient)


@given(trials=st.integers(1, 400), share=st.floats(0, 1))
def test_the_exact_interval_is_that_of_the_binomial_test(trials: int, share: float) -> None:
    successes = round(trials * share)
    expected = binomtest(successes, trials).proportion_ci(0.95, method="exact")
    figure = clopper_pearson(successes, trials)
    assert (figure.low, figure.high) == (pytest.approx(expected.low, abs=1e-9), pytest.approx(expected.high, abs=1e-9))


def test_proportions_and_brier_score_by_hand() -> None:
    labels = np.array([0, 0, 0, 1, 1, 1, 1])
    probabilities = np.array([0.1, 0.6, 0.2, 0.9, 0.4, 0.7, 0.5])
    figures = measure(labels, probabilities, np.arange(7), 0.5, draws=20)
    assert figures["sensitivity"].value == 3 / 4
    assert figures["specificity"].value == 2 / 3
    assert figures["precision"].value == 3 / 4
    assert figures["accuracy"].value == 5 / 7
    assert figures["f1"].value == pytest.approx(0.75)
    assert figures["brier"].value == pytest.approx((0.01 + 0.36 + 0.04 + 0.01 + 0.36 + 0.09 + 0.25) / 7)
    assert [figures[name].n for name in ("accuracy", "sensitivity", "specificity", "precision")] == [7, 4, 3, 4]


def test_the_area_is_the_share_of_pairs_in_order_and_the_average_precision_the_mean_over_hits() -> None:
    labels, probabilities, patients = scores(90)
    figures = measure(labels, probabilities, patients, 0.5, draws=20)
    positive, negative = probabilities[labels == 1], probabilities[labels == 0]
    in_order = (positive[:, None] > negative[None, :]).mean() + 0.5 * (positive[:, None] == negative[None, :]).mean()
    assert figures["auc"].value == pytest.approx(in_order)
    sorted_labels = labels[np.argsort(-probabilities)]
    precision = np.cumsum(sorted_labels) / np.arange(1, len(labels) + 1)
    assert figures["average_precision"].value == pytest.approx(precision[sorted_labels == 1].mean())


@given(
    answers=st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.2 + 1e-9, 0.5, 0.9, 1.0])), max_size=60),
    seed=st.integers(0, 99),
)
def test_areas_and_losses_are_those_of_scikit_learn(answers: list[tuple[bool, float]], seed: int) -> None:
    """Among them answers that tie, within a class and across both, and sure ones that are wrong."""
    labels = np.array([0, 1, *(positive for positive, _ in answers)], np.int64)
    scores = np.array([*np.random.default_rng(seed).uniform(size=2), *(score for _, score in answers)])
    assert quick_scores.roc_area(labels, scores) == pytest.approx(roc_auc_score(labels, scores), rel=1e-12, abs=1e-15)
    ours = quick_scores.average_precision(labels, scores)
    assert ours == pytest.approx(average_precision_score(labels, scores), rel=1e-12)
    assert quick_scores.brier(labels, scores) == pytest.approx(brier_score_loss(labels, scores), rel=1e-12)
    assert quick_scores.log_loss(labels, scores) == pytest.approx(log_loss(labels, scores), rel=1e-12)


def _brute_force(labels: np.ndarray, probabilities: np.ndarray, patients: np.ndarray, name: str) -> tuple[float, float]:
    """Draw whole patients, in plain loops."""
    generator = np.random.default_rng(99)
    by_patient: dict[str, list[int]] = {}
    for position, patient in enumerate(patients.tolist()):
        by_patient.setdefault(patient, []).append(position)
    names = list(by_patient)
    values = []
    for _ in range(3000):
        drawn = [
            position
            for number in generator.integers(len(names), size=len(names))
            for position in by_patient[names[number]]
        ]
        truth, called = labels[drawn], probabilities[drawn] >= 0.5
        if name == "sensitivity":
            values.append(called[truth == 1].mean())
        elif name == "precision":
            values.append(truth[called].mean())
        else:
            values.append((called == truth).mean())
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def test_bootstrapped_figures_are_those_of_a_brute_force_bootstrap() -> None:
    """scikit-learn on every draw."""
    labels, probabilities, patients = scores()
    figures = measure(labels, probabilities, patients, 0.5)
    by_hand = {
        "f1": lambda truth, values: f1_score(truth, values >= 0.5),
        "brier": brier_score_loss,
        "auc": roc_auc_score,
        "average_precision": average_precision_score,
        "expected_calibration_error": expected_calibration_error,
    }
    generator, persons, draws = np.random.default_rng(7), np.unique(patients), []
    for _ in range(250):
        drawn = np.concatenate(
            [np.flatnonzero(patients == person) for person in generator.choice(persons, len(persons))]
        )
        draws.append([score(labels[drawn], probabilities[drawn]) for score in by_hand.values()])
    low, high = np.quantile(draws, [0.025, 0.975], axis=0)
    for position, (name, score) in enumerate(by_hand.items()):
        assert figures[name].value == pytest.approx(score(labels, probabilities), rel=1e-12)
        assert figures[name].low == pytest.approx(low[position], abs=0.02)
        assert figures[name].high == pytest.approx(high[position], abs=0.02)
        assert figures[name].method == "bootstrap by patient, 1000 draws"


@pytest.mark.parametrize("name", ["sensitivity", "precision", "accuracy"])
def test_intervals_by_patient_are_those_of_a_brute_force_bootstrap(name: str) -> None:
    labels, probabilities, patients = scores()
    figure = patient_intervals(labels, probabilities, patients, 0.5)[name]
    low, high = _brute_force(labels, probabilities, patients, name)
    assert figure.low == pytest.approx(low, abs=0.015)
    assert figure.high == pytest.approx(high, abs=0.015)
    assert figure.value == measure(labels, probabilities, patients, 0.5, draws=5)[name].value
    assert figure.method == "bootstrap by patient, 1000 draws"


def test_images_that_are_alike_make_the_interval_by_patient_wider_than_the_exact_one() -> None:
    labels, probabilities, patients = scores(600, per_patient=20)
    by_patient = patient_intervals(labels, probabilities, patients, 0.5)
    for name, exact in measure(labels, probabilities, patients, 0.5, draws=5).items():
        if name in by_patient:
            assert by_patient[name].high - by_patient[name].low > 1.5 * (exact.high - exact.low)


def test_an_interval_by_patient_of_a_perfect_figure_counts_patients() -> None:
    labels, patients = np.repeat([0, 1], 40), np.repeat(np.arange(20), 4)
    perfect = patient_intervals(labels, labels.astype(float), patients, 0.5)
    never = patient_intervals(labels, 1.0 - labels, patients, 0.5)
    ten = binomtest(10, 10).proportion_ci(0.95, method="exact")
    assert perfect["sensitivity"].low == pytest.approx(ten.low)
    assert perfect["sensitivity"].n == 40
    assert "10 patients" in perfect["sensitivity"].method
    assert (never["specificity"].value, never["specificity"].low) == (0.0, 0.0)
    assert never["specificity"].high == pytest.approx(1.0 - ten.low)


def test_the_method_says_how_many_draws_there_were() -> None:
    """Of two patients, one of each class, half of the draws hold one class alone."""
    figure = measure(np.array([0, 1]), np.array([0.2, 0.8]), np.array(["a", "b"]), 0.5, draws=100)["auc"]
    draws = int(figure.method.split()[-2])
    assert 30 < draws < 70


def test_the_calibration_error_by_hand() -> None:
    labels = np.array([0, 1, 1, 1, 0])
    probabilities = np.array([0.10, 0.14, 0.92, 0.98, 1.0])
    # Bin 0.1 to 0.2: mean 0.12, half positive. Bin 0.9 to 1: mean 2.9 / 3, two thirds positive.
    expected = (2 * abs(0.12 - 0.5) + 3 * abs(2.9 / 3 - 2 / 3)) / 5
    assert expected_calibration_error(labels, probabilities) == pytest.approx(expected)
    assert [inside.images for inside in calibration_bins(labels, probabilities)] == [2, 3]


def test_calibration_bins_are_those_of_scikit_learn() -> None:
    labels, probabilities, _ = scores(900)
    shares, means = calibration_curve(labels, probabilities, n_bins=10, strategy="uniform")
    bins = calibration_bins(labels, probabilities)
    np.testing.assert_allclose([inside.mean_probability for inside in bins], means)
    np.testing.assert_allclose([inside.positives / inside.images for inside in bins], shares)
    assert sum(inside.images for inside in bins) == 900


@given(seed=st.integers(0, 300))
def test_no_threshold_parts_the_images_better_than_the_optimal_one(seed: int) -> None:
    labels, probabilities, patients = scores(30, seed)
    labels[:2] = (0, 1)
    optimal = youden(Scored(labels, probabilities, patients, 0.5, NAMES))
    called = probabilities >= optimal.threshold
    assert optimal.sensitivity == called[labels == 1].mean()
    assert optimal.specificity == (~called[labels == 0]).mean()
    every = [
        (probabilities >= line)[labels == 1].mean() + (probabilities < line)[labels == 0].mean()
        for line in (*probabilities, 1.1)
    ]
    assert optimal.sensitivity + optimal.specificity == pytest.approx(max(every))
    assert optimal.threshold not in probabilities


@pytest.mark.parametrize(
    ("label", "measured", "absent"), [(1, "sensitivity", "NORMAL"), (0, "specificity", "PNEUMONIA")]
)
def test_of_one_class_alone_one_figure_is_measured(label: int, measured: str, absent: str) -> None:
    labels, probabilities = np.full(10, label), np.linspace(0, 1, 10)
    figures = measure(labels, probabilities, np.arange(10), 0.5)
    assert set(figures) == {measured}
    assert figures[measured].value == 0.5
    assert set(patient_intervals(labels, probabilities, np.arange(10), 0.5)) == {measured}
    reasons = not_measurable(figures, labels, NAMES)
    assert set(reasons) == set(FIGURES) - {measured}
    assert all(absent in reason for reason in reasons.values())


def test_without_a_call_the_precision_alone_is_missing() -> None:
    labels, probabilities, patients = scores(60)
    figures = measure(labels, probabilities * 0.1, patients, 0.9, draws=20)
    reasons = not_measurable(figures, labels, NAMES)
    assert list(reasons) == ["precision"]
    assert "called positive" in reasons["precision"]
    assert figures["f1"].value == f1_score(labels, np.zeros(60)) == 0.0


def test_answers_that_are_no_numbers_are_counted() -> None:
    probabilities = np.array([0.1, np.nan, 0.4, np.nan])
    with pytest.raises(EvaluationError, match="not a number for 2 of 4 images"):
        Scored(np.array([0, 1, 0, 1]), probabilities, np.arange(4), 0.5, NAMES)


def test_answers_that_are_no_probabilities_are_counted() -> None:
    with pytest.raises(EvaluationError, match="outside 0 to 1 for 1 of 3 images"):
        Scored(np.array([0, 1, 1]), np.array([0.1, 1.7, 1.0]), np.arange(3), 0.5, NAMES)
