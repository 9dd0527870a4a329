"""Figures of a cross-validation: of each fold, of their spread, and of all out-of-fold answers together.

Every image is scored once, by the network that has not seen its patient. Two things are said of each figure, and they
are not the same. The spread over the folds shows how much the figure moves with the images that train and test; it is
no confidence interval, since the folds' networks share most of their training images (Bengio and Grandvalet, JMLR 5,
2004: the variance of k-fold cross-validation has no unbiased estimate). The interval of the pooled figure draws whole
patients; it says how the figure would move with other patients, the networks being what they are.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.datasets.labelled_file import LABELS
from converter.evaluation.metrics import measure, patient_intervals
from converter.evaluation.optimal import youden
from converter.evaluation.scored import Scored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.model_file.card import Figure

HALF = 0.5
AT_HALF = ("sensitivity", "specificity", "accuracy")
WITHOUT_THRESHOLD = ("auc", "average_precision")
OF_PROBABILITY = ("brier", "expected_calibration_error")

READING = (
    "Spread over folds: mean, standard deviation and range of the folds' figures. It is no confidence interval: the "
    "folds' networks share most of their training images. Pooled: every image scored once by the network that has not "
    "seen its patient, with 95 % intervals that draw whole patients; they leave out that training again would give "
    "other networks. The Youden threshold was chosen on these very answers, so its figures are optimistic. Where early "
    "stopping, the choice of the best epoch or a plateau watched the held-out patients of a fold, the fold's figures "
    "are optimistic too."
)


@dataclass(frozen=True, slots=True, eq=False)
class OutOfFold:
    """One answer for each image.

    Attributes
    ----------
    files
        Names of the files, relative to the data.
    patients
        Shape ``[N]``, text.
    labels
        Shape ``[N]``, 0 or 1.
    folds
        In which fold the image was held out, from 1, shape ``[N]``.
    probabilities
        Of the positive class, before calibration, shape ``[N]``.
    """

    files: list[str]
    patients: NDArray[Any]
    labels: NDArray[np.int64]
    folds: NDArray[np.int64]
    probabilities: NDArray[np.float64]

    def table(self) -> str:
        """Write it as CSV."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["file", "patient", "label", "fold", "probability"])
        names = [LABELS[label] for label in self.labels.tolist()]
        writer.writerows(
            zip(self.files, self.patients, names, self.folds.tolist(), self.probabilities.tolist(), strict=True)
        )
        return text.getvalue()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a cross-validation found.

    Attributes
    ----------
    threshold
        Pooled Youden threshold.
    folds
        For each fold, each figure's value.
    pooled
        Each figure of all out-of-fold answers, with its interval.
    """

    threshold: float
    folds: list[dict[str, float]]
    pooled: dict[str, Figure]

    def spread(self, name: str) -> dict[str, float]:
        """Return mean, standard deviation (of a sample), least and largest value of a figure over the folds."""
        values = np.array([fold[name] for fold in self.folds])
        return {
            "mean": float(values.mean()),
            "standard_deviation": float(values.std(ddof=1)),
            "minimum": float(values.min()),
            "maximum": float(values.max()),
        }


def summarise(answers: OutOfFold) -> Summary:
    """Measure the folds and all of them together.

    Raises
    ------
    EvaluationError
        A probability is none.
    """
    pooled = Scored(answers.labels, answers.probabilities, answers.patients, HALF, LABELS)
    threshold = youden(pooled).threshold
    return Summary(
        threshold,
        [_values(answers, answers.folds == fold, threshold) for fold in np.unique(answers.folds)],
        _pooled(answers, threshold),
    )


def _values(answers: OutOfFold, inside: NDArray[np.bool_], threshold: float) -> dict[str, float]:
    """Return a fold's figures without intervals; which images are in it, ``[N]``, bool."""
    part = answers.labels[inside], answers.probabilities[inside], answers.patients[inside]
    at_half, at_youden = (measure(*part, at, draws=0) for at in (HALF, threshold))
    found = {name: at_half[name].value for name in (*WITHOUT_THRESHOLD, *AT_HALF)}
    found |= {f"{name}_at_youden": at_youden[name].value for name in AT_HALF}
    return found | {name: at_half[name].value for name in OF_PROBABILITY}


def _pooled(answers: OutOfFold, threshold: float) -> dict[str, Figure]:
    part = answers.labels, answers.probabilities, answers.patients
    drawn = measure(*part, HALF)
    at_half, at_youden = (patient_intervals(*part, at) for at in (HALF, threshold))
    found = {name: drawn[name] for name in WITHOUT_THRESHOLD} | {name: at_half[name] for name in AT_HALF}
    found |= {f"{name}_at_youden": at_youden[name] for name in AT_HALF}
    return found | {name: drawn[name] for name in OF_PROBABILITY}
