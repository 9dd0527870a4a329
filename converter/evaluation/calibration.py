"""One number that makes probabilities mean what they say (temperature scaling, Guo et al., ICML 2017)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.special
from scipy.optimize import minimize_scalar

from converter.evaluation.metrics import DRAWS, bootstrap, expected_calibration_error
from converter.evaluation.quick_scores import brier, log_loss

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.model_file.card import Figure

COLDEST, HOTTEST = 0.05, 20.0
_AT_THE_END = 0.01
_SUREST = 1e-7
"""Probabilities are kept this far from 0 and 1 where their logit is asked for: a single precision 1 has none."""


def fit_temperature(
    logits: NDArray[np.float64], labels: NDArray[np.int64], weights: NDArray[np.float64] | None = None
) -> float:
    """Find the temperature that the logits are divided by, so that the log loss is least.

    Parameters
    ----------
    logits
        Of the positive class, shape ``[N]``, float64.
    labels
        Shape ``[N]``, int64, 0 or 1.
    weights
        How much each counts, shape ``[N]``, float64, 0 or more; all alike where None.

    Returns
    -------
    float
        Within 0.05 to 20.
    """
    signed = np.where(labels == 1, logits, -logits)

    def loss(log_temperature: float) -> float:
        return float(np.average(np.logaddexp(0.0, -signed / np.exp(log_temperature)), weights=weights))

    found = minimize_scalar(loss, bounds=(np.log(COLDEST), np.log(HOTTEST)), method="bounded")
    return float(np.exp(found.x))


def settled_temperature(
    logits: NDArray[np.float64], labels: NDArray[np.int64], weights: NDArray[np.float64] | None = None
) -> float:
    """Fit a temperature; 1 where it runs to an end, since the images are perfectly apart or tell nothing.

    Arrays ``[N]`` as for `fit_temperature`.
    """
    temperature = fit_temperature(logits, labels, weights)
    settled = COLDEST * (1.0 + _AT_THE_END) < temperature < HOTTEST * (1.0 - _AT_THE_END)
    return temperature if settled else 1.0


def reliability(
    labels: NDArray[np.int64], probabilities: NDArray[np.float64], patients: NDArray[Any]
) -> dict[str, Figure]:
    """Measure how far probabilities mean what they say.

    Parameters
    ----------
    labels
        Shape ``[N]``, int64, 0 or 1, both present.
    probabilities
        Of class 1, shape ``[N]``, float64, 0 to 1.
    patients
        Who is on each image, shape ``[N]``.

    Returns
    -------
    dict
        expected_calibration_error, brier and log_loss (in nats), each with a bootstrap by patient.
    """
    scores = {
        "expected_calibration_error": expected_calibration_error,
        "brier": brier,
        "log_loss": log_loss,
    }
    return bootstrap(scores, labels, probabilities, patients, DRAWS)


def move_threshold(threshold: float, before: float, after: float) -> float:
    """Return the threshold at one temperature that calls the same images positive as this one does at another.

    The map from the one probability to the other rises everywhere, so what a threshold separates stays the same.
    """
    return float(scipy.special.expit(scipy.special.logit(threshold) * before / after))


def sigmoid(logits: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Turn logits of any shape and float dtype into probabilities of that shape, float64, without overflow."""
    return np.exp(-np.logaddexp(0.0, -np.asarray(logits, np.float64)))


def logit(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds of probabilities of any shape, float64; finite, those nearer to 0 or 1 than 1e-7 too."""
    inside = np.clip(probabilities, _SUREST, 1.0 - _SUREST)
    logits: NDArray[np.float64] = np.log(inside) - np.log1p(-inside)
    return logits
