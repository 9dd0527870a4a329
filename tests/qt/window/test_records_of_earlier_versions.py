"""What an earlier version wrote is honoured: its settings, its window's state, its session and its notes.

The files in ``records`` were written by the real window before the study had an object of its own: every setting
differs from its default and every command has another key. They name ``/study-records`` as the place of the study.
Such a file is never changed: the names of actions and of sections stand in the files of users.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from tests.support.studies import small_study
from tests.support.tiny_model import TinyNetwork
from xray_desktop.imaging.heatmap.style import ColourMap, HeatmapMode, HeatmapScale
from xray_desktop.imaging.image import ImageKey
from xray_desktop.measuring.shapes import (
    Angle,
    Arrow,
    CardiothoracicRatio,
    EllipseRegion,
    Length,
    Note,
    Point,
    Probe,
    RectangleRegion,
)
from xray_desktop.qt import theme
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.viewer.view_keys import DEFAULT_KEYS
from xray_desktop.services.notes.store import ImageNotes, NotesFolder
from xray_desktop.services.session.folder import OwnedFolder
from xray_desktop.settings.model import Settings, ThemeName
from xray_desktop.settings.store import load_settings
from xray_desktop.study.arrangement import Order, Show

RECORDS = Path(__file__).parent / "records"
WRITTEN_AT = "/study-records"
SESSION_FILE = "session.json"
NOTE_OF = "ab" * 32

DRAWN = (
    Length((Point(1.5, 2.0), Point(30.0, 40.25))),
    Angle((Point(10, 10), Point(20, 20), Point(30, 10))),
    RectangleRegion((Point(5, 6), Point(50, 60))),
    EllipseRegion((Point(15, 16), Point(60, 70))),
    Probe((Point(7.5, 8.5),)),
    CardiothoracicRatio((Point(20, 100), Point(200, 100), Point(80, 120), Point(150, 130))),
    Arrow((Point(40, 40), Point(60, 60)), "the rib"),
    Note((Point(90, 90),), "seen before – 肺"),
)


@pytest.fixture(autouse=True)
def _as_before():
    yield
    identity.set_hidden(False)
    theme.set_text_percent(100)
    theme.apply(QApplication.instance(), theme.DARK)


@pytest.fixture
def records(window, tmp_path):
    """Lay the earlier version's files where a window looks for them, with the study and the models that they name."""
    small_study(tmp_path / "study" / "ward 3", 4)
    small_study(tmp_path / "study" / "other", 2)
    window.add_model("zdark.onnx", network=TinyNetwork(gain=-20.0), model_id="tiny-dark")
    shutil.copyfile(RECORDS / "window.ini", window.paths.root / "window.ini")
    _copy(RECORDS / "settings.json", window.paths.settings, tmp_path)
    owned = OwnedFolder.make(window.paths.sessions)
    _copy(RECORDS / SESSION_FILE, owned.path / SESSION_FILE, tmp_path)
    owned.release()
    return window


def _copy(source, target, study_parent):
    target.write_text(source.read_text(encoding="utf-8").replace(WRITTEN_AT, str(study_parent)), encoding="utf-8")


def keys_on_file():
    return {name: tuple(keys) for name, keys in json.loads((RECORDS / "settings.json").read_text())["keys"].items()}


def press_of(key):
    combined = QKeySequence(key)[0]
    return QKeyEvent(QEvent.Type.KeyPress, combined.key(), combined.keyboardModifiers())


def test_every_setting_is_read():
    loaded = load_settings(RECORDS / "settings.json")
    assert loaded.notice == ""
    assert loaded.settings == Settings(
        theme=ThemeName.LIGHT,
        provider="cpu",
        model_id="tiny-brightness",
        second_model_id="tiny-dark",
        heatmap_opacity=0.7,
        heatmap_colour_map=ColourMap.VIRIDIS,
        heatmap_mode=HeatmapMode.CONTOURS,
        heatmap_scale=HeatmapScale.STUDY,
        heatmap_threshold=0.25,
        identity_hidden=True,
        allow_urls=True,
        report_header_names=True,
        text_percent=115,
        last_folder=Path(WRITTEN_AT, "study"),
        keys=keys_on_file(),
        recent=(Path(WRITTEN_AT, "study"),),
    )


def test_a_note_is_read(tmp_path):
    shutil.copyfile(RECORDS / "note.json", tmp_path / f"{NOTE_OF}.json")
    written = ImageNotes(patient_name="Example, Anna", patient_id="0815", notes="supine, rotated")
    assert NotesFolder(tmp_path).read(NOTE_OF) == written


def test_the_window_takes_every_setting_and_every_key(records, wait):
    application = records()
    main = application.window
    assert theme.current() is theme.LIGHT
    assert theme.text_percent() == 115
    assert identity.is_hidden()
    assert main.actions_.quit.text() == "Afsluiten"
    assert main.actions_.studies_panel.isChecked()
    assert not main.actions_.findings_panel.isChecked()
    wait(lambda: application.parts.models.model is not None and application.parts.second.model is not None)
    assert application.parts.preferences.settings == load_settings(records.paths.settings).settings
    assert application.parts.models.model.card.model_id == "tiny-brightness"
    assert application.parts.second.model.card.model_id == "tiny-dark"
    for action in (main.actions_.light_theme, main.actions_.hide_identity, main.actions_.header_names):
        assert action.isChecked()
    assert main.actions_.heat_map_contours.isChecked()
    assert main.actions_.heat_map_study_scale.isChecked()
    actions, keys = main.actions_.by_name, keys_on_file()
    assert set(keys) == set(actions) | set(DEFAULT_KEYS), (
        "a name on file belongs to a command, and every command is there"
    )
    view = main.view_page.panes.views[0]
    for name, (key,) in keys.items():
        if name in actions:
            assert actions[name].shortcuts() == [QKeySequence(key)], name
        if name in DEFAULT_KEYS:
            assert view.keys.command_of(press_of(key)) == name


def test_the_session_comes_back_with_everything_in_it(records, finished, wait, tmp_path):
    application = records()
    main, looked_at = application.window, ImageKey(tmp_path / "study" / "ward 3" / "image-0002.jpg")
    wait(lambda: main.empty_page.lost.isVisible())
    main.empty_page.lost.click()
    finished(application)
    wait(lambda: application.parts.navigation.key == looked_at and main.view_page.image.image is not None)
    assert main.centre.currentWidget() is main.view_page
    assert list(application.parts.study_controller.roots) == [tmp_path / "study"]
    assert application.parts.study_controller.title == "study"
    assert len(application.parts.study.results()) == 6
    assert application.parts.threshold.threshold.probability == 0.37
    arranged = application.parts.study.arrangement
    assert (arranged.order, arranged.show, arranged.text) == (Order.PROBABILITY, Show.ALL, "image")
    assert arranged.branch == ("folder", "ward 3")
    assert application.parts.grid.rowCount() == 2
    assert application.parts.measurements.store.shapes(looked_at) == DRAWN
