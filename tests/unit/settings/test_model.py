"""The settings themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from xray_desktop.settings.model import MAX_RECENT, Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().provider = "cuda"


def test_opened_folders_come_first_and_once(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    settings = Settings().opened(first).opened(second).opened(first)
    assert settings.recent == (first, second)
    assert settings.last_folder == first


def test_an_opened_file_remembers_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "film.jpg"
    path.touch()
    settings = Settings().opened(path)
    assert settings.recent == (path,)
    assert settings.last_folder == tmp_path


def test_only_the_latest_are_kept(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(MAX_RECENT + 5):
        settings = settings.opened(tmp_path / str(number))
    assert [path.name for path in settings.recent] == [str(number) for number in range(MAX_RECENT + 4, 4, -1)]
