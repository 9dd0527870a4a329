"""What is written into a model file is what the viewer reads, and what was changed afterwards is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.tiny_model import TinyNetwork, build_network, tiny_card, write_model, write_tiny_model
from xray_desktop.errors import ModelError
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.card import parse_card
from xray_desktop.model_file.metadata import read_card, write_card
from xray_desktop.services.models.loading import load_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Card = dict[str, Any]


@pytest.mark.parametrize("network", [TinyNetwork(), TinyNetwork(rows=128, columns=96), TinyNetwork(gain=-20.0)])
def test_every_reader_sees_the_same_card(tmp_path: Path, network: TinyNetwork) -> None:
    path = write_tiny_model(tmp_path / "tiny.onnx", network)
    session = ModelSession.open(path, "cpu")
    custom = session._session.get_modelmeta().custom_metadata_map
    assert list(custom) == ["xray_desktop.model_card"]
    assert session.card == read_card(path) == parse_card(*custom.values()) == tiny_card(network)
    assert session.self_test().passed


def test_a_card_that_is_written_again_changes_no_answer(tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "tiny.onnx")
    write_card(path, read_card(path).model_copy(update={"summary": "Said differently."}))
    session = load_model(path, "cpu")
    assert session.card.summary == "Said differently."


def _drop_labels(card: Card) -> None:
    del card["labels"]


def _three_labels(card: Card) -> None:
    card["labels"] = ["NORMAL", "PNEUMONIA", "BOTH"]


def _same_labels(card: Card) -> None:
    card["labels"] = ["NORMAL", "NORMAL"]


def _next_major(card: Card) -> None:
    card["schema_version"] = "2.0"


def _add_field(card: Card) -> None:
    card["approved"] = True


def _threshold_over_one(card: Card) -> None:
    card["operating_points"][0]["threshold"] = 1.5


def _unknown_default(card: Card) -> None:
    card["default_operating_point"] = "best"


def _other_input(card: Card) -> None:
    card["input"]["rows"] = 72


def _other_heatmap(card: Card) -> None:
    card["heatmap"]["rows"], card["heatmap"]["columns"] = 4, 16


def _other_answer(card: Card) -> None:
    card["known_answer"]["probability"] = 0.5


def _other_map(card: Card) -> None:
    card["known_answer"]["heatmap"].reverse()


def _unknown_kernel(card: Card) -> None:
    card["input"]["kernel"] = "magic"


@pytest.mark.parametrize(
    "tamper",
    [
        _drop_labels,
        _three_labels,
        _same_labels,
        _next_major,
        _add_field,
        _threshold_over_one,
        _unknown_default,
        _other_input,
        _other_heatmap,
        _other_answer,
        _other_map,
        _unknown_kernel,
    ],
)
def test_a_tampered_card_is_refused_with_a_sentence(tmp_path: Path, tamper: Callable[[Card], None]) -> None:
    card = json.loads(tiny_card().to_json())
    tamper(card)
    path = write_model(tmp_path / "tampered.onnx", build_network(), json.dumps(card))
    with pytest.raises(ModelError) as caught:
        load_model(path, "cpu")
    assert caught.value.sentence.endswith(".")
    assert "tampered" not in caught.value.sentence


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "tiny.onnx")
    content = bytearray(path.read_bytes())
    bias = content.index(b"dense") - 8  # the end of the last number of the dense layer's weights
    content[bias + 3] ^= 0x40
    path.write_bytes(content)
    with pytest.raises(ModelError):
        load_model(path, "cpu")
