"""What the user wants to know of labelled images before training on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.utils.class_weight import compute_class_weight

from converter.datasets.labelled import LABELS
from converter.datasets.near_duplicates import find_near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from converter.datasets.labelled import LabelledFile
    from converter.datasets.survey import Survey

TRAINING = "train"
"""The split that class weights are computed on, where there is one of this name."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Files that show one plate.

    Attributes
    ----------
    groups
        Positions in `Survey.files`: two or more for files of the same bytes, two for a near pair.
    correlations
        Of each group; 1 for the same bytes.
    across_splits, across_labels, across_patients
        How many of the groups hold files of more than one.
    """

    groups: Sequence[Sequence[int]]
    correlations: Sequence[float]
    across_splits: int
    across_labels: int
    across_patients: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found.

    Attributes
    ----------
    counts
        Readable images by split and class name.
    patients
        Patients by split.
    class_weights
        By class name, such that both classes weigh the same; empty where a class has no readable image.
    sizes
        Images by their rows and columns, the most frequent first.
    patients_across_splits, patients_with_both_labels
        Who they are, sorted.
    byte_duplicates, near_duplicates
        Files of the same bytes; and pairs that show one plate although their bytes differ.
    """

    counts: Mapping[str, Mapping[str, int]]
    patients: Mapping[str, int]
    class_weights: Mapping[str, float]
    sizes: Sequence[tuple[tuple[int, int], int]]
    patients_across_splits: Sequence[str]
    patients_with_both_labels: Sequence[str]
    byte_duplicates: Duplicates
    near_duplicates: Duplicates


def inspect(survey: Survey) -> Inspection:
    """Count and compare what was seen."""
    splits = list(dict.fromkeys(survey.splits))
    labels = [LABELS[file.label] for file in survey.files]
    people = [file.patient for file in survey.files]
    counted = Counter(zip(survey.splits, labels, strict=True))
    return Inspection(
        counts={split: {label: counted[split, label] for label in LABELS} for split in splits},
        patients={split: len(values) for split, values in _values_by(survey.splits, people).items()},
        class_weights=_class_weights(survey),
        sizes=Counter((int(rows), int(columns)) for rows, columns in survey.sizes).most_common(),
        patients_across_splits=_with_several(people, survey.splits),
        patients_with_both_labels=_with_several(people, labels),
        byte_duplicates=_same_bytes(survey),
        near_duplicates=_near(survey),
    )


def _class_weights(survey: Survey) -> dict[str, float]:
    trains = TRAINING in survey.splits
    labels = [
        file.label for file, split in zip(survey.files, survey.splits, strict=True) if not trains or split == TRAINING
    ]
    if len(set(labels)) < len(LABELS):
        return {}
    weights = compute_class_weight("balanced", classes=np.arange(len(LABELS)), y=np.array(labels))
    return {name: float(weight) for name, weight in zip(LABELS, weights, strict=True)}


def _values_by(keys: Iterable[str], values: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, value in zip(keys, values, strict=True):
        found.setdefault(key, set()).add(value)
    return found


def _with_several(keys: Iterable[str], values: Iterable[str]) -> list[str]:
    return sorted(key for key, several in _values_by(keys, values).items() if len(several) > 1)


def _same_bytes(survey: Survey) -> Duplicates:
    groups: dict[str, list[int]] = {}
    for position, sha256 in enumerate(survey.sha256):
        groups.setdefault(sha256 or f"position {position}", []).append(position)
    several = [group for group in groups.values() if len(group) > 1]
    return _described(survey, several, [1.0] * len(several))


def _near(survey: Survey) -> Duplicates:
    pairs = [pair for pair in find_near(survey.thumbnails) if survey.sha256[pair.first] != survey.sha256[pair.second]]
    return _described(survey, [(pair.first, pair.second) for pair in pairs], [pair.correlation for pair in pairs])


def _described(survey: Survey, groups: Sequence[Sequence[int]], correlations: Sequence[float]) -> Duplicates:
    def files(group: Sequence[int]) -> list[LabelledFile]:
        return [survey.files[position] for position in group]

    return Duplicates(
        groups=groups,
        correlations=correlations,
        across_splits=sum(len({survey.splits[position] for position in group}) > 1 for group in groups),
        across_labels=sum(len({file.label for file in files(group)}) > 1 for group in groups),
        across_patients=sum(len({file.patient for file in files(group)}) > 1 for group in groups),
    )
