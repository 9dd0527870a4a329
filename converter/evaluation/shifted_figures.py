"""What the card says of the shifted validation: calibration, and what the default point does in each group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from converter.evaluation.calibration import reliability, sigmoid
from converter.evaluation.metrics import DRAWS, bootstrap, weighted_proportion
from converter.evaluation.quick_scores import roc_area
from converter.evaluation.shifted_points import share_right
from xray_desktop.findings.finding import at_or_above
from xray_desktop.model_file.card import Calibration, Figure, Validation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.evaluation.shifted import Shifted

_CHOSEN_ON_THEM = "temperature and thresholds were chosen on these answers too"
_CLASS_FIGURES = ("specificity", "sensitivity")
"""By label."""


def calibration_on(shifted: Shifted, temperature: float) -> Calibration:
    """Measure the expected calibration error on the images as they are, with the temperature and without it."""
    after, before = (_error(shifted, sigmoid(shifted.scores.logits / at)) for at in (temperature, 1.0))
    return Calibration(
        method="none" if temperature == 1.0 else "temperature",
        temperature=temperature,
        expected_calibration_error=after,
        expected_calibration_error_before=before,
        fitted_on=shifted.describe_images(),
    )


def _error(shifted: Shifted, probabilities: NDArray[np.float64]) -> Figure:
    figure = reliability(shifted.labels, probabilities, shifted.patients)["expected_calibration_error"]
    return figure.model_copy(update={"n": shifted.images_of()})


def shifted_validation(
    shifted: Shifted, probabilities: NDArray[np.float64], threshold: float, dataset: str, whose: str = ""
) -> Validation:
    """Measure answers on the shifted validation at a threshold, all together and in each group.

    Parameters
    ----------
    shifted
        The images as they are.
    probabilities
        Of its rows, shape ``[N]``, float64, 0 to 1.
    threshold
        Of the default operating point.
    dataset
        What the images are called.
    whose
        Said before the rest; empty where the answers are those that `shifted` has.
    """
    return Validation(
        dataset=dataset,
        split=f"{whose}{shifted.describe_images()}; {_CHOSEN_ON_THEM}",
        images=shifted.images_of(),
        patients=len(np.unique(shifted.patients)),
        figures=_together(shifted, probabilities, threshold) | _in_each_group(shifted, probabilities, threshold),
    )


def _together(shifted: Shifted, probabilities: NDArray[np.float64], threshold: float) -> dict[str, Figure]:
    drawn = bootstrap({"auc": roc_area}, shifted.labels, probabilities, shifted.patients, DRAWS)
    drawn |= reliability(shifted.labels, probabilities, shifted.patients)
    # An image that several networks judged is one image.
    counted = {name: figure.model_copy(update={"n": shifted.images_of()}) for name, figure in drawn.items()}
    shares = {
        name: share_right(shifted, probabilities, threshold, label)
        for label, name in reversed(list(enumerate(_CLASS_FIGURES)))
    }
    return shares | counted


def _in_each_group(shifted: Shifted, probabilities: NDArray[np.float64], threshold: float) -> dict[str, Figure]:
    found = {}
    for name in shifted.names:
        for label, figure in reversed(list(enumerate(_CLASS_FIGURES))):
            rows = (shifted.validations == name) & (shifted.labels == label)
            if rows.any():
                right = at_or_above(probabilities, threshold) == (label == 1)
                share = weighted_proportion(right, rows.astype(np.float64), shifted.patients)
                found[f"{figure} in {name}"] = share.model_copy(update={"n": shifted.images_of(label, name)})
    return found
