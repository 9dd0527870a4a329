"""Patient and notes: typed beside the picture, kept with it, undone, and in the report."""

from __future__ import annotations

import csv
import shutil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.support.dicom_files import write_dicom
from tests.support.studies import many_jpegs, small_picture, small_study
from xray_desktop.services.notes.store import ImageNotes, NotesFolder

NAMED = {"PatientName": "Header^Hans", "PatientID": "42"}


def section_of(application):
    return application.window.findings.patient


def opened(application, finished, place=0):
    finished(application)
    application.parts.navigation.open(application.parts.grid.row_at(place).key)
    return section_of(application)


def type_into(qtbot, widget, text):
    widget.setFocus()
    qtbot.keyClicks(widget, text)


def on_disk(window):
    return list(window.paths.notes.glob("*.json")) if window.paths.notes.exists() else []


def report(application, wait, path):
    application.parts.report_export.export(path)
    wait(lambda: any("written" in each for each in application.window.messages.sentences()))
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_without_an_image_there_is_nothing_to_write_on(window):
    assert not section_of(window()).isVisible()


def test_what_is_typed_is_kept_and_follows_the_picture(window, finished, wait, qtbot, tmp_path):
    (film,) = small_study(tmp_path / "study", 1)
    first = window(tmp_path / "study")
    section = opened(first, finished)
    wait(section.isVisible)
    type_into(qtbot, section.name, "Example, Anna")
    type_into(qtbot, section.id, "0815")
    type_into(qtbot, section.notes, "supine, rotated")
    first.window.close()
    assert len(on_disk(window)) == 1
    (tmp_path / "moved").mkdir()
    shutil.move(film, tmp_path / "moved" / "other name.png")
    second = window(tmp_path / "moved")
    section = opened(second, finished)
    wait(lambda: section.name.text() == "Example, Anna")
    assert section.id.text() == "0815"
    assert section.notes.toPlainText() == "supine, rotated"


