"""The pace of the scoring, and settings that cannot be saved."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from xray_desktop.errors import SettingsError
from xray_desktop.qt.controllers.state.preferences import PreferencesController
from xray_desktop.qt.controllers.state.scoring import Pace
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.settings.store import load_settings


class TestPace:
    def test_there_is_none_before_results_came_twice(self):
        pace = Pace()
        assert pace.rate(0.0) is None
        pace.count(0.0, 10)
        assert pace.rate(1.0) is None

    def test_it_is_images_over_time(self):
        pace = Pace()
        for tick in range(5):
            pace.count(tick * 1.0, 7)
        assert pace.rate(4.0) == pytest.approx(7.0)

    def test_it_forgets_what_is_long_ago(self):
        pace = Pace()
        pace.count(0.0, 1000)
        for tick in range(20, 30):
            pace.count(float(tick), 3)
        assert pace.rate(29.0) == pytest.approx(3.0)
        assert pace.rate(100.0) is None


class TestPreferences:
    @pytest.fixture
    def executor(self):
        with ThreadPoolExecutor(1) as made:
            yield made

    @pytest.fixture
    def lifetime(self):
        return Lifetime()

    @pytest.fixture
    def preferences(self, executor, lifetime, tmp_path, qtbot):
        background = Background(executor, lifetime, pytest.fail)
        made = PreferencesController(tmp_path / "folder" / "settings.json", background)
        with qtbot.waitSignal(made.loaded):
            made.load()
        return made

    def test_several_changes_are_written_once_when_they_rest(self, preferences, tmp_path, qtbot):
        (tmp_path / "folder").mkdir()
        for opacity in (0.1, 0.2, 0.3):
            preferences.change(heatmap_opacity=opacity)
        path = tmp_path / "folder" / "settings.json"
        qtbot.waitUntil(path.exists)
        assert load_settings(path).settings.heatmap_opacity == 0.3

    def test_that_they_cannot_be_saved_is_told(self, preferences, qtbot):
        with qtbot.waitSignal(preferences.failed) as failed:
            preferences.change(heatmap_opacity=0.1)
        assert isinstance(failed.args[0], SettingsError)

    def test_nothing_is_written_where_nothing_changed(self, preferences, qtbot):
        with qtbot.assertNotEmitted(preferences.changed):
            preferences.change(heatmap_opacity=preferences.settings.heatmap_opacity)

    def test_the_end_writes_what_is_not_written_yet(self, preferences, lifetime, executor, tmp_path):
        (tmp_path / "folder").mkdir()
        preferences.change(heatmap_opacity=0.7)
        lifetime.end()
        executor.shutdown()
        assert load_settings(tmp_path / "folder" / "settings.json").settings.heatmap_opacity == 0.7
