"""A study from its folder to its report, as the user runs it: everything at once, good and bad."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import pytest

from tests.support.broken_files import BROKEN_FILES, ODD_NAMES, write_broken_study, write_odd_names
from tests.support.command_line import CommandLine, read_report
from tests.support.dicom_files import write_dicom
from tests.support.studies import multi_frame_dicom, small_picture, small_study
from tests.support.tiny_model import write_tiny_model
from xray_desktop import __version__
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.reporting.csv_report import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

GOOD = 7


@dataclass(frozen=True)
class Outcome:
    """One run over everything, and what it left."""

    folder: Path
    returncode: int
    json: dict[str, Any]
    stderr: str

    @property
    def rows(self) -> dict[tuple[str, int], dict[str, str]]:
        """The report's rows, by file and frame, in their order."""
        return {(row["file"], int(row["frame"])): row for row in read_report(self.folder / "out.csv")}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("run")
    study = folder / "smith-john"
    small_study(study / "1-good", GOOD)
    write_broken_study(study / "2-broken")
    (study / "3-more").mkdir()
    multi_frame_dicom(study / "3-more" / "frames.dcm", frames=3)
    write_dicom(study / "3-more" / "tomogram.dcm", small_picture(1), attributes={"Modality": "CT"})
    write_odd_names(study / "10-odd")
    (folder / "models").mkdir()
    write_tiny_model(folder / "models" / "tiny.onnx")
    run = CommandLine(folder / "own").run(
        *("--headless", "--study", study, "--report", folder / "out.csv", "--heatmaps", folder / "maps", "--json"),
        *("--models-dir", folder / "models"),
    )
    return Outcome(folder, run.returncode, json.loads(run.stdout), run.stderr)


def test_finished_with_failures(outcome: Outcome) -> None:
    assert outcome.returncode == 3


def test_the_columns(outcome: Outcome) -> None:
    assert tuple(next(iter(outcome.rows.values()))) == COLUMNS


def test_rows_are_in_scan_order(outcome: Outcome) -> None:
    folders = [file.split("/")[0] for file, _ in outcome.rows]
    assert list(dict.fromkeys(folders)) == ["1-good", "2-broken", "3-more", "10-odd"]
    frames = [key for key in outcome.rows if key[0] == "3-more/frames.dcm"]
    assert frames == [("3-more/frames.dcm", 0), ("3-more/frames.dcm", 1), ("3-more/frames.dcm", 2)]


def test_good_images_are_scored(outcome: Outcome) -> None:
    good = {file: row for (file, _), row in outcome.rows.items() if file.startswith("1-good/")}
    assert len(good) == GOOD
    for file, row in good.items():
        assert (row["status"], row["reason"]) == ("scored", "")
        assert 0.0 <= float(row["probability"]) <= 1.0
        assert row["label"] == ("PNEUMONIA" if float(row["probability"]) >= 0.5 else "NORMAL")
        assert (row["threshold"], row["operating_point"]) == ("0.5", "balanced")
        assert row["image_sha256"] == file_sha256(outcome.folder / "smith-john" / file)
        assert (row["model_id"], row["model_version"]) == ("tiny-brightness", "1.0.0")
        assert row["model_sha256"] == file_sha256(outcome.folder / "models" / "tiny.onnx")
        assert row["provider"] == "CPUExecutionProvider"
        assert row["app_version"] == __version__
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", row["scored_at"])
    assert sum(bool(row["sop_instance_uid"]) for row in good.values()) == 4


def test_every_file_that_claims_to_be_an_image_has_a_row_with_a_sentence(outcome: Outcome) -> None:
    broken = {key: row for key, row in outcome.rows.items() if key[0].startswith("2-broken/")}
    assert {file for file, _ in broken} == {f"2-broken/{one.name}" for one in BROKEN_FILES if one.has_row}
    # Of a file that promises more frames than it holds, those that are there are good.
    scored = {key for key, row in broken.items() if row["status"] == "scored"}
    assert scored == {("2-broken/too-many-frames.dcm", 0)}
    for key in set(broken) - scored:
        assert broken[key]["status"] == "failed"
        assert broken[key]["reason"].endswith(".")
        assert (broken[key]["probability"], broken[key]["label"], broken[key]["scored_at"]) == ("", "", "")


def test_frames_and_refusals(outcome: Outcome) -> None:
    more = {key: row for key, row in outcome.rows.items() if key[0].startswith("3-more/")}
    assert [row["status"] for row in more.values()] == ["scored", "scored", "scored", "not_scored"]
    assert "computed tomography" in more["3-more/tomogram.dcm", 0]["reason"]
    assert more["3-more/tomogram.dcm", 0]["image_sha256"]


def test_odd_names_reach_the_report_safely(outcome: Outcome) -> None:
    odd = [file for file, _ in outcome.rows if file.startswith("10-odd/")]
    assert len(odd) == len(ODD_NAMES)
    assert all(name.isprintable() for name in odd)


def test_every_scored_image_has_its_heat_map(outcome: Outcome) -> None:
    scored = sum(row["status"] == "scored" for row in outcome.rows.values())
    pictures = list((outcome.folder / "maps").iterdir())
    assert len(pictures) == scored
    assert {cv2.imread(str(path)).shape for path in pictures} == {(224, 256, 3)}


def test_summary_and_json_say_the_same(outcome: Outcome) -> None:
    summary = outcome.json["summary"]
    statuses = [row["status"] for row in outcome.rows.values()]
    for status in ("scored", "not_scored", "failed", "cancelled"):
        assert summary[status] == statuses.count(status)
    assert summary["files"] == len({file for file, _ in outcome.rows})
    assert summary["skipped"] == sum(not one.has_row for one in BROKEN_FILES)
    assert summary["synthetic"] is False
    files = f"{summary['files']} files ({len(statuses)} images)"
    counts = f"{summary['scored']} scored, 1 not scored (1 by modality), {summary['failed']} failed, 3 skipped"
    assert outcome.stderr.startswith(f"{files}: {counts}; ")
    assert outcome.stderr.count("\n") == 1, "one line, and no progress where nobody watches"
    assert len(outcome.json["rows"]) == len(statuses)
    assert tuple(outcome.json["rows"][0]) == COLUMNS


def test_the_log_names_nobody(outcome: Outcome) -> None:
    for path in (outcome.folder / "own" / "logs").glob("*"):
        content = path.read_text(encoding="utf-8").casefold()
        assert "smith" not in content
        assert "image-0" not in content
