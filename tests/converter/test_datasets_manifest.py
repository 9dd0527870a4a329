"""A split that is written down reads back the same, and a manifest that cannot be used says where."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from converter.datasets.decode import decode_images
from converter.datasets.labelled import digests, find_labelled
from converter.datasets.manifest import given_split, read_manifest
from converter.datasets.split import Split, split_by_patient
from converter.errors import DatasetError
from tests.converter.tiny import write_folder
from xray_desktop.imaging.preprocess import InputSpec

if TYPE_CHECKING:
    from pathlib import Path


def _split(root: Path) -> Split:
    files = find_labelled(write_folder(root, patients=6, per_patient=2, side=16))
    return split_by_patient(files, digests(files), 0.3, seed=4)


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_split_reads_back_the_same(tmp_path: Path) -> None:
    split = _split(tmp_path / "set")
    read = given_split(_write(tmp_path / "split.csv", split.manifest(tmp_path)))
    assert read is not None
    assert [file.path for file in read.files] == [file.path for file in split.files]
    assert [file.patient for file in read.files] == [file.patient for file in split.files]
    assert [file.label for file in read.files] == [file.label for file in split.files]
    assert list(read.sha256) == list(split.sha256)
    assert read.held_out.tolist() == split.held_out.tolist()
    assert 0 < read.held_out.sum() < len(read.files)


def test_files_below_the_manifest_move_with_it(tmp_path: Path) -> None:
    split = _split(tmp_path / "study" / "set")
    text = split.manifest(tmp_path / "study")
    assert "set/NORMAL/IM-0000-0000.png,NORMAL,IM-0000," in text
    _write(tmp_path / "study" / "split.csv", text)
    (tmp_path / "study").rename(tmp_path / "moved")
    files = find_labelled(tmp_path / "moved" / "split.csv")
    assert len(files) == 24
    assert files[0].relative == "set/NORMAL/IM-0000-0000.png"
    assert len(decode_images(files, InputSpec(8, 8)).labels) == 24


def test_files_elsewhere_have_absolute_names_and_short_ones_to_read(tmp_path: Path) -> None:
    split = _split(tmp_path / "set")
    (tmp_path / "run").mkdir()
    files = find_labelled(_write(tmp_path / "run" / "split.csv", split.manifest()))
    assert [file.path for file in files] == [file.path for file in split.files]
    assert files[0].relative == "NORMAL/IM-0000-0000.png"


def test_links_to_one_file_are_files_with_the_same_bytes(tmp_path: Path) -> None:
    write_folder(tmp_path / "set", patients=4, side=16)
    (tmp_path / "set" / "NORMAL" / "link.png").symlink_to(tmp_path / "set" / "NORMAL" / "IM-0002-0000.png")
    files = find_labelled(tmp_path / "set")
    split = split_by_patient(files, digests(files), 0.3, seed=1)
    read = given_split(_write(tmp_path / "split.csv", split.manifest(tmp_path)))
    assert read is not None
    assert [file.path for file in read.files] == [file.path for file in files]


def test_a_folder_lays_no_split_down_and_neither_does_one_side_alone(tmp_path: Path) -> None:
    split = _split(tmp_path / "set")
    assert given_split(tmp_path / "set") is None
    for held_out, name in enumerate(("train", "held-out")):
        side = split.part(held_out=bool(held_out))
        manifest = _write(tmp_path / f"{name}.csv", side.manifest(tmp_path))
        assert given_split(manifest) is None
        assert len(find_labelled(manifest)) == int((split.held_out == bool(held_out)).sum())
    assert given_split(_write(tmp_path / "all.csv", split.manifest(tmp_path).replace("held-out", ""))) is None


def test_a_plain_table_of_ones_own_will_do(tmp_path: Path) -> None:
    write_folder(tmp_path, patients=2)
    text = (
        "\ufeffpatient,comment,file,label\r\nmother,,NORMAL/IM-0000-0000.png,NORMAL\r\n\r\n"
        ',"two\r\nlines",PNEUMONIA/person0_bacteria_0.png,PNEUMONIA\r\n'
    )
    manifest = tmp_path / "mine.CSV"
    manifest.write_bytes(text.encode())
    assert [(file.patient, file.label) for file in find_labelled(manifest)] == [("mother", 0), ("person0", 1)]
    manifest.write_bytes(text.replace("_bacteria_0", "_bacteria_9").encode())
    with pytest.raises(DatasetError, match="Line 5 of the manifest names a file that does not exist"):
        find_labelled(manifest)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("file,", "path,"), "no column called file"),
        ((",patient,", ",person,"), "no column called patient"),
        (("NORMAL/IM-0000-0000.png,NORMAL", "NORMAL/IM-0000-0000.png,healthy"), "Line 2 .* unknown label"),
        (("NORMAL/IM-0000-0001.png", "NORMAL/gone.png"), "Line 3 .* does not exist"),
        (("NORMAL/IM-0000-0001.png", "NORMAL"), "Line 3 .* does not exist"),
        (("NORMAL/IM-0000-0001.png", "NORMAL/IM-0000-0000.png"), "same file on the lines 2 and 3"),
        (("train", "training"), "unknown part"),
        (("\n", "\0\n"), "not a CSV file"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    text = _split(tmp_path).manifest(tmp_path)
    changed = text.replace(*change)
    assert changed != text, "the example tests nothing"
    manifest = _write(tmp_path / "split.csv", changed)
    with pytest.raises(DatasetError, match=sentence):
        find_labelled(manifest)


def test_a_file_that_changed_is_noticed(tmp_path: Path) -> None:
    manifest = _write(tmp_path / "split.csv", _split(tmp_path).manifest(tmp_path))
    with (tmp_path / "NORMAL" / "IM-0001-0000.png").open("ab") as stream:
        stream.write(b"\0")
    with pytest.raises(DatasetError, match=r"line 4 .* SHA-256 differs"):
        find_labelled(manifest)


def test_a_patient_on_both_sides_is_refused(tmp_path: Path) -> None:
    lines = _split(tmp_path).manifest(tmp_path).splitlines()
    sides = {"train": "held-out", "held-out": "train"}
    head, _, part = lines[1].rpartition(",")
    lines[1] = f"{head},{sides[part]}"
    with pytest.raises(DatasetError, match="one patient on both sides of the split, first on the lines 2, 3"):
        given_split(_write(tmp_path / "split.csv", "\n".join(lines)))


def test_the_same_bytes_on_both_sides_are_refused(tmp_path: Path) -> None:
    write_folder(tmp_path, patients=2, side=16)
    shutil.copy(tmp_path / "NORMAL" / "IM-0000-0000.png", tmp_path / "NORMAL" / "IM-0001-0000.png")
    rows = [("NORMAL/IM-0000-0000.png", "train"), ("NORMAL/IM-0001-0000.png", "held-out")]
    text = "file,label,patient,part\n" + "".join(f"{file},NORMAL,,{part}\n" for file, part in rows)
    manifest = _write(tmp_path / "split.csv", text + "PNEUMONIA/person0_bacteria_0.png,PNEUMONIA,,train\n")
    with pytest.raises(DatasetError, match="same bytes on both sides of the split, first on the lines 2, 3"):
        read_manifest(manifest)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"file,label,patient\n"])
def test_a_file_that_is_no_manifest(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.csv").write_bytes(content)
    with pytest.raises(DatasetError, match=r"no column|not a CSV|no images of the class"):
        find_labelled(tmp_path / "broken.csv")


def test_no_manifest_at_all(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="The manifest does not exist"):
        find_labelled(tmp_path / "nowhere.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(DatasetError, match="cannot be read"):
        find_labelled(tmp_path / "folder.csv")