def test_typing_rests_and_is_kept_without_leaving_the_field(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study")
    section = opened(application, finished)
    wait(section.isVisible)
    type_into(qtbot, section.notes, "rests")
    wait(lambda: on_disk(window))
    assert section.notes.toPlainText() == "rests"
    type_into(qtbot, section.notes, " and goes on")
    assert section.notes.toPlainText() == "rests and goes on", "the cursor stays where it was"


def test_letters_typed_here_are_no_commands(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 2)
    application = window(tmp_path / "study")
    section = opened(application, finished)
    wait(section.isVisible)
    type_into(qtbot, section.notes, "fimwzg ")
    type_into(qtbot, section.name, "fimwzg")
    assert section.notes.toPlainText() == "fimwzg "
    assert section.name.text() == "fimwzg"


def test_a_change_can_be_taken_back(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study")
    section = opened(application, finished)
    wait(section.isVisible)
    assert not section.undo.isVisible()
    type_into(qtbot, section.name, "Anna")
    qtbot.keyClick(section.name, Qt.Key.Key_Return)
    wait(section.undo.isVisible)
    section.name.selectAll()
    type_into(qtbot, section.id, "7")
    qtbot.keyClick(section.id, Qt.Key.Key_Return)
    wait(lambda: application.parts.notes._worker is not None and len(application.parts.notes._worker._steps) == 2)
    qtbot.mouseClick(section.undo, Qt.MouseButton.LeftButton)
    wait(lambda: section.id.text() == "")
    assert section.name.text() == "Anna"
    qtbot.mouseClick(section.undo, Qt.MouseButton.LeftButton)
    wait(lambda: section.name.text() == "" and not section.undo.isVisible())
    wait(lambda: not on_disk(window))


def test_several_selected_images_take_one_note(window, finished, wait, qtbot, tmp_path):
    many_jpegs(tmp_path / "study", 3)
    application = window(tmp_path / "study")
    finished(application)
    section, view = section_of(application), application.window.grid_page.view
    view.go_to(application.parts.grid.row_at(0).key)
    wait(lambda: section.isVisible() and section.title.text() == "Patient and notes")
    type_into(qtbot, section.notes, "first alone")
    view.setFocus()
    view.selectAll()
    wait(lambda: section.title.text() == "Patient and notes, 3 images")
    wait(lambda: section.notes.placeholderText() == "Notes: several")
    assert section.notes.toPlainText() == ""
    type_into(qtbot, section.name, "Anna")
    view.setFocus()
    rows = report(application, wait, tmp_path / "r.csv")
    assert [row["patient_name"] for row in rows] == ["Anna"] * 3
    assert [row["notes"] for row in rows] == ["first alone", "", ""], "the others keep their own"


def test_the_report_holds_what_was_typed_a_moment_ago(window, finished, wait, qtbot, tmp_path):
    many_jpegs(tmp_path / "study", 2)
    application = window(tmp_path / "study")
    section = opened(application, finished, 1)
    wait(section.isVisible)
    type_into(qtbot, section.id, "=1+1")
    rows = report(application, wait, tmp_path / "r.csv")
    assert [row["patient_id"] for row in rows] == ["", "'=1+1"]


def test_hidden_identity_stays_off_the_screen_and_out_of_the_report(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study")
    finished(application)
    sha256 = next(iter(application.parts.study.results().values())).image_sha256
    NotesFolder(window.paths.notes).write(sha256, ImageNotes(patient_name="Anna", patient_id="7", notes="supine"))
    section = opened(application, finished)
    wait(lambda: section.name.isVisible() and section.name.text() == "Anna")
    application.window.actions_.hide_identity.trigger()
    assert not section.name.isVisible()
    assert not section.id.isVisible()
    assert section.notes.toPlainText() == "supine"
    (row,) = report(application, wait, tmp_path / "r.csv")
    assert (row["patient_name"], row["patient_id"], row["notes"]) == ("", "", "supine")


def test_a_dicom_objects_own_identity_is_shown_and_not_changed(window, finished, wait, qtbot, tmp_path):
    (tmp_path / "study").mkdir()
    write_dicom(tmp_path / "study" / "x.dcm", small_picture(1), attributes=NAMED)
    application = window(tmp_path / "study")
    finished(application)
    section = section_of(application)
    application.window.grid_page.view.go_to(application.parts.grid.row_at(0).key)
    wait(section.isVisible)
    wait(lambda: section.explanation.text() == "Name and ID stand in the file; open the image to see them.")
    application.parts.navigation.open(application.parts.grid.row_at(0).key)
    wait(lambda: section.name.text() == "Header^Hans")
    assert section.id.text() == "42"
    type_into(qtbot, section.name, "x")
    assert section.name.text() == "Header^Hans"
    type_into(qtbot, section.notes, "compared")
    (row,) = report(application, wait, tmp_path / "r.csv")
    assert (row["patient_name"], row["patient_id"], row["notes"]) == ("", "", "compared")


def test_a_report_names_the_patients_of_headers_only_where_the_user_ticked_that(window, finished, wait, tmp_path):
    (tmp_path / "study").mkdir()
    write_dicom(tmp_path / "study" / "x.dcm", small_picture(1), attributes=NAMED)
    # Two character sets: nothing that the quick reader takes.
    sets = {"SpecificCharacterSet": ["", "ISO 2022 IR 100"], "PatientName": "Häder^Jörg", "PatientID": "7"}
    write_dicom(tmp_path / "study" / "y.dcm", small_picture(2), attributes=sets)
    application = window(tmp_path / "study")
    finished(application)
    wait(lambda: application.parts.preferences.settings is not None)
    rows = report(application, wait, tmp_path / "r.csv")
    assert [(row["patient_name"], row["patient_id"]) for row in rows] == [("", ""), ("", "")]
    application.window.actions_.header_names.trigger()
    assert application.parts.preferences.settings.report_header_names
    application.window.messages.close_topic("export")
    rows = report(application, wait, tmp_path / "r.csv")
    named = [("Header^Hans", "42"), ("Häder^Jörg", "7")]
    assert [(row["patient_name"], row["patient_id"]) for row in rows] == named
    assert "names the patients" in application.window.messages.sentences()[0]
    application.window.actions_.hide_identity.trigger()
    application.window.messages.close_topic("export")
    rows = report(application, wait, tmp_path / "r.csv")
    assert [(row["patient_name"], row["patient_id"]) for row in rows] == [("", ""), ("", "")]


def test_files_that_name_their_patient_are_not_renamed_beside_others(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 3)
    application = window(tmp_path / "study")
    finished(application)
    section, view = section_of(application), application.window.grid_page.view
    view.selectAll()
    wait(lambda: section.title.text() == "Patient and notes, 3 images")
    assert section.name.isReadOnly()
    assert section.explanation.text().startswith("Some of these files name their patient")


def test_a_new_session_keeps_notes_and_forgets_what_could_be_undone(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study")
    section = opened(application, finished)
    wait(section.isVisible)
    type_into(qtbot, section.notes, "stays")
    application.window.actions_.new_session.trigger()
    assert not section.isVisible()
    assert "Notes stay with their images" in application.window.messages.sentences()[0]
    assert section.notes.toPlainText() == ""
    application.parts.opening.open([tmp_path / "study"])
    section = opened(application, finished)
    wait(lambda: section.notes.toPlainText() == "stays")
    assert not section.undo.isVisible()


def test_a_note_that_cannot_be_kept_is_said(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study")
    section = opened(application, finished)
    wait(section.isVisible)
    window.paths.notes.touch()
    type_into(qtbot, section.notes, "lost?")
    section.flush()
    wait(lambda: application.window.messages.sentences())
    assert "The note on this image cannot be kept" in application.window.messages.sentences()[0]
    assert section.notes.toPlainText() == "lost?"


def test_a_damaged_note_is_said_beside_the_picture(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study")
    finished(application)
    sha256 = next(iter(application.parts.study.results().values())).image_sha256
    window.paths.notes.mkdir()
    (window.paths.notes / f"{sha256}.json").write_text("{")
    section = opened(application, finished)
    wait(lambda: section.explanation.text() == "The note on this image is damaged.")


def test_the_fields_can_be_reached_by_keys_and_have_names(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 1)
    application = window(tmp_path / "study")
    section = opened(application, finished)
    wait(section.isVisible)
    assert [each.accessibleName() for each in (section.name, section.id, section.notes)] == [
        "Patient name",
        "Patient ID",
        "Notes",
    ]
    section.name.setFocus()
    qtbot.keyClick(section.name, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is section.id
    qtbot.keyClick(section.id, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is section.notes
    qtbot.keyClick(section.notes, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not section.notes


def test_the_study_knows_which_images_have_notes(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 2)
    application = window(tmp_path / "study")
    section = opened(application, finished)
    wait(section.isVisible)
    study = application.parts.study
    one, other = (row.key.path for row in study.rows)
    type_into(qtbot, section.notes, "opacity on the left")
    # Told when it is kept, also where another image is looked at by then.
    application.parts.navigation.step(1)
    wait(lambda: study.has_notes(one))
    assert not study.has_notes(other)
    wait(section.undo.isVisible)
    section.undo.click()
    wait(lambda: not study.has_notes(one))
