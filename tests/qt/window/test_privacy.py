"""With the identity hidden, nothing on the screen says whose pictures these are: not the patient, not a file's name."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from tests.support.dicom_files import write_dicom
from tests.support.studies import small_picture, write_jpeg
from xray_desktop.qt.privacy import identity

_SECRETS = ("Quirrenbach", "Adalgisa", "PID-4711", "19470830", "1947", "ACC-9", "Sankt-Elsewhere", "2031")
"""Parts of the patient's name, ID, dates, accession number, institution; the folder and the files are named so too."""

_HEADER = {
    "PatientName": "Quirrenbach^Adalgisa",
    "PatientID": "PID-4711",
    "PatientBirthDate": "19470830",
    "AccessionNumber": "ACC-9",
    "InstitutionName": "Sankt-Elsewhere",
    "StudyDate": "20310102",
    "StudyDescription": "Chest of Quirrenbach",
    "SeriesDescription": "PA Adalgisa",
    "StudyID": "PID-4711",
}


@pytest.fixture(autouse=True)
def _shown_again():
    yield
    identity.set_hidden(False)


@pytest.fixture
def opened(window, finished, tmp_path):
    folder = tmp_path / "Quirrenbach Adalgisa"
    (folder / "PID-4711").mkdir(parents=True)
    picture = small_picture(1)
    write_dicom(folder / "Quirrenbach_1.dcm", picture, window=(2048.0, 4096.0), attributes=_HEADER)
    write_dicom(folder / "PID-4711" / "Adalgisa.dcm", np.ascontiguousarray(picture[:, ::-1]), attributes=_HEADER)
    write_jpeg(folder / "Quirrenbach.jpg", (picture >> 4).astype(np.uint8))
    (folder / "Adalgisa-broken.dcm").write_bytes((folder / "Quirrenbach_1.dcm").read_bytes()[:700])
    application = window(folder)
    finished(application)
    return application


def _said(root: QWidget) -> list[str]:
    """Everything that a widget says, to the eye, under the pointer and to a screen reader."""
    said = [root.windowTitle(), root.toolTip(), root.statusTip(), root.whatsThis()]
    said += [root.accessibleName(), root.accessibleDescription()]
    if isinstance(root, QLabel | QLineEdit):
        said.append(root.text())
    if isinstance(root, QAbstractItemView) and root.model() is not None:
        said += _said_by_model(root.model())
    text = getattr(root, "text", None)
    return [*said, text() if callable(text) else "", *_said_by_actions(root.actions())]


def _said_by_actions(actions: list[QAction]) -> list[str]:
    return [words for action in actions for words in (action.text(), action.toolTip(), action.iconText())]


