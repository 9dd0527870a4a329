"""A gate is in the card and in the graph, or in neither; what the graph computes is what the viewer gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from onnx import TensorProto, helper

from tests.support.gated_model import build_gated_network, gated_card, write_gated_model
from tests.support.tiny_model import build_network, tiny_card, write_model, write_tiny_model
from xray_desktop.errors import ContractMismatch, InferenceError
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.checks import check_model_file
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("images", [1, 3])
def test_the_session_gives_the_atypicality_of_each_image(tmp_path: Path, images: int) -> None:
    session = ModelSession.open(write_gated_model(tmp_path / "gated.onnx"), "cpu")
    levels = np.linspace(40.0, 200.0, images, dtype=np.float32)
    output = session.run(np.ones((images, 64, 64, 1), np.float32) * levels[:, None, None, None])
    assert output.atypicality is not None
    assert output.atypicality.shape == (images,)
    np.testing.assert_allclose(output.atypicality, levels / 255.0, rtol=1e-5)


def test_a_model_without_a_gate_gives_none(tmp_path: Path) -> None:
    session = ModelSession.open(write_tiny_model(tmp_path / "tiny.onnx"), "cpu")
    assert session.run(np.zeros((1, 64, 64, 1), np.float32)).atypicality is None


def test_the_card_gives_the_gate_back(tmp_path: Path) -> None:
    card = read_card(write_gated_model(tmp_path / "gated.onnx", threshold=0.6))
    assert card == gated_card(0.6)
    assert card.gate is not None
    assert card.gate.threshold == 0.6


def test_a_card_that_promises_a_gate_needs_the_output(tmp_path: Path) -> None:
    path = write_model(tmp_path / "promise.onnx", build_network(), gated_card().to_json())
    with pytest.raises(ContractMismatch, match="has no output 'atypicality'"):
        check_model_file(path)


def test_an_output_needs_a_card_that_tells_of_the_gate(tmp_path: Path) -> None:
    path = write_model(tmp_path / "silent.onnx", build_gated_network(), tiny_card().to_json())
    with pytest.raises(ContractMismatch, match="says nothing of a gate"):
        check_model_file(path)


def test_an_atypicality_is_one_number_for_each_image(tmp_path: Path) -> None:
    model = build_gated_network()
    model.graph.output[2].CopyFrom(helper.make_tensor_value_info("atypicality", TensorProto.FLOAT, ["N", 1]))
    model.graph.initializer[-1].CopyFrom(helper.make_tensor("gate/axes", TensorProto.INT64, [2], [2, 3]))
    path = write_model(tmp_path / "column.onnx", model, gated_card().to_json())
    with pytest.raises(ContractMismatch, match="'atypicality' is N x 1, but its card says N"):
        check_model_file(path)


def test_an_atypicality_that_is_no_number_is_refused(tmp_path: Path) -> None:
    session = ModelSession.open(write_gated_model(tmp_path / "gated.onnx"), "cpu")
    with pytest.raises(InferenceError, match="not a number"):
        session.run(np.full((1, 64, 64, 1), np.inf, np.float32))
