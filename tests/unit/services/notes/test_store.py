"""Notes follow their picture, are private, and are never lost over a damaged file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from xray_desktop.errors import SettingsError
from xray_desktop.services.notes.store import ImageNotes, NotesFolder

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)
ANNA = ImageNotes(patient_name="Example^Anna", patient_id="7", notes="hip, not chest")


def test_notes_are_kept_by_content_and_privately(tmp_path: Path) -> None:
    folder = NotesFolder(tmp_path / "notes")
    folder.write(ONE, ANNA)
    assert NotesFolder(tmp_path / "notes").read(ONE) == ANNA
    assert folder.read(TWO) == ImageNotes()
    (file,) = (tmp_path / "notes").iterdir()
    assert file.name == f"{ONE}.json", "a file's name tells nothing of a patient"
    assert file.stat().st_mode & 0o077 == 0


def test_empty_notes_are_removed(tmp_path: Path) -> None:
    folder = NotesFolder(tmp_path)
    folder.write(ONE, ANNA)
    folder.write(ONE, ImageNotes(notes="  \n"))
    assert list(tmp_path.iterdir()) == []
    folder.write(ONE, ImageNotes())


def test_many_are_read_at_once_and_damaged_ones_left_out(tmp_path: Path) -> None:
    folder = NotesFolder(tmp_path)
    folder.write(ONE, ANNA)
    (tmp_path / f"{TWO}.json").write_text("{")
    assert folder.read_all([ONE, TWO, THREE, ""]) == {ONE: ANNA}
    assert NotesFolder(tmp_path / "absent").read_all([ONE]) == {}
    with pytest.raises(SettingsError, match="damaged"):
        folder.read(TWO)
    folder.write(TWO, ANNA)
    assert folder.read(TWO) == ANNA


def test_what_is_no_fingerprint_names_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        NotesFolder(tmp_path).write("../../x", ANNA)


def test_notes_are_bounded_and_do_not_change() -> None:
    with pytest.raises(ValidationError):
        ImageNotes(notes="x" * 10_001)
    with pytest.raises(ValidationError):
        ANNA.notes = "other"  # type: ignore[misc]


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "notes").touch()
    with pytest.raises(SettingsError, match="cannot be kept"):
        NotesFolder(tmp_path / "notes").write(ONE, ANNA)
