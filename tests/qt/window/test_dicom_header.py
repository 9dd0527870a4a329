"""The header browser in the real window: it follows the image looked at and reads in the decode pool."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.support.studies import small_study


@pytest.fixture
def opened(window, finished, tmp_path):
    small_study(tmp_path / "study", 3)
    application = window(tmp_path / "study")
    finished(application)
    return application


def _names(dialog):
    return [dialog.model.row_at(line).name for line in range(dialog.model.rowCount())]


def test_ctrl_i_shows_the_header_and_it_follows(opened, wait, qtbot):
    view = opened.window.grid_page.view
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(opened.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    dialog = opened.parts.dicom_header.dialog
    assert not dialog.isModal()
    wait(lambda: "File kind" in _names(dialog))
    assert dialog.title.text() == opened.parts.grid.row_at(0).name
    opened.parts.navigation.open(opened.parts.grid.row_at(1).key)
    wait(lambda: "Patient's Name" in _names(dialog))
    assert dialog.title.text() == opened.parts.grid.row_at(1).name


def test_search_and_copying_all_happen_off_the_gui_thread(opened, wait, qtbot):
    opened.parts.navigation.open(opened.parts.grid.row_at(1).key)
    opened.window.actions_.header.trigger()
    dialog = opened.parts.dicom_header.dialog
    wait(lambda: dialog.model.rowCount() > 10)
    qtbot.keyClicks(dialog.search, "patient name")
    wait(lambda: _names(dialog) == ["Patient's Name"])
    dialog.copy_all.trigger()
    wait(lambda: QGuiApplication.clipboard().text().startswith("(0010,0010)\tPN"))


def test_a_file_that_cannot_be_listed_has_its_sentence(window, wait, tmp_path):
    (tmp_path / "study").mkdir()
    path = tmp_path / "study" / "a.dcm"
    path.write_bytes(b"")
    application = window(tmp_path / "study")
    wait(lambda: application.parts.grid.rowCount() == 1 and application.parts.study_controller.walk.value == "done")
    application.window.grid_page.view.setCurrentIndex(application.parts.grid.index(0, 0))
    application.window.actions_.header.trigger()
    wait(lambda: application.parts.dicom_header.dialog.sentence.text() == "The file is empty.")


def test_closing_the_window_closes_the_browser(opened, wait):
    opened.window.actions_.header.trigger()
    opened.parts.dicom_header.dialog.reject()
    assert opened.parts.dicom_header.dialog is None
    opened.window.actions_.header.trigger()
    opened.close()
    assert opened.parts.dicom_header.dialog is None
