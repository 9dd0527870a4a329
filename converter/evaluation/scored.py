"""Labels and probabilities of one set of images: what every figure and picture is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.errors import EvaluationError
from converter.evaluation.metrics import confusion
from xray_desktop.findings.finding import at_or_above

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Labels and probabilities of one set of images.

    Attributes
    ----------
    labels
        Shape ``[N]``, int64, 0 or 1.
    probabilities
        Of class 1, shape ``[N]``, float64, 0 to 1.
    patients
        Who is on each image, shape ``[N]``, any dtype that sorts.
    threshold
        At or above it an image counts as positive.
    names
        Of the two classes.
    files
        Name of each image's file, relative to the data; empty where it is not known.

    Raises
    ------
    EvaluationError
        A probability is none.
    """

    labels: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    patients: NDArray[Any]
    threshold: float
    names: tuple[str, str]
    files: Sequence[str] = ()

    def __post_init__(self) -> None:
        total = len(self.probabilities)
        if broken := int(np.isnan(self.probabilities).sum()):
            raise EvaluationError(
                f"The model's answer is not a number for {broken} of {total} images, so nothing is measured. "
                "Its weights may be damaged, or its training may have broken down."
            )
        if outside := int(((self.probabilities < 0.0) | (self.probabilities > 1.0)).sum()):
            raise EvaluationError(
                f"The model's answer lies outside 0 to 1 for {outside} of {total} images, so it is no probability and "
                "nothing is measured."
            )

    @property
    def called(self) -> NDArray[np.int64]:
        """The class that the model says, shape ``[N]``, 0 or 1."""
        return at_or_above(self.probabilities, self.threshold).astype(np.int64)

    @property
    def both_classes(self) -> bool:
        """Whether there are images of each."""
        return len(np.unique(self.labels)) == len(self.names)

    @property
    def class_counts(self) -> dict[str, int]:
        """Images of each class, by its name."""
        return {name: int((self.labels == label).sum()) for label, name in enumerate(self.names)}

    @property
    def patient_count(self) -> int:
        """Patients in the set."""
        return len(np.unique(self.patients))

    @property
    def confusion(self) -> NDArray[np.int64]:
        """The counts of `converter.evaluation.metrics.confusion`, ``[2, 2]``, int64."""
        return confusion(self.labels, self.probabilities, self.threshold)

    @property
    def counts_text(self) -> str:
        """Images, patients and classes, for titles."""
        classes = ", ".join(f"{count:,} {name}" for name, count in self.class_counts.items())
        return f"{len(self.labels):,} images of {self.patient_count:,} patients: {classes}"
