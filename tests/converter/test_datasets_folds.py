"""Folds: whole patients, every image held out once, classes alike, the seed decides."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from converter.datasets.labelled import LABELS, LabelledFile, find_labelled
from converter.datasets.split import folds_by_patient
from converter.errors import DatasetError


def _files(images: list[list[int]]) -> list[LabelledFile]:
    """Make up patients of each class, each with as many images as is said."""
    owners = [
        (label, patient)
        for label, counts in enumerate(images)
        for patient, count in enumerate(counts)
        for _image in range(count)
    ]
    return [
        LabelledFile(Path(f"/{number}"), str(number), label, f"{label}-{patient}")
        for number, (label, patient) in enumerate(owners)
    ]


_COUNTS = st.lists(st.integers(1, 5), min_size=6, max_size=25)


@settings(max_examples=30)
@given(
    normal=_COUNTS,
    ill=_COUNTS,
    copies=st.lists(st.integers(0, 60), min_size=250),
    k=st.integers(2, 6),
    seed=st.integers(0, 99),
)
def test_folds_keep_patients_and_bytes_together_and_classes_alike(
    normal: list[int], ill: list[int], copies: list[int], k: int, seed: int
) -> None:
    files = _files([normal, ill])
    # Few files share their bytes, and only with neighbours, so that enough separate patients remain.
    sha256 = [f"{number // 2}" if copy == 1 else "" for number, copy in zip(range(len(files)), copies, strict=False)]
    try:
        folds = folds_by_patient(files, sha256, k, seed)
    except DatasetError:
        reject()
    assert len(folds) == k
    assert (np.sum([fold.held_out for fold in folds], axis=0) == 1).all()
    for fold in folds:
        for marks in ([file.patient for file in files], sha256):
            held = {mark for mark, out in zip(marks, fold.held_out, strict=True) if out and mark}
            trained = {mark for mark, out in zip(marks, fold.held_out, strict=True) if not out and mark}
            assert not held & trained
        assert {file.label for file, out in zip(files, fold.held_out, strict=True) if out} == {0, 1}
    again = folds_by_patient(files, sha256, k, seed)
    assert [fold.held_out.tolist() for fold in again] == [fold.held_out.tolist() for fold in folds]


@settings(max_examples=30)
@given(normal=_COUNTS, ill=_COUNTS, k=st.integers(2, 6), seed=st.integers(0, 99))
def test_no_fold_is_further_than_a_patient_from_its_share(normal: list[int], ill: list[int], k: int, seed: int) -> None:
    files = _files([normal, ill])
    labels = np.array([file.label for file in files])
    for fold in folds_by_patient(files, [""] * len(files), k, seed):
        for label in range(len(LABELS)):
            assert abs((labels[fold.held_out] == label).sum() - (labels == label).sum() / k) <= 5


def test_another_seed_gives_other_folds() -> None:
    files = _files([[1] * 30, [2] * 30])
    first, other = (folds_by_patient(files, [""] * len(files), 5, seed)[0].held_out.tolist() for seed in (1, 2))
    assert first != other


def test_more_folds_than_patients() -> None:
    with pytest.raises(DatasetError, match="class NORMAL has 3 separate patients, which is too few for 4 folds"):
        folds_by_patient(_files([[2, 2, 2], [1] * 9]), [""] * 15, 4, 1)
    with pytest.raises(DatasetError, match="class PNEUMONIA has 1 separate patient,"):
        folds_by_patient(_files([[2, 2, 2], [9]]), [""] * 15, 2, 1)
    with pytest.raises(DatasetError, match="class NORMAL has 2 separate patients"):
        folds_by_patient(_files([[1, 1, 1], [1] * 9]), ["same", "same", *[""] * 10], 3, 1)


def test_one_fold_is_none() -> None:
    with pytest.raises(DatasetError, match="two folds or more"):
        folds_by_patient(_files([[1] * 4, [1] * 4]), [""] * 8, 1, 1)


def test_patients_with_both_labels_cannot_fill_every_fold() -> None:
    files = [LabelledFile(Path(f"/{n}"), str(n), n % 2, f"{n // 2}") for n in range(4)]
    folds = folds_by_patient(files, [""] * 4, 2, 1)
    assert [fold.held_out.sum() for fold in folds] == [2, 2]


@pytest.mark.real_data
def test_the_real_set_in_five_folds(real_data: Path) -> None:
    files = find_labelled(real_data / "chest_xray")
    labels = np.array([file.label for file in files])
    folds = folds_by_patient(files, [""] * len(files), 5, seed=1)
    shares = [labels[fold.held_out].mean() for fold in folds]
    assert max(shares) - min(shares) < 0.005
    assert max(fold.held_out.sum() for fold in folds) - min(fold.held_out.sum() for fold in folds) < 30
