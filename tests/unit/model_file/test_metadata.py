"""The card inside an ONNX file: read without the weights, written all at once."""

from __future__ import annotations

import json
import os
import random
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from tests.support.tiny_model import build_network, tiny_card, write_model, write_tiny_model
from xray_desktop.errors import CardError, ModelError
from xray_desktop.model_file.card import METADATA_KEY
from xray_desktop.model_file.metadata import read_card, write_card

if TYPE_CHECKING:
    from pathlib import Path


def test_reads_the_card_that_onnx_reads(tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "tiny.onnx")
    properties = {prop.key: prop.value for prop in onnx.load(path).metadata_props}
    assert read_card(path) == tiny_card()
    assert json.loads(properties[METADATA_KEY])["model_id"] == "tiny-brightness"


def test_finds_the_card_among_other_properties(tmp_path: Path) -> None:
    model = build_network()
    onnx.helper.set_model_props(model, {"author": "somebody", METADATA_KEY: tiny_card().to_json(), "z": ""})
    assert read_card(write_model(tmp_path / "tiny.onnx", model, None)) == tiny_card()


def test_does_not_load_the_weights(tmp_path: Path) -> None:
    model = build_network()
    weights = np.zeros(8 << 20, np.float32)
    model.graph.initializer.append(numpy_helper.from_array(weights, "unused"))
    path = write_model(tmp_path / "large.onnx", model, tiny_card().to_json())
    assert path.stat().st_size > 32 << 20
    tracemalloc.start()
    try:
        read_card(path)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_a_file_without_a_card_says_how_to_get_one(tmp_path: Path) -> None:
    path = write_model(tmp_path / "bare.onnx", build_network(), None)
    with pytest.raises(CardError, match=r"has no model card.*xray-converter"):
        read_card(path)


def test_two_cards_are_refused(tmp_path: Path) -> None:
    model = build_network()
    for _ in range(2):
        model.metadata_props.add(key=METADATA_KEY, value=tiny_card().to_json())
    with pytest.raises(CardError, match="more than one"):
        read_card(write_model(tmp_path / "two.onnx", model, None))


@pytest.mark.parametrize(
    "text",
    ["", "not JSON", "[]", '{"schema_version": "2.0"}', tiny_card().to_json().replace('"NORMAL"', "null")],
)
def test_a_tampered_card_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CardError):
        read_card(write_model(tmp_path / "odd.onnx", build_network(), text))


def test_an_unknown_major_version_is_refused_by_name(tmp_path: Path) -> None:
    text = tiny_card().to_json().replace('"schema_version":"1.0"', '"schema_version":"2.3"')
    with pytest.raises(CardError, match=r"2\.3"):
        read_card(write_model(tmp_path / "later.onnx", build_network(), text))


def test_a_card_of_absurd_size_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="larger"):
        read_card(write_model(tmp_path / "fat.onnx", build_network(), " " * (9 << 20)))


def test_a_card_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "tiny.onnx")
    content = bytearray(path.read_bytes())
    content[content.index(b"tiny-brightness")] = 0xFF
    path.write_bytes(content)
    with pytest.raises(ModelError, match="damaged"):
        read_card(path)


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff\xe0 a JPEG", b"\x00" * 64, b"plain text, no model at all", b"\xff" * 40]
)
def test_what_is_no_onnx_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelError):
        read_card(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.onnx"
    path.touch()
    with pytest.raises(ModelError, match="empty"):
        read_card(path)


def test_every_cut_is_refused(tmp_path: Path) -> None:
    content = write_tiny_model(tmp_path / "tiny.onnx").read_bytes()
    path = tmp_path / "cut.onnx"
    for length in range(1, len(content), 7):
        path.write_bytes(content[:length])
        with pytest.raises(ModelError):
            read_card(path)


def test_random_damage_gives_a_card_or_a_sentence(tmp_path: Path) -> None:
    content = write_tiny_model(tmp_path / "tiny.onnx").read_bytes()
    path = tmp_path / "damaged.onnx"
    rng = random.Random(0)  # noqa: S311 - damage, not secrets
    refused = 0
    for _ in range(300):
        damaged = bytearray(content)
        damaged[rng.randrange(len(content))] = rng.randrange(256)
        path.write_bytes(damaged)
        try:
            read_card(path)
        except ModelError:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, make: object) -> None:
    path = tmp_path / "odd.onnx"
    make(path)  # type: ignore[operator]
    with pytest.raises(ModelError, match="no model file"):
        read_card(path)


def test_write_card_replaces_the_card_and_nothing_else(tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "tiny.onnx")
    before = onnx.load(path)
    write_card(path, tiny_card(title="Another title"))
    after = onnx.load(path)
    assert read_card(path).title == "Another title"
    assert len(after.metadata_props) == 1
    assert after.graph == before.graph


def test_write_card_gives_a_card_to_a_file_that_has_none(tmp_path: Path) -> None:
    path = write_model(tmp_path / "bare.onnx", build_network(), None)
    write_card(path, tiny_card())
    assert read_card(path) == tiny_card()


def test_write_card_leaves_a_file_that_is_no_model_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "odd.onnx"
    path.write_bytes(b"\xff\xd8\xff\xe0 a JPEG")
    with pytest.raises(ModelError, match="damaged"):
        write_card(path, tiny_card())
    assert path.read_bytes() == b"\xff\xd8\xff\xe0 a JPEG"


def test_write_card_to_an_absent_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        write_card(tmp_path / "absent.onnx", tiny_card())
