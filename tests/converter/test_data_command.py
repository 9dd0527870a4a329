"""`data inspect`, `split` and `labels`, as the user types them."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import cv2
import pytest

from converter.cli import main
from converter.datasets.labelled import find_labelled
from converter.datasets.manifest import given_split
from tests.converter.tiny import write_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two splits with everything that may be wrong with them."""
    root = tmp_path / "data"
    write_folder(root / "train", patients=8, per_patient=2)
    write_folder(root / "val", patients=2, seed=1)
    for split in ("train", "val"):
        # Patients of one split have other names than those of the other.
        for file in sorted((root / split).rglob("*.png")):
            file.rename(file.with_name(f"{split}-{file.name}"))
    normal, ill = root / "train" / "NORMAL", root / "train" / "PNEUMONIA"
    shutil.copy(normal / "train-IM-0000-0000.png", normal / "twin.png")
    shutil.copy(normal / "train-IM-0001-0000.png", root / "val" / "NORMAL" / "stray.png")
    shutil.copy(ill / "train-person1_bacteria_0.png", normal / "both.png")
    larger = cv2.resize(cv2.imread(str(ill / "train-person2_bacteria_0.png")), (90, 70))
    cv2.imwrite(str(root / "val" / "PNEUMONIA" / "larger.png"), larger)
    (normal / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "manifest.csv").write_text(
        "file,patient\ntrain/NORMAL/train-IM-0002-0000.png,one\nval/NORMAL/val-IM-0000-0000.png,one\n"
        "train/NORMAL/train-IM-0003-0000.png,two\ntrain/PNEUMONIA/train-person3_bacteria_0.png,two\n"
    )
    return root


def _inspected(data: Path, output: Path) -> dict[str, Any]:
    assert main(["data", "inspect", str(data), "--output", str(output)]) == 0
    found: dict[str, Any] = json.loads((output / "inspection.json").read_text(encoding="utf-8"))
    return found


