"""Which model is used, and that a wrong one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.tiny_model import TinyNetwork, build_network, tiny_card, write_model, write_tiny_model
from xray_desktop.errors import ModelError, SessionError
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.catalogue import Catalogue
from xray_desktop.services.models.loading import choose_model, load_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    write_model(tmp_path / "a-bare.onnx", build_network(), None)
    write_tiny_model(tmp_path / "b.onnx", model_id="first")
    write_tiny_model(tmp_path / "c.onnx", model_id="second")
    return Catalogue.of([tmp_path])


@pytest.mark.parametrize(
    ("asked", "remembered", "chosen"),
    [
        ("", "", "b.onnx"),
        ("", "second", "c.onnx"),
        ("", "removed", "b.onnx"),
        ("first", "second", "b.onnx"),
    ],
)
def test_choice(catalogue: Catalogue, asked: str, remembered: str, chosen: str) -> None:
    assert choose_model(catalogue, asked, remembered).path.name == chosen


def test_an_unknown_model_is_not_replaced_by_another(catalogue: Catalogue) -> None:
    with pytest.raises(ModelError, match="Known are: first, second"):
        choose_model(catalogue, "third", "second")


def test_no_model_at_all_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model yet"):
        choose_model(Catalogue.of([tmp_path / "absent"]), "", "")


def test_loads_and_tests(tmp_path: Path) -> None:
    model = load_model(write_tiny_model(tmp_path / "tiny.onnx"), "cpu")
    assert model.card.model_id == "tiny-brightness"
    assert model.fallback_reason == ""


def test_a_model_with_a_wrong_answer_is_not_used(tmp_path: Path) -> None:
    path = write_model(tmp_path / "swapped.onnx", build_network(TinyNetwork(bias=2.0)), tiny_card().to_json())
    with pytest.raises(SessionError, match="does not give its known answer on this machine"):
        load_model(path, "auto")


def test_a_model_that_fails_on_its_own_picture_is_not_used(tmp_path: Path) -> None:
    known = tiny_card().known_answer.model_copy(update={"image_png": ""})
    with pytest.raises(ModelError, match="reference picture"):
        load_model(write_tiny_model(tmp_path / "tiny.onnx", known_answer=known), "auto")


def test_an_accelerator_with_another_answer_is_replaced_by_the_cpu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No accelerator runs here, so a session of a slightly different network stands for one that computes wrongly."""
    right = write_tiny_model(tmp_path / "right.onnx")
    wrong = write_model(tmp_path / "wrong.onnx", build_network(TinyNetwork(bias=0.1)), tiny_card().to_json())
    really_open = ModelSession.open

    def open_somewhere(path: Path, provider: str) -> ModelSession:
        session = really_open(path if provider == "cpu" else wrong, "cpu")
        if provider != "cpu":
            session.provider, session.provider_title = "CUDAExecutionProvider", "CUDA (onnxruntime)"
        return session

    monkeypatch.setattr(ModelSession, "open", open_somewhere)
    model = load_model(right, "cuda")
    assert model.provider == "CPUExecutionProvider"
    assert model.fallback_reason == ("CUDA (onnxruntime) does not give this model's known answer, so the CPU is used.")
    assert model.self_test().passed
