"""The average of members' probabilities outside the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from converter.networks.head import sigmoid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from converter.ensembling.members import EnsembledModel

_SUREST = 1e-7
"""Probabilities are kept this far from 0 and 1 while a temperature is fitted: a single precision 1 has no logit."""


def mean_probability(logits: Sequence[NDArray[np.float64]], members: Sequence[EnsembledModel]) -> NDArray[np.float64]:
    """Return the weighted mean of the members' calibrated probabilities.

    Parameters
    ----------
    logits
        Of each member, before calibration, all of one shape.
    members
        Their weights and temperatures.
    """
    mean: NDArray[np.float64] = np.sum(
        [
            member.weight * sigmoid(own / member.card.calibration.temperature)
            for own, member in zip(logits, members, strict=True)
        ],
        axis=0,
    )
    return mean


def logit(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logit of probabilities; those of 0 and 1 are finite."""
    inside = np.clip(probabilities, _SUREST, 1.0 - _SUREST)
    logits: NDArray[np.float64] = np.log(inside) - np.log1p(-inside)
    return logits