def test_inspect_finds_what_is_there(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _inspected(data, tmp_path / "out")
    assert found["images"] == 40
    assert found["counts"] == {"train": {"NORMAL": 18, "PNEUMONIA": 16}, "val": {"NORMAL": 3, "PNEUMONIA": 3}}
    assert found["class_weights"] == {"NORMAL": pytest.approx(34 / 36), "PNEUMONIA": pytest.approx(34 / 32)}
    assert found["sizes"][0] == {"rows": 48, "columns": 48, "images": 39}
    assert found["sizes"][1] == {"rows": 70, "columns": 90, "images": 1}
    assert found["patients_across_splits"] == ["one"]
    assert found["patients_with_both_labels"] == ["two"]
    assert found["byte_duplicates"] == {
        "groups": 3,
        "files": 6,
        "across_splits": 1,
        "across_labels": 1,
        "across_patients": 3,
    }
    assert found["near_duplicates"] == {
        "groups": 1,
        "files": 2,
        "across_splits": 1,
        "across_labels": 0,
        "across_patients": 1,
    }
    (unreadable,) = found["unreadable"]
    assert unreadable["file"] == "train/NORMAL/broken.png"
    with (tmp_path / "out" / "duplicates.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert Counter(row["kind"] for row in rows) == {"bytes": 6, "near": 2}
    near = [row for row in rows if row["kind"] == "near"]
    assert {row["file"].rpartition("/")[2] for row in near} == {"train-person2_bacteria_0.png", "larger.png"}
    assert all(float(row["correlation"]) >= 0.9 for row in near)
    said = capsys.readouterr()
    assert "18 (52.9%)" in said.out
    assert unreadable["reason"] in said.err


def test_the_pictures_show_what_was_counted(data: Path, tmp_path: Path) -> None:
    _inspected(data, tmp_path / "out")
    for name in ("counts", "sizes", "samples"):
        picture = cv2.imread(str(tmp_path / "out" / f"{name}.png"))
        assert min(picture.shape[:2]) > 300
        assert picture.std() > 5
    first = (tmp_path / "out" / "counts.png").read_bytes()
    shutil.rmtree(data / "val")
    assert list(_inspected(data / "train", tmp_path / "out")["counts"]) == ["all"]
    assert (tmp_path / "out" / "counts.png").read_bytes() != first


def test_a_manifest_is_inspected_by_its_parts(data: Path, tmp_path: Path) -> None:
    (data / "train" / "NORMAL" / "broken.png").unlink()
    assert main(["data", "split", str(data), "-o", str(tmp_path / "split"), "--share=0.4", "--leave-out=val"]) == 0
    found = _inspected(tmp_path / "split" / "split.csv", tmp_path / "out")
    assert list(found["counts"]) == ["train", "held-out"] or list(found["counts"]) == ["held-out", "train"]
    assert found["byte_duplicates"]["across_splits"] == 0
    assert found["patients_across_splits"] == []


def test_nothing_is_readable_in_a_class(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_folder(tmp_path / "data", patients=1)
    for file in root.rglob("*.png"):
        file.write_bytes(b"")
    found = _inspected(root, tmp_path / "out")
    assert found["images"] == 0
    assert len(found["unreadable"]) == 2
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["duplicates.csv", "inspection.json"]
    assert main(["data", "inspect", str(tmp_path / "nowhere")]) == 1
    assert "does not exist" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.real_data
def test_the_real_set_has_the_duplicates_that_its_manifest_tells(real_data: Path, tmp_path: Path) -> None:
    with (real_data / "chest_xray" / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        listed = Counter(row["sha256"] for row in csv.DictReader(stream))
    several = [count for count in listed.values() if count > 1]
    found = _inspected(real_data / "chest_xray", tmp_path)
    assert found["counts"]["train"] == {"NORMAL": 1341, "PNEUMONIA": 3875}
    assert found["byte_duplicates"]["groups"] == len(several) > 20
    assert found["byte_duplicates"]["files"] == sum(several)
    assert found["byte_duplicates"]["across_labels"] == 0
    assert found["near_duplicates"]["groups"] == 0
    assert found["unreadable"] == []


def test_split_writes_manifests_that_train_from(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_folder(data / "test", patients=3)
    command = ["data", "split", str(data), "-o", str(tmp_path / "out"), "--leave-out=val", "--share=0.25", "--seed=3"]
    assert main(command) == 0
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "split-held-out.csv",
        "split-train.csv",
        "split.csv",
    ]
    split = given_split(tmp_path / "out" / "split.csv")
    assert split is not None
    assert {file.path.parent.parent.name for file in split.files} == {"train"}
    held_out = find_labelled(tmp_path / "out" / "split-held-out.csv")
    assert len(held_out) == split.held_out.sum()
    assert f"{len(split.files) - len(held_out)}" in capsys.readouterr().out
    before = (tmp_path / "out" / "split.csv").read_bytes()
    assert main([*command[:-1], "--seed=4"]) == 1
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "out" / "split.csv").read_bytes() == before
    assert main([*command[:-1], "--seed=4", "--force"]) == 0
    assert (tmp_path / "out" / "split.csv").read_bytes() != before


def test_folds_hold_every_image_out_once(data: Path, tmp_path: Path) -> None:
    assert main(["data", "split", str(data), "-o", str(tmp_path / "out"), "--folds=3"]) == 0
    folds = [given_split(tmp_path / "out" / f"fold-{number}.csv") for number in (1, 2, 3)]
    held_out = Counter(file.path for fold in folds if fold for file in fold.part(held_out=True).files)
    assert set(held_out.values()) == {1}
    assert len(held_out) == 41


@pytest.mark.parametrize("wrong", [["--share=0"], ["--share=1.5"], ["--share=x"], ["--share=0.2", "--folds=3"], []])
def test_wrong_usage(data: Path, tmp_path: Path, wrong: list[str]) -> None:
    output = ["-o", str(tmp_path / "out")] if wrong else []
    with pytest.raises(SystemExit) as ended:
        main(["data", "split", str(data), *output, *wrong])
    assert ended.value.code == 2


def test_more_folds_than_patients(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "split", str(data), "-o", str(tmp_path / "out"), "--folds=30"]) == 1
    assert "too few for 30 folds" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_labels_name_each_image_and_its_number(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["data", "labels", str(data), "-o", str(tmp_path / "out")]
    assert main(command) == 0
    assert (tmp_path / "out" / "labels.txt").read_text() == "NORMAL\nPNEUMONIA\n"
    lines = (tmp_path / "out" / "train.txt").read_text().splitlines()
    assert len(lines) == 35
    assert "train/PNEUMONIA/train-person0_bacteria_0.png 1" in lines
    assert all((data / line.rpartition(" ")[0]).is_file() for line in lines)
    assert len((tmp_path / "out" / "val.txt").read_text().splitlines()) == 6
    assert main(command) == 1
    assert "already has labels.txt" in capsys.readouterr().err


def test_labels_of_a_manifest_are_those_of_its_parts(data: Path, tmp_path: Path) -> None:
    # The manifest lies beside the images, so that both lists name them from there.
    assert main(["data", "split", str(data / "train"), "-o", str(data / "train"), "--share=0.3"]) == 0
    assert main(["data", "labels", str(data / "train" / "split.csv"), "-o", str(tmp_path / "out")]) == 0
    names = [line.split() for line in (tmp_path / "out" / "held-out.txt").read_text().splitlines()]
    split = given_split(data / "train" / "split.csv")
    assert split is not None
    assert [(name, int(number)) for name, number in names] == [
        (file.relative, file.label) for file in split.part(held_out=True).files
    ]


@pytest.mark.parametrize("name", ["labels", "a\nb"])
def test_names_that_cannot_stand_in_a_label_file(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_folder(tmp_path / "data" / name, patients=1)
    assert main(["data", "labels", str(tmp_path / "data"), "-o", str(tmp_path / "out")]) == 1
    assert "label" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
