"""A probability held against a threshold."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

CUSTOM = "custom"
"""Name of a threshold that the user set by hand instead of choosing an operating point."""

CONFIRM = "clinician confirmation required"
RE_EXAMINE = "re-examination recommended"
RE_EXAMINE_BELOW = 0.80
"""A negative finding is doubtful where the probability of the negative class is under this."""


@overload
def at_or_above(probability: float, threshold: float) -> bool: ...
@overload
def at_or_above(probability: NDArray[np.floating], threshold: float) -> NDArray[np.bool_]: ...
def at_or_above(probability: float | NDArray[np.floating], threshold: float) -> bool | NDArray[np.bool_]:
    """Tell whether a probability is positive: the one rule for the line, at which counts as positive.

    Parameters
    ----------
    probability
        Of the positive class, 0–1; also an array of any shape.
    threshold
        0–1.

    Returns
    -------
    bool
        For an array one of its shape.
    """
    return probability >= threshold


def first_positive(probabilities: Sequence[float], threshold: float) -> int:
    """Return where the positive ones begin in a list; their number where all are negative.

    Parameters
    ----------
    probabilities
        0–1, sorted, the lowest first.
    threshold
        0–1; see `at_or_above`.
    """
    return bisect_left(probabilities, threshold)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where the line lies, and whose it is.

    Attributes
    ----------
    probability
        0–1; an image at or above it is positive.
    operating_point
        Name of the model card's operating point, or `CUSTOM`.
    """

    probability: float
    operating_point: str = CUSTOM

    def holds(self, probability: float) -> bool:
        """Tell whether a probability, 0–1, is positive here; see `at_or_above`."""
        return at_or_above(probability, self.probability)


BEFORE_ANY_MODEL = Threshold(0.5)
"""Where the line lies as long as no model card says where."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one scored image.

    Attributes
    ----------
    probability
        Probability of the positive class, 0–1.
    threshold
        The line it was held against.
    positive
        True at or above the line.
    label
        The model's own name of the class.
    recommendation
        What the user should do next, empty where nothing.
    """

    probability: float
    threshold: Threshold
    positive: bool
    label: str
    recommendation: str


def judge(probability: float, threshold: Threshold, negative_label: str, positive_label: str) -> Finding:
    """Hold a probability against a threshold.

    Parameters
    ----------
    probability
        Probability of the positive class, 0–1.
    threshold
        The line; at it counts as positive.
    negative_label, positive_label
        The model card's names of its classes.
    """
    positive = threshold.holds(probability)
    label = positive_label if positive else negative_label
    return Finding(probability, threshold, positive, label, recommend(probability, positive=positive))


def recommend(probability: float, *, positive: bool) -> str:
    """Say what the user should do next; empty where nothing.

    A positive finding asks for a clinician; a negative one whose own probability (one minus that of the positive
    class) is under `RE_EXAMINE_BELOW` asks for another examination.
    """
    if positive:
        return CONFIRM
    return RE_EXAMINE if 1.0 - probability < RE_EXAMINE_BELOW else ""
