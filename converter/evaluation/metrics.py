"""Figures of a binary classifier, each with its 95 % interval.

scikit-learn computes the figures. Proportions get the exact interval of Clopper and Pearson (Biometrika 26, 1934),
which counts images as independent; everything else a bootstrap that draws whole patients, since images of one patient
are alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import beta
from sklearn.metrics import average_precision_score, brier_score_loss, confusion_matrix, f1_score, roc_auc_score

from xray_desktop.model_file.card import Figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Score = Callable[[NDArray[np.int64], NDArray[np.float64]], float]

DRAWS = 1000
_SEED = 1
_ALPHA = 0.05
_BINS = 10


def clopper_pearson(successes: int, trials: int) -> Figure:
    """Give a proportion with its exact interval; `trials` at least 1."""
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
        Shape ``[N]``, 0 or 1, both present.
    probabilities
        Of class 1, shape ``[N]``, 0 to 1.
    patients
        Who is on each image, shape ``[N]``.
    threshold
        At or above it an image counts as positive.
    draws
        Of the bootstrap.

    Returns
    -------
    dict
        By name: accuracy, sensitivity, specificity, precision, f1, auc, average_precision, brier,
        expected_calibration_error. Precision is left out where nothing counts as positive.
    """
    counts = confusion(labels, probabilities, threshold)
    (true_negative, false_positive), (false_negative, true_positive) = counts.tolist()
    figures = {
        "accuracy": clopper_pearson(true_negative + true_positive, len(labels)),
        "sensitivity": clopper_pearson(true_positive, true_positive + false_negative),
        "specificity": clopper_pearson(true_negative, true_negative + false_positive),
    }
    if true_positive + false_positive:
        figures["precision"] = clopper_pearson(true_positive, true_positive + false_positive)
    scores: dict[str, Score] = {
        "f1": lambda truth, score: float(f1_score(truth, score >= threshold)),
        "auc": lambda truth, score: float(roc_auc_score(truth, score)),
        "average_precision": lambda truth, score: float(average_precision_score(truth, score)),
        "brier": lambda truth, score: float(brier_score_loss(truth, score)),
        "expected_calibration_error": expected_calibration_error,
    }
    return figures | bootstrap(scores, labels, probabilities, patients, draws)


def confusion(labels: NDArray[np.int64], probabilities: NDArray[np.float64], threshold: float) -> NDArray[np.int64]:
    """Count ``[[true negative, false positive], [false negative, true positive]]``."""
    counts: NDArray[np.int64] = confusion_matrix(labels, probabilities >= threshold, labels=[0, 1])
    return counts


def bootstrap(
    scores: dict[str, Score],
    labels: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    patients: NDArray[Any],
    draws: int,
) -> dict[str, Figure]:
    """Draw patients with replacement and give each score with the middle 95 % of its values."""
    _, group = np.unique(patients, return_inverse=True)
    members = [np.flatnonzero(group == number) for number in range(group.max() + 1)]
    generator = np.random.default_rng(_SEED)
    values: dict[str, list[float]] = {name: [] for name in scores}
    for _ in range(draws):
        drawn = np.concatenate([members[number] for number in generator.integers(len(members), size=len(members))])
        if len(np.unique(labels[drawn])) == 1:
            continue
        for name, score in scores.items():
            values[name].append(score(labels[drawn], probabilities[drawn]))
    return {
        name: _figure(score(labels, probabilities), values[name], len(labels), draws) for name, score in scores.items()
    }


def _figure(value: float, drawn: list[float], n: int, draws: int) -> Figure:
    low, high = np.quantile(drawn, [_ALPHA / 2, 1 - _ALPHA / 2]) if drawn else (0.0, 1.0)
    method = f"bootstrap by patient, {draws} draws"
    # A calibration error grows when images are drawn twice: its interval may miss the estimate, which a card refuses.
    return Figure(value=value, low=min(float(low), value), high=max(float(high), value), n=n, method=method)


def expected_calibration_error(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> float:
    """Give the mean distance of probability and share of positives, over ten bins of equal width (Guo et al., 2017)."""
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(probabilities[inside].mean() - labels[inside].mean())) * int(inside.sum())
        for inside in (bins == number for number in range(_BINS))
        if inside.any()
    ]
    return sum(gaps) / len(labels)
