"""Which images train and which are held out: grouped by patient, the same share of each class, seeded.

A group is what may not be divided: the images of one patient, and of everyone who shares a file of the same bytes.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.labelled_file import LABELS
from converter.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.datasets.labelled_file import LabelledFile

COLUMNS = ("file", "label", "patient", "sha256", "part")
"""Of a manifest."""

PARTS = ("train", "held-out")
"""Names of the two sides, by whether they are held out."""

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

    def part(self, *, held_out: bool) -> Split:
        """Return one side alone."""
        positions = np.flatnonzero(self.held_out == held_out).tolist()
        files = [self.files[position] for position in positions]
        return Split(files, [self.sha256[position] for position in positions], np.full(len(files), held_out))

    def manifest(self, folder: Path | None = None) -> str:
        """Write the split as CSV, which `converter.datasets.manifest` reads back.

        Parameters
        ----------
        folder
            Where the manifest will lie: files below it are named relative to it, so that both can be moved together.
            All others, and all of them where None, are named by their absolute path.
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        base = folder and folder.resolve()
        for file, digest, held in zip(self.files, self.sha256, self.held_out, strict=True):
            path = file.path.relative_to(base) if base and file.path.is_relative_to(base) else file.path
            writer.writerow([path.as_posix(), LABELS[file.label], file.patient, digest, PARTS[int(held)]])
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
    groups = groups_of(files, sha256)
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


def folds_by_patient(files: Sequence[LabelledFile], sha256: Sequence[str], k: int, seed: int) -> list[Split]:
    """Divide the patients into folds; each fold is held out once.

    Groups are those of `split_by_patient`. scikit-learn deals them out so that the shares of the classes differ little.

    Parameters
    ----------
    files
        Labelled files of both classes.
    sha256
        Of each file; empty counts as unlike any other.
    k
        How many folds, 2 or more.
    seed
        The same seed and files give the same folds.

    Raises
    ------
    DatasetError
        Fewer than two folds, or a class has fewer patients than there are folds.
    """
    # Several seconds, and nothing else of a split or a manifest needs it.
    from sklearn.model_selection import StratifiedGroupKFold

    if k < _FEWEST_GROUPS:
        raise DatasetError("There have to be two folds or more.")
    groups = groups_of(files, sha256)
    labels = np.array([file.label for file in files])
    for label, name in enumerate(LABELS):
        count = sum(bool((labels[group] == label).any()) for group in groups)
        if count < k:
            raise DatasetError(
                f"The class {name} has {count} separate patient{'s' * (count != 1)}, which is too few for {k} folds."
            )
    group_of = np.empty(len(files), np.int64)
    for number, group in enumerate(groups):
        group_of[group] = number
    dealt = StratifiedGroupKFold(k, shuffle=True, random_state=seed).split(labels, labels, group_of)
    folds = [Split(files, sha256, np.isin(np.arange(len(files)), held_out)) for _rest, held_out in dealt]
    # A patient with images of both classes can leave a fold without one of them.
    if any(len(np.unique(labels[fold.held_out])) < len(LABELS) for fold in folds):
        raise DatasetError("Too few patients have images of one class only. Ask for fewer folds.")
    return folds


def groups_of(files: Sequence[LabelledFile], sha256: Sequence[str]) -> list[list[int]]:
    """Join files of one patient and files of the same bytes, by union and find; return the positions of each group."""
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
