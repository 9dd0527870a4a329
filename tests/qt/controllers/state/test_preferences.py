"""Settings are kept when they rest, and what cannot be saved is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from xray_desktop.errors import SettingsError
from xray_desktop.qt.controllers.state.preferences import PreferencesController
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.settings.store import load_settings


@pytest.fixture
def executor():
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.fixture
def lifetime():
    return Lifetime()


@pytest.fixture
def preferences(executor, lifetime, tmp_path, qtbot):
    background = Background(executor, lifetime, pytest.fail)
    made = PreferencesController(tmp_path / "folder" / "settings.json", background)
    with qtbot.waitSignal(made.loaded):
        made.load()
    return made


def test_several_changes_are_written_once_when_they_rest(preferences, tmp_path, qtbot):
    (tmp_path / "folder").mkdir()
    for opacity in (0.1, 0.2, 0.3):
        preferences.change(heatmap_opacity=opacity)
    path = tmp_path / "folder" / "settings.json"
    qtbot.waitUntil(path.exists)
    assert load_settings(path).settings.heatmap_opacity == 0.3


def test_that_they_cannot_be_saved_is_told(preferences, qtbot):
    with qtbot.waitSignal(preferences.failed) as failed:
        preferences.change(heatmap_opacity=0.1)
    assert isinstance(failed.args[0], SettingsError)


def test_nothing_is_written_where_nothing_changed(preferences, qtbot):
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.change(heatmap_opacity=preferences.settings.heatmap_opacity)


def test_the_end_writes_what_is_not_written_yet(preferences, lifetime, executor, tmp_path):
    (tmp_path / "folder").mkdir()
    preferences.change(heatmap_opacity=0.7)
    lifetime.end()
    executor.shutdown()
    assert load_settings(tmp_path / "folder" / "settings.json").settings.heatmap_opacity == 0.7
