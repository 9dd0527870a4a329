"""How much each training image counts in the loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.datasets.acquisition import SIDE_PX, measure_acquisition
from converter.datasets.acquisition_scores import FOLDS, acquisition_scores
from converter.errors import TrainingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.datasets.decode import ImageSet

_SMALLEST_CHANCE = 0.05
"""No image counts more than this lets it: the rarest few must not be the whole lesson."""


def image_weights(
    images: ImageSet, positions: NDArray[np.int64], wanted: str | tuple[float, float]
) -> NDArray[np.float32]:
    """Return each image's weight, 0 for those that do not train.

    Parameters
    ----------
    images
        All decoded images.
    positions
        Which of them train, shape ``[n]``, int64.
    wanted
        As in `converter.recipe.TrainingSettings.class_weights`.

    Returns
    -------
    ndarray
        Shape ``[images]``, float32, 0 or more.

    Raises
    ------
    TrainingError
        Too few patients to weigh by acquisition.
    """
    labels = images.labels[positions]
    weights = np.zeros(len(images.labels), np.float32)
    if wanted == "acquisition":
        weights[positions] = _against_acquisition(images, positions)
    else:
        weights[positions] = np.array(class_weights(labels, wanted), np.float32)[labels]
    return weights


def class_weights(labels: NDArray[np.int64], wanted: str | tuple[float, float]) -> tuple[float, float]:
    """Return the weight of each class: of the recipe, or so that both weigh the same; labels ``[N]``, 0 or 1."""
    if not isinstance(wanted, str):
        return wanted
    if wanted == "none":
        return 1.0, 1.0
    negative, positive = np.bincount(labels, minlength=2)
    return len(labels) / (2.0 * negative), len(labels) / (2.0 * positive)


def _against_acquisition(images: ImageSet, positions: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weigh by the inverse chance of the label given the acquisition, so that acquisition no longer tells the classes.

    Inverse-propensity weighting (Rosenbaum and Rubin, Biometrika 70, 1983), with acquisition as what confounds. Both
    classes weigh the same in sum. Positions are ``[n]``, int64, the weights ``[n]``, float64.
    """
    labels, patients = images.labels[positions], images.patients[positions]
    if min(len(np.unique(patients[labels == label])) for label in (0, 1)) < FOLDS:
        raise TrainingError(
            f'Weighing by acquisition needs {FOLDS} patients of each class. Set training.class_weights to "balanced".'
        )
    pictures = np.asarray(images.images[positions][..., 0], np.float32)
    sized = np.stack([cv2.resize(picture, (SIDE_PX, SIDE_PX)) for picture in pictures])
    chance = acquisition_scores(measure_acquisition(sized)[1], labels, patients)
    own = np.where(labels == 1, chance, 1.0 - chance)
    weights = 1.0 / np.maximum(own, _SMALLEST_CHANCE)
    for label in (0, 1):
        weights[labels == label] *= len(labels) / (2.0 * weights[labels == label].sum())
    return weights
