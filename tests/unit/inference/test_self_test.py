"""The reference picture in a card comes from somebody else's file."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from tests.support.tiny_model import reference_picture, tiny_card
from xray_desktop.errors import ContractMismatch
from xray_desktop.inference.self_test import compare, reference_tensor

if TYPE_CHECKING:
    from xray_desktop.model_file.card import ModelCard


def card_with(content: bytes) -> ModelCard:
    card = tiny_card()
    text = base64.b64encode(content).decode("ascii")
    return card.model_copy(update={"known_answer": card.known_answer.model_copy(update={"image_png": text})})


def png(picture: np.ndarray) -> bytes:
    return cv2.imencode(".png", picture)[1].tobytes()


def test_gives_the_picture_as_the_models_input() -> None:
    tensor = reference_tensor(tiny_card())
    assert tensor.shape == (1, 64, 64, 1)
    assert tensor.dtype == np.float32
    np.testing.assert_array_equal(tensor[0, :, :, 0], reference_picture(64, 64))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        png(np.zeros((64, 64), np.uint8))[:40],
        png(np.zeros((64, 64), np.uint8))[:18],
        png(np.zeros((32, 64), np.uint8)),
        png(np.zeros((64, 64, 3), np.uint8)),
        png(np.zeros((64, 64), np.uint16)),
        cv2.imencode(".jpg", np.zeros((64, 64), np.uint8))[1].tobytes(),
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ContractMismatch, match="reference picture"):
        reference_tensor(card_with(content))


@pytest.mark.parametrize("text", ["§§§", "ab?d", "abc"])
def test_what_is_no_base64_is_refused(text: str) -> None:
    card = tiny_card()
    known = card.known_answer.model_copy(update={"image_png": text})
    with pytest.raises(ContractMismatch, match="cannot be read"):
        reference_tensor(card.model_copy(update={"known_answer": known}))


def test_differences_at_the_tolerance_pass_and_beyond_it_fail() -> None:
    card = tiny_card()
    known = card.known_answer
    heatmap = np.asarray(known.heatmap, np.float32).reshape(8, 8)
    assert compare(card, known.probability + 0.0009, heatmap).passed
    assert not compare(card, known.probability + 0.0011, heatmap).passed


def test_the_heat_map_is_compared_without_its_scale() -> None:
    card = tiny_card()
    heatmap = np.asarray(card.known_answer.heatmap, np.float32).reshape(8, 8)
    assert compare(card, card.known_answer.probability, heatmap * 37.0).heatmap_difference < 1e-6
    assert not compare(card, card.known_answer.probability, np.roll(heatmap, 1, axis=1)).passed
