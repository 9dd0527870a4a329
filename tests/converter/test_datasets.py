from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.datasets.decode import decode_images
from converter.datasets.labelled import LabelledFile, digests, find_labelled
from converter.datasets.patients import patient_of_name
from converter.datasets.split import split_by_patient
from converter.errors import DatasetError
from tests.converter.tiny import write_folder
from xray_desktop.imaging.preprocess import InputSpec, preprocess
from xray_desktop.imaging.reader import read_image

SPEC = InputSpec(16, 20)


@pytest.mark.parametrize(
    ("stem", "patient"),
    [
        ("person12_bacteria_47", "person12"),
        ("person1320_virus_2283", "person1320"),
        ("IM-0115-0001", "IM-0115"),
        ("NORMAL2-IM-0927-0001", "NORMAL2-IM-0927"),
        ("scan_001", "scan_001"),
        ("IM-0115", "IM-0115"),
    ],
)
def test_patients_are_told_from_known_names_only(stem: str, patient: str) -> None:
    assert patient_of_name(stem) == patient


@pytest.mark.real_data
def test_names_tell_what_the_manifest_of_the_real_set_tells(real_data: Path) -> None:
    with (real_data / "chest_xray" / "manifest.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 5232
    assert [row["file"] for row in rows if patient_of_name(Path(row["file"]).stem) != row["patient"]] == []


def test_class_folders_are_found_directly_and_in_subfolders(tmp_path: Path) -> None:
    write_folder(tmp_path / "train", patients=3)
    write_folder(tmp_path / "val", patients=2)
    assert len(find_labelled(tmp_path / "train")) == 6
    both = find_labelled(tmp_path)
    assert len(both) == 10
    assert both[0].relative == "train/NORMAL/IM-0000-0000.png"
    assert {file.label for file in both if "/PNEUMONIA/" in file.relative} == {1}


def test_a_test_folder_is_left_out_on_request(tmp_path: Path) -> None:
    write_folder(tmp_path / "train", patients=3)
    write_folder(tmp_path / "test", patients=2)
    assert {file.relative.split("/")[0] for file in find_labelled(tmp_path, leave_out=("test",))} == {"train"}


def test_other_files_beside_the_images_do_not_matter(tmp_path: Path) -> None:
    write_folder(tmp_path, patients=2)
    (tmp_path / "NORMAL" / "notes.txt").write_text("read twice")
    assert len(find_labelled(tmp_path)) == 4


def test_the_manifest_goes_before_the_name(tmp_path: Path) -> None:
    write_folder(tmp_path / "set", patients=2)
    (tmp_path / "manifest.csv").write_text("file,patient\nset/NORMAL/IM-0000-0000.png,somebody\n")
    patients = {file.relative: file.patient for file in find_labelled(tmp_path / "set")}
    assert patients["NORMAL/IM-0000-0000.png"] == "somebody"
    assert patients["NORMAL/IM-0001-0000.png"] == "IM-0001"


@pytest.mark.parametrize("missing", ["NORMAL", "PNEUMONIA", "both"])
def test_a_missing_class_is_named(tmp_path: Path, missing: str) -> None:
    write_folder(tmp_path, patients=1)
    for name in ("NORMAL", "PNEUMONIA") if missing == "both" else (missing,):
        shutil.rmtree(tmp_path / name)
    with pytest.raises(DatasetError, match="NORMAL" if missing == "both" else missing):
        find_labelled(tmp_path)


def test_no_folder_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="does not exist"):
        find_labelled(tmp_path / "nowhere")


def test_an_unreadable_file_has_no_digest(tmp_path: Path) -> None:
    gone = LabelledFile(tmp_path / "gone.png", "gone.png", 0, "a")
    write_folder(tmp_path, patients=1)
    first, second = digests([gone, find_labelled(tmp_path)[0]])
    assert first == ""
    assert len(second) == 64


def _files(patients: list[tuple[int, int]]) -> list[LabelledFile]:
    return [
        LabelledFile(Path(f"/{number}"), str(number), label, f"{label}-{patient}")
        for number, (label, patient) in enumerate(patients)
    ]


