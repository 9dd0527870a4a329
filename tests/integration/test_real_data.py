"""The main job on real radiographs with the model that ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sklearn.metrics import roc_auc_score

from tests.support.command_line import CommandLine, read_report

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.real_data, pytest.mark.slow]


def test_native_radiographs(command_line: CommandLine, real_data: Path, tmp_path: Path) -> None:
    report = tmp_path / "out.csv"
    run = command_line.run("--headless", "--study", real_data / "native", "--report", report)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("80 files: 80 scored, 0 not scored, 0 failed, 0 skipped; ")
    rows = read_report(report)
    truth = [row["file"].startswith("PNEUMONIA/") for row in rows]
    assert sum(truth) == 40
    assert roc_auc_score(truth, [float(row["probability"]) for row in rows]) >= 0.97


def test_dicom_radiographs(command_line: CommandLine, real_data: Path, tmp_path: Path) -> None:
    report = tmp_path / "out.csv"
    run = command_line.run("--headless", "--study", real_data / "dicom", "--report", report)
    assert run.returncode == 0, run.stderr
    rows = read_report(report)
    assert sorted(row["file"] for row in rows) == ["RG1_J2KI.dcm", "RG3_J2KR.dcm", "nih_dx_chest.dcm"]
    assert all(row["status"] == "scored" and row["sop_instance_uid"] for row in rows)
