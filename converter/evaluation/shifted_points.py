"""The card's operating points, chosen on the shifted validation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit
from sklearn.metrics import roc_curve

from converter.errors import EvaluationError
from converter.evaluation.metrics import weighted_proportion
from converter.evaluation.operating_points import (
    BALANCED,
    HIGH_SENSITIVITY,
    HIGH_SPECIFICITY,
    WANTED_SENSITIVITY,
    WANTED_SPECIFICITY,
    below,
)
from xray_desktop.findings.finding import at_or_above
from xray_desktop.model_file.card import Figure, OperatingPoint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.evaluation.shifted import Shifted

_ENOUGH = 1e-9
"""What sums of weights may miss a target by in floating point."""

_LOGIT_ENDS = (1e-6, 1.0 - 1e-6)
"""Scores beyond these have no log-odds to speak of."""


def choose_on_shifted(shifted: Shifted, temperature: float) -> tuple[OperatingPoint, ...]:
    """Choose ``balanced``, ``high-sensitivity`` and ``high-specificity``, and measure them on the images as they are.

    ``balanced`` is the middle, in log-odds, of the thresholds whose Youden index is within one standard error of the
    largest: the index is flat there, and which of them wins is chance. The two others keep their target on the images
    as they are and on their changed copies, and the three rise in order.

    Raises
    ------
    EvaluationError
        A class is missing.
    """
    for label in (0, 1):
        if not (shifted.labels == label).any():
            raise EvaluationError("The held-out groups have images of one class alone, so no threshold can be chosen.")
    copies = shifted.copies(temperature)
    balanced = _balanced(shifted, copies)
    sensitive = min(_most_that_finds(WANTED_SENSITIVITY, shifted, part) for part in _as_they_are_and_changed(copies))
    specific = max(_least_that_clears(WANTED_SPECIFICITY, shifted, part) for part in _as_they_are_and_changed(copies))
    both = "of the images as they are and under changes, averaged over the groups"
    chosen = {
        BALANCED: (
            balanced,
            "Youden's index averaged over the groups: the middle, in log-odds, of the thresholds within one standard "
            "error of the largest",
        ),
        HIGH_SENSITIVITY: (
            min(sensitive, balanced),
            f"sensitivity of at least {WANTED_SENSITIVITY} {both}, and not above {BALANCED}",
        ),
        HIGH_SPECIFICITY: (
            max(specific, balanced),
            f"specificity of at least {WANTED_SPECIFICITY} {both}, and not below {BALANCED}",
        ),
    }
    return tuple(
        _point(name, threshold, chosen_by, shifted, copies[0]) for name, (threshold, chosen_by) in chosen.items()
    )


def _as_they_are_and_changed(copies: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    return [copies[:1], copies[1:]] if len(copies) > 1 else [copies]


def _balanced(shifted: Shifted, copies: NDArray[np.float64]) -> float:
    of_class = np.where(shifted.labels == 1, shifted.weights(1), shifted.weights(0))
    weights = np.outer(shifted.copy_weights(), of_class).reshape(-1)
    labels = np.tile(shifted.labels, len(copies))
    alarms, found, thresholds = roc_curve(labels, copies.reshape(-1), sample_weight=weights, drop_intermediate=False)
    index = found - alarms
    best = int(np.argmax(index))
    error = _standard_error(shifted, copies, float(thresholds[best]))
    as_good = np.clip(thresholds[index >= index[best] - error], *_LOGIT_ENDS)
    middle = float(expit((logit(as_good.min()) + logit(as_good.max())) / 2))
    return below(float(thresholds[thresholds >= middle].min()), copies)


def _standard_error(shifted: Shifted, copies: NDArray[np.float64], threshold: float) -> float:
    """Return that of the Youden index: of means over groups of shares of patients.

    Copies, ``[copies, N]``, float64, are no further patients.
    """
    right = shifted.copy_weights() @ (at_or_above(copies, threshold) == shifted.labels)
    variance = 0.0
    for label in (0, 1):
        of_groups = []
        for name in shifted.names:
            rows = (shifted.validations == name) & (shifted.labels == label)
            if rows.any():
                share = float(right[rows].mean())
                of_groups.append(share * (1.0 - share) / len(np.unique(shifted.patients[rows])))
        variance += sum(of_groups) / len(of_groups) ** 2
    return float(np.sqrt(variance))


def _most_that_finds(wanted: float, shifted: Shifted, copies: NDArray[np.float64]) -> float:
    """Find the highest threshold at which this share of the positives is found; copies ``[copies, N]``, float64."""
    values, missed = _cumulated(shifted, copies, 1)
    # At a threshold that is a score, what lies below it is missed.
    below_each = np.concatenate([[0.0], missed[:-1]])
    return below(float(values[below_each <= 1.0 - wanted + _ENOUGH].max()), copies)


def _least_that_clears(wanted: float, shifted: Shifted, copies: NDArray[np.float64]) -> float:
    """Find the lowest threshold at which this share of the negatives is cleared; copies ``[copies, N]``, float64."""
    values, cleared = _cumulated(shifted, copies, 0)
    highest_cleared = float(values[cleared >= wanted - _ENOUGH].min())
    above = copies[copies > highest_cleared]
    return below(float(above.min()), copies) if len(above) else 1.0


def _cumulated(
    shifted: Shifted, copies: NDArray[np.float64], label: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the different scores of a class, rising, and the share of it that scores up to each: ``[S]``, float64."""
    rows = shifted.labels == label
    values, place = np.unique(copies[:, rows].reshape(-1), return_inverse=True)
    weights = np.tile(shifted.weights(label)[rows], len(copies)) / len(copies)
    return values, np.cumsum(np.bincount(place.reshape(-1), weights))


def _point(
    name: str, threshold: float, chosen_by: str, shifted: Shifted, probabilities: NDArray[np.float64]
) -> OperatingPoint:
    return OperatingPoint(
        name=name,
        threshold=threshold,
        sensitivity=share_right(shifted, probabilities, threshold, 1),
        specificity=share_right(shifted, probabilities, threshold, 0),
        chosen_by=chosen_by,
        chosen_on=f"{shifted.describe_images()}; measured on the same images as they are",
    )


def share_right(shifted: Shifted, probabilities: NDArray[np.float64], threshold: float, label: int) -> Figure:
    """Return the share of a class that a threshold judges rightly: the mean over the groups, n in different images.

    Probabilities are of the rows, ``[N]``, float64, 0 to 1.
    """
    right = at_or_above(probabilities, threshold) == (label == 1)
    figure = weighted_proportion(right, shifted.weights(label), shifted.patients)
    groups = len(np.unique(shifted.validations[shifted.labels == label]))
    method = f"mean over {groups} groups; {figure.method}" if groups > 1 else figure.method
    return figure.model_copy(update={"n": shifted.images_of(label), "method": method})
