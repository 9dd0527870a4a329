"""Means over pictures with intervals that draw whole patients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from converter.evaluation.metrics import weighted_proportion
from xray_desktop.model_file.figure import Figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DRAWS = 2000
_SEED = 1


def share_of(answers: NDArray[np.bool_], patients: NDArray[Any]) -> Figure:
    """Return the share of pictures of which something is true; answers ``[N]``, bool, N at least 1."""
    return weighted_proportion(answers, np.ones(len(answers)), patients)


def mean_of(values: NDArray[np.floating[Any]], patients: NDArray[Any]) -> Figure:
    """Return the mean over pictures, with the middle 95 % of 2000 draws of patients.

    Values are ``[N]``, any float, patients ``[N]``, any dtype that sorts; N is at least 1.
    """
    _, group = np.unique(patients, return_inverse=True)
    persons = int(group.max()) + 1
    times = np.random.default_rng(_SEED).multinomial(persons, np.full(persons, 1.0 / persons), size=_DRAWS)
    sums, counts = np.bincount(group, values, persons), np.bincount(group, minlength=persons)
    drawn = (times @ sums) / (times @ counts)
    value = float(np.mean(values))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Figure(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        n=len(values),
        method=f"bootstrap by patient, {_DRAWS} draws",
    )
