"""AUC and specificity at a fixed sensitivity, of weighted answers: one sum for a figure and its whole bootstrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SENSITIVITY = 0.97
DRAWS = 1000
_SEED = 1
_ENOUGH = 1e-9
"""What sums of weights may miss a target by in floating point."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Weights of both classes at each different score, in rising order.

    Attributes
    ----------
    scores
        Shape ``[S]``, float64.
    negatives, positives
        Shape ``[draws, S]``, float64.
    """

    scores: NDArray[np.float64]
    negatives: NDArray[np.float64]
    positives: NDArray[np.float64]

    @classmethod
    def of(cls, labels: NDArray[np.int64], scores: NDArray[np.float64], weights: NDArray[np.float64]) -> Curve:
        """Sort answers; labels (0 or 1) and scores ``[N]``, weights ``[draws, N]``, float64."""
        order = np.argsort(scores, kind="stable")
        different, starts = np.unique(scores[order], return_index=True)
        sums = [np.add.reduceat((weights * (labels == label))[:, order], starts, axis=1) for label in (0, 1)]
        return cls(different, sums[0], sums[1])

    def auc(self) -> NDArray[np.float64]:
        """Return the area under the curve of each draw, ``[draws]``, float64; ties count one half."""
        below = np.cumsum(self.negatives, axis=1) - 0.5 * self.negatives
        found: NDArray[np.float64] = (self.positives * below).sum(axis=1) / self._pairs()
        return found

    def specificity(self, sensitivity: float = SENSITIVITY) -> NDArray[np.float64]:
        """Return the specificity at the highest threshold that finds this share of positives, ``[draws]``, float64."""
        place = self._place(sensitivity)
        cleared = np.cumsum(self.negatives, axis=1) - self.negatives
        found: NDArray[np.float64] = cleared[np.arange(len(cleared)), place] / self.negatives.sum(axis=1)
        return found

    def threshold(self, sensitivity: float = SENSITIVITY) -> NDArray[np.float64]:
        """Return that threshold, ``[draws]``, float64: at or above it an answer counts as positive."""
        found: NDArray[np.float64] = self.scores[self._place(sensitivity)]
        return found

    def _place(self, sensitivity: float) -> NDArray[np.int64]:
        missed = np.cumsum(self.positives, axis=1) - self.positives
        allowed = (1.0 - sensitivity) * self.positives.sum(axis=1, keepdims=True)
        place: NDArray[np.int64] = (missed <= allowed + _ENOUGH).sum(axis=1) - 1
        return place

    def _pairs(self) -> NDArray[np.float64]:
        pairs: NDArray[np.float64] = self.negatives.sum(axis=1) * self.positives.sum(axis=1)
        return pairs


def once(labels: NDArray[np.int64], scores: NDArray[np.float64]) -> Curve:
    """Sort answers that all weigh the same; labels (0 or 1) and scores ``[N]``."""
    return Curve.of(labels, scores, np.ones((1, len(labels))))


def patient_draws(patients: NDArray[Any], labels: NDArray[np.int64], draws: int = DRAWS) -> NDArray[np.float64]:
    """Draw whole patients with replacement; return how often each image is there, ``[draws, N]``, float64.

    Draws that lack a class are left out. Patients are ``[N]``, any dtype that sorts, labels ``[N]``, 0 or 1.
    """
    _, person = np.unique(patients, return_inverse=True)
    count = int(person.max()) + 1
    times = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1.0 / count), size=draws)
    weights = times[:, person].astype(np.float64)
    both = (weights[:, labels == 0].sum(axis=1) > 0) & (weights[:, labels == 1].sum(axis=1) > 0)
    kept: NDArray[np.float64] = weights[both]
    return kept
