"""The user's own models folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.errors import ModelError
from xray_desktop.services.models.library import (
    add_model,
    discard,
    discard_left_over,
    inspect_model,
    list_models,
    remove_model,
    restore_model,
    time_self_test,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


def test_an_added_model_is_the_very_file(model: Path, own: Path) -> None:
    copy = add_model(inspect_model(model), own)
    assert copy == own / "tiny.onnx"
    assert copy.read_bytes() == model.read_bytes()


def test_what_was_checked_is_written_whatever_became_of_the_file(model: Path, own: Path) -> None:
    checked = inspect_model(model)
    model.write_bytes(b"exchanged behind our back")
    assert add_model(checked, own).read_bytes() == checked.content


def test_another_file_of_the_same_name_stays(model: Path, own: Path, tmp_path: Path) -> None:
    first = add_model(inspect_model(model), own)
    (tmp_path / "elsewhere").mkdir()
    other = write_tiny_model(tmp_path / "elsewhere" / "tiny.onnx", TinyNetwork(gain=-20.0))
    second = add_model(inspect_model(other), own)
    assert (first.name, second.name) == ("tiny.onnx", "tiny-2.onnx")
    assert first.read_bytes() == model.read_bytes()


def test_the_same_model_is_not_added_twice(model: Path, own: Path) -> None:
    add_model(inspect_model(model), own)
    with pytest.raises(ModelError, match="already"):
        add_model(inspect_model(model), own)


def test_a_folder_that_cannot_be_made_is_told(model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="cannot be written to"):
        add_model(inspect_model(model), tmp_path / "file" / "models")


def test_a_removed_model_comes_back(model: Path, own: Path) -> None:
    copy = add_model(inspect_model(model), own)
    aside = remove_model(copy)
    assert list_models([own], own) == ()
    restore_model(aside)
    (listed,) = list_models([own], own)
    assert (listed.entry.path, listed.own) == (copy, True)


def test_a_removed_model_never_takes_the_place_of_another(model: Path, own: Path) -> None:
    copy = add_model(inspect_model(model), own)
    aside = remove_model(copy)
    copy.write_bytes(b"somebody else's")
    with pytest.raises(ModelError, match="another model file"):
        restore_model(aside)
    assert copy.read_bytes() == b"somebody else's"


def test_what_is_discarded_is_gone(model: Path, own: Path) -> None:
    discard(remove_model(add_model(inspect_model(model), own)))
    assert list(own.iterdir()) == []


def test_an_earlier_run_leaves_nothing_behind(model: Path, own: Path) -> None:
    remove_model(add_model(inspect_model(model), own))
    kept = add_model(inspect_model(model), own)
    discard_left_over(own)
    assert list(own.iterdir()) == [kept]


def test_refused_files_are_listed_with_their_sentence(model: Path, own: Path) -> None:
    (model.parent / "broken.onnx").write_bytes(b"no model")
    broken, tiny = list_models([model.parent], own)
    assert broken.entry.problem
    assert tiny.entry.card is not None
    assert not tiny.own


def test_the_known_answer_is_timed(model: Path) -> None:
    test = time_self_test(model, "cpu")
    assert test.passed
    assert test.provider_title == "CPU (onnxruntime)"
    assert test.load_seconds > 0.0
    assert test.run_seconds > 0.0
