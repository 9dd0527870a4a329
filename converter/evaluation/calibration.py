"""One number that makes probabilities mean what they say (temperature scaling, Guo et al., ICML 2017)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COLDEST, _HOTTEST = 0.05, 20.0


def fit_temperature(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Find the temperature that the logits are divided by, so that the log loss is least.

    Parameters
    ----------
    logits
        Of the positive class, shape ``[N]``.
    labels
        Shape ``[N]``, 0 or 1.

    Returns
    -------
    float
        Within 0.05 to 20.
    """
    signed = np.where(labels == 1, logits, -logits)

    def loss(log_temperature: float) -> float:
        return float(np.logaddexp(0.0, -signed / np.exp(log_temperature)).mean())

    found = minimize_scalar(loss, bounds=(np.log(_COLDEST), np.log(_HOTTEST)), method="bounded")
    return float(np.exp(found.x))
