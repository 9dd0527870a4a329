"""Which features tell chest radiographs from other pictures best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from converter.errors import FinishingError
from converter.gating.distance import Distance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from converter.gating.features import Features

    Read = Mapping[Features, NDArray[np.float32]]

_REFUSED_CHESTS = 0.01
_NEAREST_PERCENT = 5.0
_AS_GOOD = 0.98
"""Share of the best margin from which on it does not decide."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """Features with their distance, and what they tell apart.

    Attributes
    ----------
    features, distance
        What is looked at and how it is measured.
    threshold
        Halfway, as a ratio, between the distance that one in a hundred chest radiographs exceeds which it was not
        fitted on, and the nearest kind of other pictures: chests from elsewhere lie farther out than these.
    nearest
        By kind of picture, the distance that 95 of 100 exceed, in thresholds: above 1 they are refused.
    """

    features: Features
    distance: Distance
    threshold: float
    nearest: dict[str, float]

    @property
    def margin(self) -> float:
        """Of the kind that lies nearest."""
        return min(self.nearest.values())


def candidates(fitted: Read, chests: Read, others: Mapping[str, Read]) -> list[Candidate]:
    """Fit a distance to each of the features; those whose nearest kind lies farthest come first.

    Of those that come near the best, the ones with fewer numbers: they ask less of a radiograph from elsewhere.

    Parameters
    ----------
    fitted
        Of chest radiographs, ``[N, D]`` each, float32.
    chests
        Of other patients' radiographs, for the threshold.
    others
        Of pictures by kind.

    Raises
    ------
    FinishingError
        There are none.
    """
    found = [_candidate(features, values, chests, others) for features, values in fitted.items()]
    if not found:
        raise FinishingError("This network has no layer that the whole answer passes through, so it gets no gate.")
    near_best = _AS_GOOD * max(candidate.margin for candidate in found)
    return sorted(
        found,
        key=lambda candidate: (
            (0, candidate.features.numbers) if candidate.margin >= near_best else (1, -candidate.margin)
        ),
    )


def _candidate(features: Features, values: NDArray[np.float32], chests: Read, others: Mapping[str, Read]) -> Candidate:
    distance = Distance.fit(values)
    farthest_chest = farthest_of(distance.measure(chests[features]))
    nearest = {
        kind: float(np.percentile(distance.measure(read[features]), _NEAREST_PERCENT)) for kind, read in others.items()
    }
    threshold = float(np.sqrt(farthest_chest * max(farthest_chest, min(nearest.values(), default=0.0))))
    return Candidate(features, distance, threshold, {kind: near / threshold for kind, near in nearest.items()})


def farthest_of(distances: NDArray[np.float64] | Sequence[float]) -> float:
    """Return the distance, of ``[N]``, that one chest radiograph in a hundred exceeds."""
    return float(np.quantile(distances, 1.0 - _REFUSED_CHESTS, method="higher"))