def _said_by_model(model, parent=None) -> list[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    said = []
    for line in range(model.rowCount(parent) if parent is not None else model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(line, column, parent) if parent is not None else model.index(line, column)
            said += [str(index.data(role) or "") for role in roles]
            said += _said_by_model(model, index) if column == 0 and model.rowCount(index) else []
    return said


def _everything_said() -> list[str]:
    widgets = [root for root in QApplication.topLevelWidgets() if root.isVisible() or not root.isWindow()]
    widgets += [child for root in widgets for child in root.findChildren(QWidget)]
    return [words for widget in widgets for words in _said(widget)]


def _secrets_said() -> list[str]:
    return [words for words in _everything_said() if any(secret in words for secret in _SECRETS)]


def test_nothing_on_the_screen_names_anybody(opened, wait, qtbot):
    main = opened.window
    for part in ("grid", "view", "problem"):
        _go_to(opened, part, wait)
        if opened.parts.dicom_header.dialog is None:
            opened.parts.dicom_header.open()
        wait(lambda: opened.parts.dicom_header.dialog.model.rowCount() > 0)
        assert _secrets_said(), f"the test finds nothing to hide on the {part}"
        qtbot.keyClick(opened.parts.dicom_header.dialog, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        qtbot.wait(20)
        assert _secrets_said() == [], part
        assert main.status.hidden.isVisible()
        qtbot.keyClick(opened.parts.dicom_header.dialog, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        assert not main.status.hidden.isVisible()
        assert _secrets_said()


def _go_to(opened, part, wait):
    view = opened.window.view_page
    if part == "grid":
        opened.parts.navigation.show_grid()
        opened.window.grid_page.view.setCurrentIndex(opened.parts.grid.index(0, 0))
        return
    name = "Adalgisa-broken.dcm" if part == "problem" else "Quirrenbach_1.dcm"
    key = next(row.key for row in opened.parts.study.rows if row.name == name)
    opened.parts.navigation.open(key)
    if part == "problem":
        wait(lambda: view.shows_problem)
    else:
        wait(lambda: view.image.image is not None and view.image.image.key == key)


def test_what_is_opened_while_it_is_hidden_is_hidden_too(opened, wait, qtbot):
    opened.window.actions_.hide_identity.trigger()
    for part in ("grid", "view", "problem"):
        _go_to(opened, part, wait)
        # Widgets that were taken away go with the next turn of the event loop.
        qtbot.wait(20)
        assert _secrets_said() == [], part
    row = opened.parts.grid.row_of(opened.parts.navigation.key)
    assert opened.window.view_page._name.text() == f"Image {row.order[0] + 1}"
    assert opened.window.windowTitle() == "Study – xray-desktop"


def test_a_hidden_name_cannot_be_searched_for(opened):
    header = opened.window.grid_page.filter_bar
    header.search.setText("Adalgisa")
    header._ask()
    assert opened.parts.grid.rowCount() == 2
    opened.window.actions_.hide_identity.trigger()
    assert opened.parts.grid.rowCount() == len(opened.parts.study.rows)
    assert header.search.text() == ""
    assert not header.search.isEnabled()


def test_the_report_is_suggested_without_a_name(opened, wait, tmp_path):
    opened.window.actions_.hide_identity.trigger()
    opened.parts.report_export.ask()
    dialogue = opened.window.findChild(QFileDialog)
    assert [path.rpartition("/")[2] for path in dialogue.selectedFiles()] == ["report.csv"]
    assert not any(secret in dialogue.directory().path() for secret in _SECRETS)
    dialogue.reject()
    opened.parts.report_export.export(tmp_path / "Quirrenbach.csv")
    wait(lambda: opened.window.messages.sentences() == ["The report is written."])
    opened.window.actions_.hide_identity.trigger()
    assert "Quirrenbach.csv" in opened.window.messages.sentences()[0]


def test_copied_details_hold_no_path(opened, wait):
    opened.window.actions_.hide_identity.trigger()
    _go_to(opened, "problem", wait)
    opened.window.view_page.problem.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied
    assert not any(secret in copied for secret in _SECRETS)


def test_the_switch_is_remembered_and_holds_before_the_settings_are_read(opened, window, wait):
    opened.window.actions_.hide_identity.trigger()
    opened.close()
    assert json.loads((window.data / "settings.json").read_text())["identity_hidden"] is True
    identity.set_hidden(False)
    again = window()
    assert again.window.actions_.hide_identity.isChecked()
    assert identity.is_hidden()
    wait(lambda: again.parts.preferences.settings is not None)
    assert again.parts.preferences.settings.recent
    assert _secrets_said() == []


def test_the_pixels_may_say_what_the_header_does_not(opened, wait, tmp_path):
    path = tmp_path / "burned.dcm"
    write_dicom(path, small_picture(1), attributes={"BurnedInAnnotation": "YES"})
    opened.window.actions_.hide_identity.trigger()
    opened.parts.opening.open([path])
    wait(lambda: opened.parts.grid.rowCount() == 1)
    opened.parts.navigation.open(opened.parts.grid.row_at(0).key)
    wait(lambda: "The pixels may name the patient" in opened.window.view_page.image.accessibleDescription())
