"""The settings file: whatever is wrong with it, the program starts, and nothing is thrown away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.broken_files import unreadable
from tests.support.folders import names_in
from tests.support.small_disk import small_disk
from xray_desktop.errors import SettingsError
from xray_desktop.imaging.heatmap.style import ColourMap, HeatmapMode, HeatmapScale
from xray_desktop.settings.model import Settings, ThemeName
from xray_desktop.settings.store import load_settings, save_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_an_absent_file_gives_the_defaults_in_silence(tmp_path: Path) -> None:
    loaded = load_settings(tmp_path / "settings.json")
    assert loaded.settings == Settings()
    assert loaded.notice == ""
    assert names_in(tmp_path) == []


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    settings = Settings(
        theme=ThemeName.LIGHT,
        provider="cuda",
        model_id="tiny",
        heatmap_opacity=0.25,
        heatmap_colour_map=ColourMap.VIRIDIS,
        heatmap_mode=HeatmapMode.CONTOURS,
        heatmap_scale=HeatmapScale.STUDY,
        heatmap_threshold=0.4,
    ).opened(tmp_path)
    save_settings(tmp_path / "settings.json", settings)
    assert load_settings(tmp_path / "settings.json").settings == settings


def test_a_field_of_tomorrow_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"schema_version": 1, "provider": "cpu", "voice": "alto"}')
    loaded = load_settings(path)
    assert loaded.settings.provider == "cpu"
    assert loaded.notice == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"schema_version": 1, "heatmap_opacity": 7}',
        b'{"schema_version": 1, "theme": "neon"}',
        b'{"schema_version": 1, "heatmap_mode": "jet"}',
        b'{"schema_version": 1, "heatmap_threshold": -0.1}',
        b'{"schema_version": "one"}',
        b'{"provider": "cpu"}',
        b'{"schema_version": 1, "heatmap_opacity": NaN}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_kept_aside_and_the_defaults_are_used(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    loaded = load_settings(path)
    assert loaded.settings == Settings()
    assert "The defaults are used." in loaded.notice
    assert ".broken" in loaded.notice
    assert names_in(tmp_path) == ["settings.json.broken"]
    assert (tmp_path / "settings.json.broken").read_bytes() == content


def test_a_file_of_a_later_version_is_kept_and_named_so(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"schema_version": 99}))
    assert "later version" in load_settings(path).notice
    assert json.loads((tmp_path / "settings.json.broken").read_text()) == {"schema_version": 99}


def test_a_file_that_may_not_be_read_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(path, Settings(provider="cpu"))
    with unreadable(path):
        loaded = load_settings(path)
    assert loaded.settings == Settings()
    assert "cannot be read" in loaded.notice
    assert load_settings(path).settings.provider == "cpu"


def test_a_full_disk_keeps_the_previous_settings(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=8) as disk:
        path = disk / "settings.json"
        save_settings(path, Settings(provider="cpu"))
        with pytest.raises(SettingsError, match="free space"):
            save_settings(path, Settings(model_id="m" * 20_000))
        assert load_settings(path).settings.provider == "cpu"


def test_saving_into_an_absent_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be saved"):
        save_settings(tmp_path / "absent" / "settings.json", Settings())
