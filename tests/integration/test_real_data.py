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
    rows = read_report(report)
    assert len(rows) == 80
    # Two in a hundred may be refused by the gate, and chance has its share.
    scored = [row for row in rows if row["status"] == "scored"]
    assert len(scored) >= 75
    assert all(row["reason"] for row in rows if row["status"] != "scored")
    truth = [row["file"].startswith("PNEUMONIA/") for row in scored]
    assert roc_auc_score(truth, [float(row["probability"]) for row in scored]) >= 0.97


def test_dicom_radiographs(command_line: CommandLine, real_data: Path, tmp_path: Path) -> None:
    report = tmp_path / "out.csv"
    run = command_line.run("--headless", "--study", real_data / "dicom", "--report", report)
    assert run.returncode == 0, run.stderr
    rows = read_report(report)
    assert sorted(row["file"] for row in rows) == ["RG1_J2KI.dcm", "RG3_J2KR.dcm", "nih_dx_chest.dcm"]
    by_file = {row["file"]: row for row in rows}
    leg = by_file.pop("RG3_J2KR.dcm")
    assert (leg["status"], leg["probability"]) == ("not_scored", "")
    assert "EXTREMITY" in leg["reason"]
    assert all(row["sop_instance_uid"] for row in rows)
    assert all(row["status"] == "scored" or row["reason"] for row in by_file.values())
