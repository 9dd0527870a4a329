"""The list of models, the unusable ones with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.tiny_model import build_network, write_model, write_tiny_model
from xray_desktop.errors import ModelError
from xray_desktop.model_file.catalogue import Catalogue

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    return first, second


def test_lists_folders_in_order_and_files_by_name(folders: tuple[Path, Path]) -> None:
    first, second = folders
    write_tiny_model(first / "b.onnx", model_id="b")
    write_tiny_model(first / "a.ONNX", model_id="a")
    write_tiny_model(second / "c.onnx", model_id="c")
    (first / "README.md").write_text("Not a model.")
    entries = Catalogue.of(folders).entries
    assert [entry.card.model_id for entry in entries if entry.card] == ["a", "b", "c"]
    assert all(entry.path.is_absolute() for entry in entries)


def test_an_unusable_file_is_an_entry_with_the_reason(folders: tuple[Path, Path]) -> None:
    first, _ = folders
    write_model(first / "bare.onnx", build_network(), None)
    (first / "text.onnx").write_text("no model")
    write_tiny_model(first / "tiny.onnx")
    catalogue = Catalogue.of(folders)
    assert [bool(entry.problem) for entry in catalogue.entries] == [True, True, False]
    assert "no model card" in catalogue.entries[0].problem
    assert [entry.path.name for entry in catalogue.usable] == ["tiny.onnx"]


def test_absent_folders_are_empty(tmp_path: Path) -> None:
    assert Catalogue.of([tmp_path / "absent"]).entries == ()


def test_finds_by_id_and_takes_the_newest_version(folders: tuple[Path, Path]) -> None:
    first, second = folders
    write_tiny_model(first / "new.onnx", model_version="1.10.0")
    write_tiny_model(second / "old.onnx", model_version="1.9.0")
    assert Catalogue.of(folders).find("tiny-brightness").path.name == "new.onnx"


def test_finds_by_file_outside_the_folders(folders: tuple[Path, Path], tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "elsewhere.onnx")
    assert Catalogue.of(folders).find(str(path)).path == path


def test_a_file_that_cannot_be_used_is_found_with_its_reason(folders: tuple[Path, Path], tmp_path: Path) -> None:
    path = write_model(tmp_path / "bare.onnx", build_network(), None)
    assert "no model card" in Catalogue.of(folders).find(str(path)).problem


def test_an_unknown_name_is_refused_with_the_known_ones(folders: tuple[Path, Path]) -> None:
    write_tiny_model(folders[0] / "tiny.onnx")
    with pytest.raises(ModelError, match=r"no model of that name\. Known are: tiny-brightness"):
        Catalogue.of(folders).find("giant")


def test_an_unknown_name_among_none_is_refused(folders: tuple[Path, Path]) -> None:
    with pytest.raises(ModelError, match="Known are: none"):
        Catalogue.of(folders).find("giant")
