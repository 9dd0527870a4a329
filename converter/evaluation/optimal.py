"""The threshold that would have been best on the very images that are measured: for comparison, never for use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import roc_curve

from converter.evaluation.metrics import confusion
from converter.evaluation.operating_points import below

if TYPE_CHECKING:
    from converter.evaluation.scored import Scored


@dataclass(frozen=True, slots=True)
class Optimal:
    """A threshold and what it does to the images that it was chosen on."""

    threshold: float
    sensitivity: float
    specificity: float


def youden(scored: Scored) -> Optimal:
    """Find the threshold with the largest sum of sensitivity and specificity (Youden, Cancer 3, 1950).

    It lies halfway between the two scores that it parts. Both classes present.
    """
    alarms, found, thresholds = roc_curve(scored.labels, scored.probabilities, drop_intermediate=False)
    threshold = below(float(thresholds[np.argmax(found - alarms)]), scored.probabilities)
    (negative, alarm), (missed, hit) = confusion(scored.labels, scored.probabilities, threshold).tolist()
    return Optimal(threshold, hit / (hit + missed), negative / (negative + alarm))
