"""Named thresholds, chosen on copies of a set of images and measured on the images as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import roc_curve

from converter.evaluation.metrics import clopper_pearson, confusion
from xray_desktop.findings.finding import at_or_above
from xray_desktop.model_file.card import Figure, OperatingPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BALANCED, HIGH_SENSITIVITY, HIGH_SPECIFICITY = "balanced", "high-sensitivity", "high-specificity"
WANTED_SENSITIVITY, WANTED_SPECIFICITY = 0.98, 0.95


def balanced_threshold(labels: NDArray[np.int64], copies: NDArray[np.float64]) -> float:
    """Find the most specific threshold whose Youden index is within one standard error of the largest.

    The index (sensitivity plus specificity less one; Youden, Cancer 3, 1950) is flat near its largest value, and which
    threshold wins there is chance. Models of these images lose specificity on other plates, not sensitivity, so the
    upper end of what is as good is taken.

    Parameters
    ----------
    labels
        Shape ``[N]``, int64, 0 or 1.
    copies
        Probabilities of the copies of the images, shape ``[copies, N]``, float64, 0 to 1.
    """
    pooled = np.tile(labels, len(copies))
    alarms, found, thresholds = roc_curve(pooled, copies.reshape(-1), drop_intermediate=False)
    index = found - alarms
    best = int(np.argmax(index))
    # Copies of an image are no further images.
    positives, negatives = int((labels == 1).sum()), int((labels == 0).sum())
    variance = found[best] * (1 - found[best]) / positives + alarms[best] * (1 - alarms[best]) / negatives
    as_good = index >= index[best] - np.sqrt(variance)
    return below(float(thresholds[as_good].max()), copies)


def sensitivity_on_each(wanted: float, labels: NDArray[np.int64], copies: NDArray[np.float64]) -> float:
    """Find the highest threshold at which this share of the positives is found on every copy.

    Labels and copies as for `balanced_threshold`.
    """
    positives = np.sort(copies[:, labels == 1], axis=1)
    return below(float(positives[:, _spared(wanted, positives.shape[1])].min()), copies)


def specificity_on_each(wanted: float, labels: NDArray[np.int64], copies: NDArray[np.float64]) -> float:
    """Find the lowest threshold at which this share of the negatives is cleared on every copy.

    Labels and copies as for `balanced_threshold`.
    """
    negatives = np.sort(copies[:, labels == 0], axis=1)[:, ::-1]
    highest_cleared = float(negatives[:, _spared(wanted, negatives.shape[1])].max())
    above = copies[copies > highest_cleared]
    return below(float(above.min()), copies) if len(above) else 1.0


def _spared(wanted: float, images: int) -> int:
    """Count the images that may be judged wrongly; (1 - 0.9) * 30 is a hair less than 3 in floating point."""
    return min(int((1.0 - wanted) * images + 1e-9), images - 1)


def below(threshold: float, probabilities: NDArray[np.float64]) -> float:
    """Move a threshold from a score to halfway to the next lower one, so that no image lies on the line.

    Probabilities are of any shape, float64, 0 to 1.
    """
    lower = probabilities[probabilities < threshold]
    return float((min(threshold, 1.0) + lower.max()) / 2) if len(lower) else min(threshold, 1.0)


def choose_operating_points(
    labels: NDArray[np.int64], probabilities: NDArray[np.float64], copies: NDArray[np.float64], chosen_on: str
) -> tuple[OperatingPoint, ...]:
    """Choose the card's three operating points.

    Their thresholds rise in the order of their names' promises: where the balanced point is already more specific than
    the specific one has to be, the two are one.

    Parameters
    ----------
    labels
        Shape ``[N]``, int64, 0 or 1.
    probabilities
        Of the images as they are, shape ``[N]``, float64, 0 to 1: sensitivity and specificity are measured on them.
    copies
        What the thresholds are chosen by, shape ``[copies, N]``, float64, 0 to 1.
    chosen_on
        What the copies are, in words.
    """
    balanced = balanced_threshold(labels, copies)
    sensitive = sensitivity_on_each(WANTED_SENSITIVITY, labels, copies)
    specific = specificity_on_each(WANTED_SPECIFICITY, labels, copies)
    within = "Youden's index: the most specific threshold within one standard error of the largest"
    chosen = {
        BALANCED: (balanced, within),
        HIGH_SENSITIVITY: (
            min(sensitive, balanced),
            f"sensitivity of at least {WANTED_SENSITIVITY} on each, and not above {BALANCED}",
        ),
        HIGH_SPECIFICITY: (
            max(specific, balanced),
            f"specificity of at least {WANTED_SPECIFICITY} on each, and not below {BALANCED}",
        ),
    }
    return tuple(
        measured_point(name, threshold, labels, probabilities, chosen_by, chosen_on)
        for name, (threshold, chosen_by) in chosen.items()
    )


def measured_point(
    name: str,
    threshold: float,
    labels: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    chosen_by: str,
    chosen_on: str,
) -> OperatingPoint:
    """Measure what a threshold does, with exact intervals.

    Parameters
    ----------
    name, chosen_by, chosen_on
        As the card has them.
    threshold
        At or above it an image counts as positive.
    labels
        Shape ``[N]``, int64, 0 or 1, both present.
    probabilities
        Of class 1, shape ``[N]``, float64, 0 to 1.
    """
    (cleared, alarms), (missed, found) = confusion(labels, probabilities, threshold).tolist()
    return OperatingPoint(
        name=name,
        threshold=threshold,
        sensitivity=clopper_pearson(found, found + missed),
        specificity=clopper_pearson(cleared, cleared + alarms),
        chosen_by=chosen_by,
        chosen_on=chosen_on,
    )


def at_each_point(
    points: Sequence[OperatingPoint], labels: NDArray[np.int64], probabilities: NDArray[np.float64]
) -> dict[str, Figure]:
    """Measure what each point does on other images; a class without images has no figure.

    Parameters
    ----------
    points
        Of a card.
    labels
        Shape ``[N]``, int64, 0 or 1.
    probabilities
        Of class 1, shape ``[N]``, float64, 0 to 1.
    """
    found = {}
    for point in points:
        for name, label in (("sensitivity", 1), ("specificity", 0)):
            counted = labels == label
            if counted.any():
                right = at_or_above(probabilities, point.threshold) == (label == 1)
                found[f"{name} at {point.name}"] = clopper_pearson(int(right[counted].sum()), int(counted.sum()))
    return found


def youden_threshold(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> float:
    """Find the threshold at which sensitivity plus specificity is largest (Youden, Cancer 3, 1950).

    Of several, the most specific.

    Parameters
    ----------
    labels
        Shape ``[N]``, int64, 0 or 1.
    probabilities
        Of class 1, shape ``[N]``, float64, 0 to 1.
    """
    alarms, found, thresholds = roc_curve(labels, probabilities, drop_intermediate=False)
    return _between(thresholds[int(np.argmax(found - alarms))], probabilities)


def least_cost_threshold(
    labels: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    missed_cost: float,
    alarm_cost: float,
    prevalence: float | None = None,
) -> float:
    """Find the threshold at which errors cost least (Metz, Seminars in Nuclear Medicine 8, 1978).

    Of several, the most specific.

    Parameters
    ----------
    labels
        Shape ``[N]``, int64, 0 or 1.
    probabilities
        Of class 1, shape ``[N]``, float64, 0 to 1.
    missed_cost, alarm_cost
        Of one positive that is missed and of one negative that is called positive; only their ratio counts.
    prevalence
        Share of positives where the model is used, 0 to 1; that of the images where None.
    """
    share = float(labels.mean()) if prevalence is None else prevalence
    alarms, found, thresholds = roc_curve(labels, probabilities, drop_intermediate=False)
    cost = missed_cost * share * (1.0 - found) + alarm_cost * (1.0 - share) * alarms
    return _between(thresholds[int(np.argmin(cost))], probabilities)


def images_needed(wanted: float) -> int:
    """Return the fewest images of a class on which a perfect result shows this share with 95 % confidence.

    All of n rightly judged has the exact interval ``[0.025 ** (1 / n), 1]``.
    """
    return int(np.ceil(np.log(0.025) / np.log(wanted)))


def _between(threshold: float, probabilities: NDArray[np.float64]) -> float:
    """As `below`; above every score where nothing is to be called positive, which `roc_curve` marks by infinity.

    Probabilities are ``[N]``, float64.
    """
    if np.isfinite(threshold):
        return below(float(threshold), probabilities)
    return float((1.0 + probabilities.max()) / 2)
