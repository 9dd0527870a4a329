"""Studies, models and disks that are not what they should be."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.support.broken_files import text, unreadable
from tests.support.command_line import CommandLine, read_report
from tests.support.folders import names_in
from tests.support.small_disk import small_disk
from tests.support.studies import grey_8_bit, many_jpegs, small_picture, write_jpeg
from tests.support.tiny_model import TinyNetwork, build_network, tiny_card, write_model, write_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

IMAGES = 4


@pytest.fixture
def study(tmp_path: Path) -> Path:
    many_jpegs(tmp_path / "study", IMAGES)
    return tmp_path / "study"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "out.csv"


@pytest.mark.parametrize(
    ("arguments", "threshold", "operating_point"),
    [
        ((), "0.5", "balanced"),
        (("--operating-point", "high-sensitivity"), "0.2", "high-sensitivity"),
        (("--threshold", "0"), "0.0", "custom"),
    ],
)
def test_all_scored(
    command_line: CommandLine,
    models_dir: Path,
    study: Path,
    report: Path,
    arguments: tuple[str, ...],
    threshold: str,
    operating_point: str,
) -> None:
    text(study / "notes.txt")
    run = command_line.run("--headless", study, "--report", report, "--models-dir", models_dir, *arguments)
    assert (run.returncode, run.stderr) == (0, "")
    assert re.fullmatch(r"4 files: 4 scored, 0 not scored, 0 failed, 1 skipped; \d+\.\d images/s\n", run.stdout)
    for row in read_report(report):
        assert (row["threshold"], row["operating_point"]) == (threshold, operating_point)
        assert (row["label"] == "PNEUMONIA") == (float(row["probability"]) >= float(threshold))


def test_names_that_begin_like_a_formula_are_neutralised(
    command_line: CommandLine, models_dir: Path, tmp_path: Path, report: Path
) -> None:
    (tmp_path / "study").mkdir()
    for name in ("=1+1.jpg", "+cmd.jpg", "-2.jpg", "@sum.jpg"):
        write_jpeg(tmp_path / "study" / name, grey_8_bit(small_picture(1)))
    run = command_line.run("--headless", tmp_path / "study", "--report", report, "--models-dir", models_dir)
    assert run.returncode == 0
    assert {row["file"][:2] for row in read_report(report)} == {"'=", "'+", "'-", "'@"}


def test_an_unreadable_folder_has_a_row(command_line: CommandLine, models_dir: Path, study: Path, report: Path) -> None:
    (study / "locked").mkdir()
    with unreadable(study / "locked"):
        run = command_line.run(
            *("--headless", study, "--report", report, "--models-dir", models_dir), bound_by_permissions=True
        )
    assert run.returncode == 3
    assert run.stdout.startswith("5 files: 4 scored, 0 not scored, 1 failed, 0 skipped; ")
    (row,) = (row for row in read_report(report) if row["file"] == "locked")
    assert row["status"] == "failed"
    assert row["reason"].startswith("This folder cannot be opened")


def test_an_empty_folder_is_a_row_and_nothing_ran(
    command_line: CommandLine, models_dir: Path, tmp_path: Path, report: Path
) -> None:
    (tmp_path / "study").mkdir()
    run = command_line.run("--headless", tmp_path / "study", "--report", report, "--models-dir", models_dir)
    assert run.returncode == 1
    assert "There is no picture here: the folder is empty." in run.stderr
    assert run.stdout.startswith("0 files: 0 scored, 0 not scored, 0 failed, 0 skipped; ")
    (row,) = read_report(report)
    assert (row["file"], row["status"]) == (".", "failed")
    assert row["reason"] == "There is no picture here: the folder is empty."


def without_card(path: Path) -> None:
    write_model(path, build_network(), None)


def cut_short(path: Path) -> None:
    path.write_bytes(write_tiny_model(path).read_bytes()[:-500])


def with_another_answer(path: Path) -> None:
    write_model(path, build_network(TinyNetwork(bias=2.0)), tiny_card().to_json())


@pytest.mark.parametrize(
    ("write", "sentence"),
    [
        (without_card, "This model file has no model card"),
        (cut_short, "This file is damaged or is no ONNX model."),
        (with_another_answer, "The model does not give its known answer on this machine"),
    ],
)
def test_a_model_that_cannot_be_used_is_said_in_every_row(
    command_line: CommandLine, study: Path, tmp_path: Path, report: Path, write: object, sentence: str
) -> None:
    model = tmp_path / "strange.onnx"
    write(model)  # type: ignore[operator]
    run = command_line.run("--headless", study, "--report", report, "--model", model)
    assert run.returncode == 1
    reason = f"The model strange.onnx cannot be used: {sentence}"
    assert reason in run.stderr
    rows = read_report(report)
    assert len(rows) == IMAGES
    assert all(row["status"] == "failed" and row["reason"].startswith(reason) for row in rows)


def test_a_full_disk_keeps_the_previous_report(
    command_line: CommandLine, models_dir: Path, study: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", kilobytes=8) as disk:
        report = disk / "out.csv"
        report.write_bytes(b"x" * 4096)
        (disk / "filler").write_bytes(b"y" * 4096)
        run = command_line.run("--headless", study, "--report", report, "--models-dir", models_dir)
        assert run.returncode == 1
        assert "The disk is full, so the report is not written." in run.stderr
        assert run.stdout.startswith("4 files: 4 scored, ")
        assert report.read_bytes() == b"x" * 4096
        assert names_in(disk) == ["filler", "out.csv"]


def test_a_provider_that_is_not_there_is_said_and_the_cpu_used(
    command_line: CommandLine, models_dir: Path, study: Path, report: Path
) -> None:
    run = command_line.run(*("--headless", study, "--report", report, "--models-dir", models_dir, "--provider", "cuda"))
    assert run.returncode == 0
    assert "CUDA" in run.stderr
    assert "so the CPU is used" in run.stderr
    assert {row["provider"] for row in read_report(report)} == {"CPUExecutionProvider"}


def test_two_builds_of_onnxruntime_are_said(
    command_line: CommandLine, models_dir: Path, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "site" / "onnxruntime_gpu-1.31.1.dist-info"
    record.mkdir(parents=True)
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: onnxruntime-gpu\nVersion: 1.31.1\n")
    environment = {
        **command_line.environment(),
        "PYTHONPATH": os.pathsep.join([command_line.environment()["PYTHONPATH"], str(tmp_path / "site")]),
    }
    monkeypatch.setattr(CommandLine, "environment", lambda _: environment)
    run = command_line.run("--headless", study, "--json", "--models-dir", models_dir)
    assert run.returncode == 0
    assert "onnxruntime and onnxruntime-gpu are both installed and overwrite each other's files." in run.stderr
