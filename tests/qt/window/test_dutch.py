"""The real window in Dutch: from its first paint, in every corner that the user comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from tests.support import broken_files
from tests.support.gate_study import THRESHOLD, write_gate_study
from tests.support.gated_model import write_gated_model
from xray_desktop.model_file.card import InputContract
from xray_desktop.qt.i18n.language import said
from xray_desktop.study.result import Status

if TYPE_CHECKING:
    from tests.qt.window.conftest import Window

CHILDREN = InputContract(rows=64, columns=64, patient_age_years=(1.0, 5.0))
OF_THE_CARD = {"none"}
"""What a model card says of itself stands as it was written."""


@pytest.fixture
def dutch(window: Window) -> Window:
    """Choose Dutch before the window is opened, as the menu does for the next start."""
    window.data.mkdir()
    settings = QSettings(str(window.data / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "nl")
    settings.sync()
    return window


def words(root: QWidget) -> set[str]:
    """Gather what is written in a window, what its tips say, and what a screen reader is told."""
    found: set[str] = set()
    for widget in (root, *root.findChildren(QWidget)):
        found |= {widget.toolTip(), widget.accessibleName(), widget.windowTitle()}
        if isinstance(widget, QLabel | QAbstractButton):
            found.add(widget.text())
        if isinstance(widget, QLineEdit):
            found.add(widget.placeholderText())
        if isinstance(widget, QComboBox):
            found |= {widget.itemText(place) for place in range(widget.count())}
    for action in root.findChildren(QAction):
        found |= {action.text().strip(), action.iconText().strip(), action.statusTip()}
    return {text.strip() for text in found if text.strip()}


def left_in_english(root: QWidget) -> list[str]:
    """List what has a translation and is not said in it: Dutch itself is nothing that the catalogue knows."""
    return sorted(text for text in words(root) if said(text) != text)


def test_the_window_is_dutch_from_its_start(dutch):
    application = dutch()
    assert "Sleep thoraxfoto's hierheen" in words(application.window)
    assert application.window.menuBar().actions()[0].text() == "&Bestand"
    assert left_in_english(application.window) == []


def test_no_english_is_left_where_the_user_comes(dutch, finished, wait, tmp_path):
    (dutch.models / "tiny.onnx").unlink()
    write_gated_model(dutch.models / "gated.onnx", THRESHOLD, input=CHILDREN)
    study = write_gate_study(tmp_path / "study")
    broken_files.truncated_jpeg(study / "kapot.jpg")
    application = dutch(study)
    finished(application)
    window = application.window
    for row in list(application.parts.study.rows):
        window.grid_page.view.go_to(row.key)
        application.parts.navigation.open(row.key)
        wait(lambda: window.view_page.shows_problem or window.view_page.image.image is not None)
        assert left_in_english(window) == [], row.name
        assert left_in_english_over(window.view_page.image) == []
        application.parts.navigation.back()


def left_in_english_over(view: QWidget) -> list[str]:
    """The same for what is painted over a picture, which it describes to a screen reader."""
    return [part for part in view.accessibleDescription().split(". ") if said(part) != part]


def test_a_refused_image_and_one_scored_anyway_are_explained_in_dutch(dutch, finished, wait, tmp_path):
    (dutch.models / "tiny.onnx").unlink()
    write_gated_model(dutch.models / "gated.onnx", THRESHOLD, input=CHILDREN)
    application = dutch(write_gate_study(tmp_path / "study"))
    finished(application)
    results = application.parts.study.results()
    refused = [key for key, result in results.items() if result.can_be_overridden]
    assert refused
    assert all(said(results[key].reason) != results[key].reason for key in refused)
    application.parts.gate_override.score_anyway(refused)
    wait(lambda: all(results[key].status is Status.SCORED for key in refused))
    window = application.window
    for key in refused:
        window.grid_page.view.go_to(key)
        wait(lambda: window.findings.gate.take_back.isVisibleTo(window))
        assert left_in_english(window) == []
        assert window.findings.gate.against.text().startswith("Toch beoordeeld: ")
    # What goes into a report stays English.
    assert all(result.objection.startswith("Scored although not accepted: ") for result in map(results.get, refused))


def test_the_models_window_is_dutch(dutch, finished, wait):
    application = dutch()
    wait(lambda: application.parts.models.model is not None)
    dialog = application.parts.model_library.open()
    wait(lambda: bool(dialog.models.rows))
    assert set(left_in_english(dialog)) <= OF_THE_CARD
    stranger = dutch.data / "vreemd.onnx"
    stranger.write_bytes(b"not a model")
    application.parts.model_library.offer([stranger])
    wait(lambda: "vreemd.onnx is niet toegevoegd." in dialog.notice.sentence.text())
    assert set(left_in_english(dialog)) <= OF_THE_CARD
    dialog.close()
