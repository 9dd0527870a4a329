"""Figures of a binary classifier, each with its 95 % interval.

Proportions get the exact interval of Clopper and Pearson (Biometrika 26, 1934), which counts images as independent, and
beside it one that counts patients; everything else a bootstrap that draws whole patients, since images of one patient
are alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import beta
from sklearn.metrics import brier_score_loss, confusion_matrix, f1_score

from converter.evaluation.quick_scores import average_precision, roc_area
from xray_desktop.findings.finding import at_or_above
from xray_desktop.model_file.card import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Score = Callable[[NDArray[np.int64], NDArray[np.float64]], float]

DRAWS = 1000
FIGURES = (
    "accuracy",
    "sensitivity",
    "specificity",
    "precision",
    "f1",
    "auc",
    "average_precision",
    "brier",
    "expected_calibration_error",
)
"""What is measured where it can be, in this order."""

_SEED = 1
_ALPHA = 0.05
_BINS = 10


def clopper_pearson(successes: int, trials: int) -> Figure:
    """Return a proportion with its exact interval; `trials` at least 1."""
    low = beta.ppf(_ALPHA / 2, successes, trials - successes + 1) if successes else 0.0
    high = beta.ppf(1 - _ALPHA / 2, successes + 1, trials - successes) if successes < trials else 1.0
    return Figure(value=successes / trials, low=float(low), high=float(high), n=trials, method="Clopper-Pearson")


def measure(
    labels: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    patients: NDArray[Any],
    threshold: float,
    draws: int = DRAWS,
) -> dict[str, Figure]:
    """Measure a classifier.

    Parameters
    ----------
    labels
        Shape ``[N]``, int64, 0 or 1.
    probabilities
        Of class 1, shape ``[N]``, float64, 0 to 1.
    patients
        Who is on each image, shape ``[N]``, any dtype that sorts.
    threshold
        At or above it an image counts as positive.
    draws
        Of the bootstrap.

    Returns
    -------
    dict
        By the names in `FIGURES`. Precision is left out where nothing counts as positive. Where one class has no image,
        there is the other class's sensitivity or specificity alone; see `not_measurable`.
    """
    figures = {
        name: clopper_pearson(int(right.sum()), int(counted.sum()))
        for name, (right, counted) in _proportions(labels, probabilities, threshold).items()
    }
    if len(np.unique(labels)) == 1:
        return figures
    scores: dict[str, Score] = {
        "auc": roc_area,
        "average_precision": average_precision,
        "expected_calibration_error": expected_calibration_error,
    }
    figures |= bootstrap(scores, labels, probabilities, patients, draws)
    figures |= _ratios(labels, probabilities, threshold, _Draws(patients, draws))
    return {name: figures[name] for name in FIGURES if name in figures}


def _ratios(
    labels: NDArray[np.int64], probabilities: NDArray[np.float64], threshold: float, draws: _Draws
) -> dict[str, Figure]:
    """Measure what is a ratio of two sums over images, which needs no loop over the draws; arrays as for `measure`."""
    called = at_or_above(probabilities, threshold)
    twice_found = 2.0 * (called & (labels == 1))
    f1, brier = f1_score(labels, called), brier_score_loss(labels, probabilities)
    squares = (probabilities - labels) ** 2
    return {
        "f1": _figure(float(f1), draws.ratios(twice_found, twice_found + (called != labels)), len(labels)),
        "brier": _figure(float(brier), draws.ratios(squares, np.ones(len(labels))), len(labels)),
    }


def not_measurable(figures: dict[str, Figure], labels: NDArray[np.int64], names: tuple[str, str]) -> dict[str, str]:
    """Say why a figure is not among those that `measure` gave for these labels, ``[N]``, int64, 0 or 1."""
    reason = "no image is called positive at this threshold"
    for label, name in enumerate(names):
        if not (labels == label).any():
            reason = f"there are no images of the class {name}"
    return {name: reason for name in FIGURES if name not in figures}


def confusion(labels: NDArray[np.int64], probabilities: NDArray[np.float64], threshold: float) -> NDArray[np.int64]:
    """Count ``[[true negative, false positive], [false negative, true positive]]``, int64; arrays as for `measure`."""
    counts: NDArray[np.int64] = confusion_matrix(labels, at_or_above(probabilities, threshold), labels=[0, 1])
    return counts


def _proportions(
    labels: NDArray[np.int64], probabilities: NDArray[np.float64], threshold: float
) -> dict[str, tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Return, for each proportion that can be measured, which images are right and which are counted: bool, ``[N]``."""
    positive, called = labels == 1, at_or_above(probabilities, threshold)
    right = positive == called
    counted = {"sensitivity": positive, "specificity": ~positive}
    if positive.any() and not positive.all():
        counted = {"accuracy": np.ones_like(positive), **counted, "precision": called}
    return {name: (right & images, images) for name, images in counted.items() if images.any()}


def patient_intervals(
    labels: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    patients: NDArray[Any],
    threshold: float,
    draws: int = DRAWS,
) -> dict[str, Figure]:
    """Measure the proportions again, with intervals that count patients and not images.

    Patients are drawn with replacement, all images of each together. Where every image, or none, is judged rightly, all
    draws are alike and a bootstrap has no width: there it is the exact interval of patients who are judged rightly.

    Parameters
    ----------
    labels, probabilities, patients, threshold, draws
        As for `measure`.

    Returns
    -------
    dict
        The proportions among `FIGURES`.
    """
    drawn = _Draws(patients, draws)
    return {
        name: _patient_interval(right, counted, patients, drawn)
        for name, (right, counted) in _proportions(labels, probabilities, threshold).items()
    }


