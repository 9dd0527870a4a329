"""Which images train and which are held out: grouped by patient, the same share of each class, seeded."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.labelled import LABELS
from converter.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from converter.datasets.labelled import LabelledFile

_PARTS = ("train", "held-out")
_FEWEST_GROUPS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Files, their digests, and which of them are held out.

    Attributes
    ----------
    files
        All of them, in order.
    sha256
        Of each file, in hexadecimal.
    held_out
        Shape ``[files]``, bool.
    """

    files: Sequence[LabelledFile]
    sha256: Sequence[str]
    held_out: NDArray[np.bool_]

    def manifest(self) -> str:
        """Write the split as CSV: enough to make it again, and to see who was where."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["file", "label", "patient", "sha256", "part"])
        for file, digest, held in zip(self.files, self.sha256, self.held_out, strict=True):
            writer.writerow([file.relative, LABELS[file.label], file.patient, digest, _PARTS[int(held)]])
        return text.getvalue()


def split_by_patient(files: Sequence[LabelledFile], sha256: Sequence[str], share: float, seed: int) -> Split:
    """Hold out a share of the patients of each class.

    Files with the same bytes stay on one side, and so do all images of their patients.

    Parameters
    ----------
    files
        Labelled files of both classes.
    sha256
        Of each file; empty counts as unlike any other.
    share
        Of the images of each class that is held out; whole patients, so about.
    seed
        The same seed and files give the same split.

    Raises
    ------
    DatasetError
        A class has a single patient.
    """
    groups = _groups(files, sha256)
    held_out = np.zeros(len(files), bool)
    for label, name in enumerate(LABELS):
        # A patient with images of both classes counts as one of the positive class.
        own = [group for group in groups if max(files[position].label for position in group) == label]
        if len(own) < _FEWEST_GROUPS:
            raise DatasetError(f"The class {name} has a single patient, so no patient can be held out.")
        wanted = max(1.0, share * sum(len(group) for group in own))
        order = np.random.default_rng([seed, label]).permutation(len(own))
        taken = 0
        for position in order[:-1]:
            if taken >= wanted:
                break
            held_out[own[position]] = True
            taken += len(own[position])
    return Split(files, sha256, held_out)


def _groups(files: Sequence[LabelledFile], sha256: Sequence[str]) -> list[list[int]]:
    """Join files of one patient and files of the same bytes, by union and find."""
    parent = list(range(len(files)))

    def root(position: int) -> int:
        while parent[position] != position:
            parent[position] = parent[parent[position]]
            position = parent[position]
        return position

    first_with: dict[str, int] = {}
    for position, (file, digest) in enumerate(zip(files, sha256, strict=True)):
        for mark in (f"patient {file.patient}", f"bytes {digest}" if digest else ""):
            if mark:
                parent[root(position)] = root(first_with.setdefault(mark, position))
    groups: dict[int, list[int]] = {}
    for position in range(len(files)):
        groups.setdefault(root(position), []).append(position)
    return list(groups.values())
