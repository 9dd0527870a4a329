"""Where the program keeps its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PROJECT_ROOT
from xray_desktop.errors import SettingsError
from xray_desktop.settings.paths import app_paths, model_dirs, resource_dir, shipped_models_dir


def test_everything_lies_in_the_folder_that_was_named(tmp_path: Path) -> None:
    paths = app_paths(tmp_path / "new" / "place")
    assert paths.root.is_dir()
    for path in (paths.settings, paths.log, paths.models, paths.demo):
        assert path.is_relative_to(tmp_path)


def test_the_folder_is_private(tmp_path: Path) -> None:
    assert app_paths(tmp_path / "own").root.stat().st_mode & 0o077 == 0


def test_without_a_name_it_is_the_platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert app_paths().root.is_relative_to(tmp_path)
    assert app_paths().root.name == "xray-desktop"


def test_a_relative_name_is_from_the_current_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert app_paths(Path("own")).root == tmp_path / "own"


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="--data-dir"):
        app_paths(tmp_path / "file" / "own")


def test_a_checkout_has_its_resources_and_models_beside_the_package() -> None:
    assert resource_dir() == PROJECT_ROOT / "resources"
    assert shipped_models_dir() == PROJECT_ROOT / "models"


def test_a_folder_named_for_the_run_comes_first_and_ones_own_models_last(tmp_path: Path) -> None:
    paths = app_paths(tmp_path)
    assert model_dirs(paths) == (shipped_models_dir(), paths.models)
    assert model_dirs(paths, tmp_path / "more") == (tmp_path / "more", shipped_models_dir(), paths.models)
