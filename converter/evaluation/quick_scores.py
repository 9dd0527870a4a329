"""Scores of a binary classifier, cheap enough for every draw of a bootstrap.

scikit-learn gives the same numbers (to the last digits of a double) and takes a hundred times as long on small sets: it
checks its arguments anew on each of a thousand draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SUREST = float(np.finfo(np.float64).eps)
"""What is left of a probability of 0 in the log loss, as scikit-learn has it."""


def roc_area(labels: NDArray[np.int64], scores: NDArray[np.float64]) -> float:
    """Return the share of pairs of both classes in which the positive one has the higher score; ties count one half.

    Parameters
    ----------
    labels
        Shape ``[N]``, int64, 0 or 1, both present.
    scores
        Shape ``[N]``, float64, higher for class 1.
    """
    positives, negatives = _falling(labels, scores)
    above = np.cumsum(positives) - 0.5 * positives
    return float((negatives * above).sum() / (positives.sum() * negatives.sum()))


def average_precision(labels: NDArray[np.int64], scores: NDArray[np.float64]) -> float:
    """Return the mean of the precisions at the thresholds, each weighted by the recall that it adds.

    Parameters
    ----------
    labels, scores
        As for `roc_area`, each ``[N]``.
    """
    positives, negatives = _falling(labels, scores)
    called = np.cumsum(positives + negatives)
    return float((positives * np.cumsum(positives) / called).sum() / positives.sum())


def brier(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> float:
    """Return the mean squared distance of probabilities ``[N]``, 0 to 1, and labels ``[N]``, 0 or 1."""
    return float(np.square(probabilities - labels).mean())


def log_loss(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> float:
    """Return the mean of minus the logarithm of the true class's probability, in nats.

    Labels are ``[N]``, 0 or 1; probabilities of class 1 ``[N]``, float64, 0 to 1.
    """
    true = np.where(labels == 1, probabilities, 1.0 - probabilities)
    return float(-np.log(np.maximum(true, _SUREST)).mean())


def _falling(labels: NDArray[np.int64], scores: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the positives and negatives at each different score, from the highest down: ``[S]``, int64, each."""
    order = np.argsort(-scores, kind="stable")
    falling = scores[order]
    starts = np.concatenate([[0], np.flatnonzero(falling[1:] != falling[:-1]) + 1])
    positives = np.add.reduceat(labels[order], starts)
    images = np.diff(np.concatenate([starts, [len(falling)]]))
    return positives, images - positives
