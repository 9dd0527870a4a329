"""The shifted validation: groups of images that are unlike the rest, each scored by networks that never saw the group.

A random validation split comes from the same plates as training. Here whole groups were held out (a naming series, an
acquisition group, ...), one after the other, and a network of the same recipe was trained without each. What these
networks say of their groups is the nearest thing to what a network of this recipe says of another hospital.

Groups differ in size by chance, so each weighs the same; so do the images as they are and all their stressed copies
together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.evaluation.calibration import settled_temperature, sigmoid
from converter.evaluation.held_out import HeldOut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_AS_THEY_ARE = 0.5
"""What the images as they are weigh; the rest is for their stressed copies."""


@dataclass(frozen=True, slots=True, eq=False)
class Shifted:
    """Scores of the shifted validation, one row for each image and network.

    Attributes
    ----------
    validations
        Which group each row belongs to, shape ``[N]``, text.
    images
        SHA-256 of the file, shape ``[N]``, text; an image has a row for each network that judged it.
    scores
        Of the rows.
    judges
        Whose answers these are, in words.
    """

    validations: NDArray[Any]
    images: NDArray[Any]
    scores: HeldOut
    judges: str

    @classmethod
    def join(cls, parts: Sequence[tuple[str, NDArray[Any], HeldOut]], judges: str) -> Shifted:
        """Put together what held-out runs say: a group's name, its images' SHA-256 (``[N]``, text) and their scores."""
        names = np.concatenate([np.full(len(images), name) for name, images, _ in parts])
        images = np.concatenate([images for _, images, _ in parts])
        return cls(names, images, HeldOut.join([scores for _, _, scores in parts]), judges)

    @property
    def labels(self) -> NDArray[np.int64]:
        """Of each row, ``[N]``, int64, 0 or 1."""
        return self.scores.labels

    @property
    def patients(self) -> NDArray[Any]:
        """Of each row, ``[N]``, text."""
        return self.scores.patients

    @property
    def names(self) -> list[str]:
        """Return the groups' names, each once."""
        return [str(name) for name in np.unique(self.validations)]

    def images_of(self, label: int | None = None, validation: str | None = None) -> int:
        """Count different images, of a class or of a group where one is named."""
        wanted = np.ones(len(self.labels), bool)
        if label is not None:
            wanted &= self.labels == label
        if validation is not None:
            wanted &= self.validations == validation
        return len(np.unique(self.images[wanted]))

    def weights(self, label: int) -> NDArray[np.float64]:
        """Return the weight of each row among those of a class: groups weigh the same, rows of a group too.

        Returns
        -------
        ndarray
            Shape ``[N]``, float64, 0 for the other class, sum 1.
        """
        weights = np.zeros(len(self.labels))
        for name in self.names:
            rows = (self.validations == name) & (self.labels == label)
            if rows.any():
                weights[rows] = 1.0 / rows.sum()
        shares: NDArray[np.float64] = weights / weights.sum()
        return shares

    def copy_weights(self) -> NDArray[np.float64]:
        """Return the weights of the images as they are and of their stressed copies, ``[copies]``, float64; sum 1."""
        changes = len(self.scores.stressed)
        if not changes:
            return np.ones(1)
        return np.array([_AS_THEY_ARE, *np.full(changes, (1.0 - _AS_THEY_ARE) / changes)])

    def copies(self, temperature: float) -> NDArray[np.float64]:
        """Return the probabilities of the images as they are and of their stressed copies, ``[copies, N]``, float64."""
        return sigmoid(np.concatenate([self.scores.logits[None], self.scores.stressed]) / temperature)

    def temperature(self) -> float:
        """Fit the temperature on all rows and their copies; 1 where nothing settles it."""
        rows = np.zeros(len(self.labels))
        for name in self.names:
            inside = self.validations == name
            rows[inside] = 1.0 / inside.sum()
        labels, logits, _ = self.scores.pooled()
        return settled_temperature(logits, labels, np.outer(self.copy_weights(), rows).reshape(-1))

    def describe_images(self) -> str:
        """Say which images these are, for the card."""
        groups = ", ".join(f"{name} ({self.images_of(validation=name):,} images)" for name in self.names)
        changes = len(self.scores.stressed)
        return (
            f"shifted validation: {self.images_of():,} images of {len(np.unique(self.patients)):,} patients in the "
            f"held-out groups {groups}, judged by {self.judges}, each trained without the group that it judges; groups "
            f"weigh the same; as they are, and with as much weight under {changes} changes. The figures are "
            "those of the held-out runs: this model itself may have been trained on these images"
        )
