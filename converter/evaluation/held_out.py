"""What a network says of held-out images and of their stressed copies: all that calibration and the card need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.errors import RunFolderError
from converter.evaluation.stress import STRESSES, stressed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.datasets.decode import ImageSet
    from converter.evaluation.keras_predictor import Scorer

_SAMPLES = 24
"""Images kept for the parity gate, spread over the set."""


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Scores of held-out images.

    Attributes
    ----------
    labels
        Shape ``[N]``, int64, 0 or 1.
    patients
        Shape ``[N]``, text.
    logits
        Shape ``[N]``, float64, before calibration.
    stressed
        Shape ``[stresses, N]``, float64: the logits of each stressed copy, in the order of `stress_names`.
    stress_names
        Names of the stresses, shape ``[stresses]``, text.
    samples
        A few of the images, shape ``[n, rows, columns, 1]``, float16, 0 to 255.
    """

    labels: NDArray[np.int64]
    patients: NDArray[Any]
    logits: NDArray[np.float64]
    stressed: NDArray[np.float64]
    stress_names: NDArray[Any]
    samples: NDArray[np.float16]

    def pooled(self) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[Any]]:
        """Return labels, logits and patients of the images and all their copies together, ``[copies * N]`` each."""
        copies = 1 + len(self.stressed)
        logits = np.concatenate([self.logits, self.stressed.reshape(-1)])
        return np.tile(self.labels, copies), logits, np.tile(self.patients, copies)

    @classmethod
    def join(cls, parts: Sequence[HeldOut]) -> HeldOut:
        """Put the scores of several networks one after the other; stresses that not all have are left out.

        An image that several of them held out is there several times.
        """
        shared = [str(name) for name in parts[0].stress_names if all(name in part.stress_names for part in parts)]
        return cls(
            np.concatenate([part.labels for part in parts]),
            np.concatenate([part.patients for part in parts]),
            np.concatenate([part.logits for part in parts]),
            np.concatenate([part.under(shared) for part in parts], axis=1),
            np.array(shared),
            _spread(np.concatenate([part.samples for part in parts])),
        )

    def under(self, stresses: Sequence[str]) -> NDArray[np.float64]:
        """Return the logits under these stresses, in this order, shape ``[stresses, N]``, float64."""
        positions = [self.stress_names.tolist().index(name) for name in stresses]
        return self.stressed[positions]

    def rows(self, rows: Sequence[int], stresses: Sequence[str] | None = None) -> HeldOut:
        """Take some of the images, in this order, and some of the stresses; all of these where None."""
        names = self.stress_names.tolist() if stresses is None else list(stresses)
        return HeldOut(
            self.labels[rows],
            self.patients[rows],
            self.logits[rows],
            self.under(names)[:, rows],
            np.array(names),
            self.samples,
        )

    def save(self, file: Path) -> None:
        """Write it into a run folder."""
        np.savez_compressed(
            file,
            labels=self.labels,
            patients=self.patients,
            logits=self.logits,
            stressed=self.stressed,
            stress_names=self.stress_names,
            samples=self.samples,
        )

    @classmethod
    def load(cls, file: Path) -> HeldOut:
        """Read it back.

        Raises
        ------
        RunFolderError
            It is not there or not readable.
        """
        try:
            with np.load(file, allow_pickle=False) as stored:
                return cls(**{name: stored[name] for name in stored.files})
        except (OSError, ValueError, TypeError) as error:
            raise RunFolderError("The run folder has no scores of held-out images: training did not end.") from error


def score_held_out(scorer: Scorer, images: ImageSet) -> HeldOut:
    """Score held-out images as they are and under every stress.

    Parameters
    ----------
    scorer
        The network.
    images
        Held-out images.
    """
    clean = scorer.logits(images.images)
    pictures = np.asarray(images.images[..., 0], np.float32)
    under_stress = []
    for name in STRESSES:
        under_stress.append(scorer.logits(stressed(pictures, name)[..., None]))
    names, samples = np.array(list(STRESSES)), _spread(images.images)
    return HeldOut(images.labels, images.patients, clean, np.stack(under_stress), names, samples)


def _spread(pictures: NDArray[np.float16]) -> NDArray[np.float16]:
    """Take a few pictures, spread over the stack ``[N, ...]``."""
    chosen = np.unique(np.linspace(0, len(pictures) - 1, min(_SAMPLES, len(pictures))).astype(int))
    return np.asarray(pictures[chosen], pictures.dtype)
