"""From results to rows."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.support.rows import card, study_of
from xray_desktop import __version__
from xray_desktop.findings.finding import Threshold
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScanFailure, ScannedFile
from xray_desktop.reporting.csv_report import COLUMNS
from xray_desktop.services.notes.store import ImageNotes
from xray_desktop.services.report.rows import (
    Disclosure,
    ReportContext,
    ReportedImage,
    export_csv,
    failure_row,
    report_row,
    report_rows,
)
from xray_desktop.study.result import ImageResult, Role, ScoredBy, Status
from xray_desktop.study.study import Study

if TYPE_CHECKING:
    from pathlib import Path

MODEL = ScoredBy(card(), "5e" * 32, Threshold(0.5, "balanced"))
NOTHING = Disclosure()
ALL = Disclosure(patient_names=True, notes=True)


def scanned(folder: Path, *names: str) -> list[ScannedFile]:
    return [ScannedFile(folder / name, name, None) for name in names]


def scored(path: Path, probability: float, frame: int = 0, frame_count: int = 1) -> ImageResult:
    return ImageResult(
        ImageKey(path, frame),
        Status.SCORED,
        image_sha256="ab" * 32,
        sop_instance_uid="1.2.3",
        scores=(probability,),
        provider="CPUExecutionProvider",
        frame_count=frame_count,
        scored_at=datetime(2026, 3, 4, 5, 6, 7, 890123, UTC),
    )


def test_a_scored_row_says_everything(tmp_path: Path) -> None:
    (entry,) = scanned(tmp_path, "a/b.jpg")
    (row,) = report_rows(study_of([entry], [scored(entry.path, 0.93)], MODEL), NOTHING)
    assert row.file == "a/b.jpg"
    assert row.frame == 0
    assert row.image_sha256 == "ab" * 32
    assert row.sop_instance_uid == "1.2.3"
    assert (row.status, row.reason) == ("scored", "")
    assert (row.label, row.recommendation) == ("PNEUMONIA", "clinician confirmation required")
    assert row.probability == 0.93
    assert (row.threshold, row.operating_point) == (0.5, "balanced")
    assert (row.model_id, row.model_version, row.model_sha256) == ("tiny-brightness", "1.0.0", MODEL.sha256)
    assert row.provider == "CPUExecutionProvider"
    assert row.app_version == __version__
    assert row.scored_at == "2026-03-04T05:06:07.890Z"


def test_rows_come_in_scan_order_frame_by_frame(tmp_path: Path) -> None:
    entries = scanned(tmp_path, "1.dcm", "2.dcm", "10.dcm")
    middle = entries[1].path
    results = (
        scored(entries[2].path, 0.1),
        *(scored(middle, 0.2 * frame, frame, 3) for frame in (2, 0, 1)),
        scored(entries[0].path, 0.9),
    )
    rows = report_rows(study_of(entries, results, MODEL), NOTHING)
    assert [(row.file, row.frame) for row in rows] == [
        ("1.dcm", 0),
        ("2.dcm", 0),
        ("2.dcm", 1),
        ("2.dcm", 2),
        ("10.dcm", 0),
    ]


def test_what_was_not_scored_has_a_reason_and_no_verdict(tmp_path: Path) -> None:
    entries = scanned(tmp_path, "ct.dcm", "cut.jpg", "late.jpg")
    results = (
        ImageResult(ImageKey(entries[0].path), Status.NOT_SCORED, "Refused.", "cd" * 32, "1.2.4"),
        ImageResult(ImageKey(entries[1].path), Status.FAILED, "Damaged."),
    )
    rows = report_rows(study_of(entries, results, MODEL), NOTHING)
    assert [row.status for row in rows] == ["not_scored", "failed", "cancelled"]
    assert [row.reason for row in rows] == ["Refused.", "Damaged.", "Stopped before its turn came."]
    for row in rows:
        assert (row.label, row.probability, row.threshold, row.operating_point, row.recommendation) == (
            "",
            None,
            None,
            "",
            "",
        )
        assert (row.provider, row.scored_at) == ("", "")
        assert row.model_sha256 == MODEL.sha256


def test_a_file_that_could_not_be_looked_at_has_a_row(tmp_path: Path) -> None:
    failure = ScanFailure(tmp_path / "locked", "locked", "This folder cannot be opened.")
    assert report_rows(study_of([failure], [], MODEL), NOTHING) == [
        failure_row("locked", "This folder cannot be opened.")
    ]
    assert failure_row("locked", "No.").status == "failed"
    assert failure_row("locked", "No.").app_version == __version__


def test_moving_the_threshold_changes_the_verdict_alone(tmp_path: Path) -> None:
    (entry,) = scanned(tmp_path, "a.jpg")
    study = study_of([entry], [scored(entry.path, 0.4)], replace(MODEL, threshold=Threshold(0.3)))
    (low,) = report_rows(study, NOTHING)
    study.set_threshold(Role.FIRST, Threshold(0.45))
    (high,) = report_rows(study, NOTHING)
    assert (low.label, low.operating_point, low.threshold) == ("PNEUMONIA", "custom", 0.3)
    assert (high.label, high.recommendation) == ("NORMAL", "re-examination recommended")
    assert low.probability == high.probability == 0.4


def test_export_writes_the_rows(tmp_path: Path) -> None:
    entries = scanned(tmp_path, "a.jpg", "b.jpg")
    export_csv(tmp_path / "out.csv", study_of(entries, [scored(entries[0].path, 0.93)], MODEL), NOTHING)
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["file"], row["status"], row["probability"]) for row in rows] == [
        ("a.jpg", "scored", "0.93"),
        ("b.jpg", "cancelled", ""),
    ]


def test_patients_and_notes_stand_in_every_row_of_their_file(tmp_path: Path) -> None:
    one, two = scanned(tmp_path, "1.png", "2.dcm")
    results = scored(one.path, 0.9), scored(two.path, 0.1, 0, 2), scored(two.path, 0.2, 1, 2)
    notes = {two.path: ImageNotes(patient_name="Example^Anna", patient_id="7", notes="two\nlines")}
    first, *frames = report_rows(study_of([one, two], results, MODEL), ALL, notes)
    assert (first.patient_name, first.patient_id, first.notes) == ("", "", "")
    assert len(frames) == 2
    assert {(row.patient_name, row.patient_id, row.notes) for row in frames} == {("Example^Anna", "7", "two\nlines")}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_note_is_never_run_as_a_formula(tmp_path: Path, start: str) -> None:
    (entry,) = scanned(tmp_path, "1.png")
    typed = f"{start}HYPERLINK(1)"
    notes = {entry.path: ImageNotes.model_construct(patient_name=typed, patient_id=typed, notes=typed)}
    export_csv(tmp_path / "r.csv", study_of([entry], [scored(entry.path, 0.9)], MODEL), ALL, notes)
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert [row[name] for name in ("patient_name", "patient_id", "notes")] == [f"'{typed}"] * 3
    assert COLUMNS[-3:] == ("patient_name", "patient_id", "notes")


@pytest.mark.parametrize(
    ("disclosure", "told"),
    [
        (NOTHING, ("", "", "")),
        (Disclosure(patient_names=True), ("Example^Anna", "7", "")),
        (Disclosure(notes=True), ("", "", "two\nlines")),
        (ALL, ("Example^Anna", "7", "two\nlines")),
    ],
)
def test_nothing_leaves_but_what_may(tmp_path: Path, disclosure: Disclosure, told: tuple[str, str, str]) -> None:
    (entry,) = scanned(tmp_path, "1.png")
    notes = {entry.path: ImageNotes(patient_name="Example^Anna", patient_id="7", notes="two\nlines")}
    (row,) = report_rows(study_of([entry], [scored(entry.path, 0.9)], MODEL), disclosure, notes)
    assert (row.patient_name, row.patient_id, row.notes) == told


def test_a_row_needs_no_study_around_it(tmp_path: Path) -> None:
    (entry,) = scanned(tmp_path, "a.jpg")
    result = scored(entry.path, 0.93)
    image = ReportedImage(entry, result.key, result)
    assert [report_row(image, ReportContext(MODEL))] == report_rows(study_of([entry], [result], MODEL), NOTHING)


def test_a_snapshot_is_reported_as_the_study_was(tmp_path: Path) -> None:
    entries = scanned(tmp_path, "a.jpg", "b.jpg")
    study = study_of(entries, [scored(entries[0].path, 0.93)], MODEL)
    before, snapshot = report_rows(study, NOTHING), study.snapshot()
    study.take_results([scored(entries[1].path, 0.1)])
    study.set_threshold(Role.FIRST, Threshold(0.95))
    assert report_rows(snapshot, NOTHING) == before != report_rows(study, NOTHING)
    study.forget()
    assert report_rows(snapshot, NOTHING) == before


def test_a_study_that_nobody_scored_has_no_report() -> None:
    with pytest.raises(ValueError, match="nobody scored"):
        report_rows(Study(), NOTHING)