@given(
    patients=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 9)), min_size=4, max_size=60),
    copies=st.lists(st.integers(0, 5), min_size=60, max_size=60),
    seed=st.integers(0, 5),
)
def test_neither_patients_nor_bytes_cross_the_split(
    patients: list[tuple[int, int]], copies: list[int], seed: int
) -> None:
    files = _files([(0, 100), (0, 101), (1, 100), (1, 101), *patients])
    # Duplicates stay within a class: in the whole real set none crosses a label.
    sha256 = [f"{file.label}-{copy}" if copy else "" for file, copy in zip(files, [0] * 4 + copies, strict=False)]
    split = split_by_patient(files, sha256, 0.2, seed)
    for mark in ([file.patient for file in files], sha256):
        sides: dict[str, set[bool]] = {}
        for name, held in zip(mark, split.held_out.tolist(), strict=True):
            if name:
                sides.setdefault(name, set()).add(held)
        assert all(len(side) == 1 for side in sides.values())
    for label in (0, 1):
        assert {held for file, held in zip(files, split.held_out.tolist(), strict=True) if file.label == label} == {
            True,
            False,
        }


def test_about_the_share_of_each_class_is_held_out_and_the_seed_decides() -> None:
    files = _files([(0, patient) for patient in range(50)] + [(1, patient) for patient in range(150)])
    split = split_by_patient(files, [""] * 200, 0.1, seed=1)
    labels = np.array([file.label for file in files])
    assert split.held_out[labels == 0].sum() == 5
    assert split.held_out[labels == 1].sum() == 15
    again = split_by_patient(files, [""] * 200, 0.1, seed=1)
    other = split_by_patient(files, [""] * 200, 0.1, seed=2)
    assert again.manifest() == split.manifest()
    assert other.manifest() != split.manifest()


def test_a_single_patient_cannot_be_split() -> None:
    with pytest.raises(DatasetError, match="PNEUMONIA has a single patient"):
        split_by_patient(_files([(0, 1), (0, 2), (1, 1), (1, 1)]), [""] * 4, 0.5, 1)


@pytest.mark.real_data
def test_the_real_set_splits_by_patient(real_data: Path) -> None:
    files = find_labelled(real_data / "chest_xray")
    assert len(files) == 5232
    split = split_by_patient(files, [""] * len(files), 0.1, seed=1)
    held = {file.patient for file, side in zip(files, split.held_out, strict=True) if side}
    trained = {file.patient for file, side in zip(files, split.held_out, strict=True) if not side}
    assert not held & trained
    assert 0.09 < split.held_out.mean() < 0.12


def test_images_are_what_the_viewer_feeds_a_model(tmp_path: Path) -> None:
    files = find_labelled(write_folder(tmp_path, patients=3))
    decoded = decode_images(files, SPEC)
    expected = np.concatenate([preprocess(read_image(file.path), SPEC).tensor for file in files])
    assert decoded.images.shape == (6, 16, 20, 1)
    # Half precision keeps an eighth of a grey level.
    np.testing.assert_allclose(decoded.batch(np.arange(6)), expected, atol=0.07)
    assert decoded.labels.tolist() == [0, 0, 0, 1, 1, 1]
    assert decoded.patients.tolist() == [file.patient for file in files]


def test_a_cache_file_holds_the_same(tmp_path: Path) -> None:
    files = find_labelled(write_folder(tmp_path / "set", patients=2))
    cached = decode_images(files, SPEC, tmp_path / "cache.npy")
    np.testing.assert_array_equal(cached.images, decode_images(files, SPEC).images)
    assert isinstance(cached.images, np.memmap)


def test_unreadable_files_are_left_out_and_named(tmp_path: Path) -> None:
    write_folder(tmp_path, patients=2)
    (tmp_path / "NORMAL" / "text.png").write_text("no picture")
    seen: list[None] = []
    decoded = decode_images(find_labelled(tmp_path), SPEC, on_image=lambda: seen.append(None))
    assert len(decoded.labels) == 4
    assert len(seen) == 5
    (left_out,) = decoded.unreadable
    assert left_out.file.relative == "NORMAL/text.png"
    assert left_out.sentence.endswith(".")


def test_a_class_of_which_nothing_can_be_read_is_an_error(tmp_path: Path) -> None:
    write_folder(tmp_path, patients=1)
    for file in (tmp_path / "NORMAL").iterdir():
        os.truncate(file, 20)
    with pytest.raises(DatasetError, match="None of the images of one class"):
        decode_images(find_labelled(tmp_path), SPEC)


def test_16_bit_images_keep_their_depth(tmp_path: Path) -> None:
    write_folder(tmp_path, patients=1)
    ramp = np.linspace(0, 65535, 400).reshape(20, 20).astype(np.uint16)
    cv2.imwrite(str(tmp_path / "NORMAL" / "deep.png"), ramp)
    deep = decode_images([file for file in find_labelled(tmp_path) if "deep" in file.relative], InputSpec(20, 20))
    assert len(np.unique(deep.images)) > 300
