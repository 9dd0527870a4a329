"""What the user entered in the window goes into a headless report where that is asked for, and only there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.support.command_line import CommandLine, read_report
from tests.support.studies import many_jpegs
from tests.support.tiny_model import write_tiny_model
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.services.notes.store import ImageNotes, NotesFolder

if TYPE_CHECKING:
    from pathlib import Path


def test_notes_are_reported_where_they_are_asked_for(tmp_path: Path) -> None:
    first, _second = many_jpegs(tmp_path / "study", 2)
    (tmp_path / "models").mkdir()
    write_tiny_model(tmp_path / "models" / "tiny.onnx")
    own = tmp_path / "own"
    notes = ImageNotes(patient_name="Example, Anna", patient_id="=7", notes="supine")
    NotesFolder(own / "notes").write(file_sha256(first), notes)
    line = CommandLine(own)
    usual = ("--headless", tmp_path / "study", "--report", tmp_path / "out.csv", "--json")
    models = ("--models-dir", tmp_path / "models")
    line.run(*usual, *models)
    assert {row["patient_name"] for row in read_report(tmp_path / "out.csv")} == {""}
    run = line.run(*usual, "--notes", *models)
    rows = read_report(tmp_path / "out.csv")
    assert [(row["patient_name"], row["patient_id"], row["notes"]) for row in rows] == [
        ("Example, Anna", "'=7", "supine"),
        ("", "", ""),
    ]
    (one, _two) = json.loads(run.stdout)["rows"]
    assert (one["patient_name"], one["patient_id"], one["notes"]) == ("Example, Anna", "=7", "supine")