def weighted_proportion(right: NDArray[np.bool_], weights: NDArray[np.float64], patients: NDArray[Any]) -> Figure:
    """Return the share of what is right where answers weigh differently, with an interval that draws whole patients.

    Parameters
    ----------
    right
        Which answers are right, shape ``[N]``, bool.
    weights
        What each counts, shape ``[N]``, float64, 0 where it does not.
    patients
        Shape ``[N]``. A patient's answers may be of several images or of several networks.

    Returns
    -------
    Figure
        Its n counts answers of a weight above 0. Where all or none is right: as `patient_intervals`.
    """
    counted = weights > 0.0
    value = float(weights[right].sum() / weights.sum())
    drawn = _Draws(patients, DRAWS)
    if right[counted].all() or not right[counted].any():
        return _patient_interval(right & counted, counted, patients, drawn)
    return _figure(value, drawn.ratios(np.where(right, weights, 0.0), weights), int(counted.sum()))


def _patient_interval(
    right: NDArray[np.bool_], counted: NDArray[np.bool_], patients: NDArray[Any], draws: _Draws
) -> Figure:
    value, n = float(right.sum() / counted.sum()), int(counted.sum())
    if value in {0.0, 1.0}:
        persons = len(np.unique(patients[counted]))
        exact = clopper_pearson(persons if value else 0, persons)
        return exact.model_copy(update={"n": n, "method": f"Clopper-Pearson, counting {persons} patients"})
    return _figure(value, draws.ratios(right, counted), n)


class _Draws:
    """How many times each patient is in each draw of a bootstrap.

    Parameters
    ----------
    patients
        Who is on each image, shape ``[N]``.
    draws
        How many there are.
    """

    def __init__(self, patients: NDArray[Any], draws: int) -> None:
        _, self._group = np.unique(patients, return_inverse=True)
        self._persons = int(self._group.max()) + 1
        shares = np.full(self._persons, 1.0 / self._persons)
        self._times = np.random.default_rng(_SEED).multinomial(self._persons, shares, size=draws)

    def ratios(self, above: NDArray[Any], below: NDArray[Any]) -> list[float]:
        """Return the ratio of two sums over the images of each draw; draws with nothing below the line are left out.

        Both are ``[N]``, numbers or bool.
        """
        tops, bottoms = (self._times @ np.bincount(self._group, part, self._persons) for part in (above, below))
        ratios: list[float] = (tops[bottoms > 0] / bottoms[bottoms > 0]).tolist()
        return ratios


def bootstrap(
    scores: Mapping[str, Score],
    labels: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    patients: NDArray[Any],
    draws: int,
) -> dict[str, Figure]:
    """Draw patients with replacement and return each score with the middle 95 % of its values.

    Draws with images of one class alone are left out; the method of each figure says how many there were without them.

    Parameters
    ----------
    scores
        By name, functions of labels and probabilities of a draw.
    labels, patients
        As for `measure`, both classes present.
    probabilities
        Shape ``[N, ...]``, float64: one row for each image, of whatever the scores take.
    draws
        How many there are.
    """
    _, group = np.unique(patients, return_inverse=True)
    members = [np.flatnonzero(group == number) for number in range(group.max() + 1)]
    generator = np.random.default_rng(_SEED)
    values: dict[str, list[float]] = {name: [] for name in scores}
    for _ in range(draws):
        drawn = np.concatenate([members[number] for number in generator.integers(len(members), size=len(members))])
        truth, answers = labels[drawn], probabilities[drawn]
        if truth.all() or not truth.any():
            continue
        for name, score in scores.items():
            values[name].append(score(truth, answers))
    return {name: _figure(score(labels, probabilities), values[name], len(labels)) for name, score in scores.items()}


def _figure(value: float, drawn: list[float], n: int) -> Figure:
    low, high = np.quantile(drawn, [_ALPHA / 2, 1 - _ALPHA / 2]) if drawn else (0.0, 1.0)
    method = f"bootstrap by patient, {len(drawn)} draws"
    # A calibration error grows when images are drawn twice: its interval may miss the estimate, which a card refuses.
    return Figure(value=value, low=min(float(low), value), high=max(float(high), value), n=n, method=method)


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Images of about the same probability.

    Attributes
    ----------
    mean_probability
        Of the images in it.
    positives, images
        Their counts; `images` at least 1.
    """

    mean_probability: float
    positives: int
    images: int


def calibration_bins(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> list[CalibrationBin]:
    """Sort images into ten bins of equal width; empty bins are left out. Labels and probabilities as for `measure`."""
    place = _bin_of(probabilities)
    images, positives, total = (np.bincount(place, weight, _BINS) for weight in (None, labels, probabilities))
    return [
        CalibrationBin(float(total[number] / images[number]), int(positives[number]), int(images[number]))
        for number in np.flatnonzero(images)
    ]


def expected_calibration_error(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> float:
    """Return the mean distance of probability and share of positives over ten equal bins (Guo et al., 2017), 0 to 1.

    Labels and probabilities as for `measure`.
    """
    place = _bin_of(probabilities)
    # In each bin: how far the expected number of positives is from their number.
    gaps = np.bincount(place, probabilities, _BINS) - np.bincount(place, labels, _BINS)
    return float(np.abs(gaps).sum() / len(labels))


def _bin_of(probabilities: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.minimum((probabilities * _BINS).astype(np.int64), _BINS - 1)
