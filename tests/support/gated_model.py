"""The tiny network with a gate whose answers can be worked out by hand: a picture is as atypical as it is bright."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from tests.support.tiny_model import TinyNetwork, build_network, tiny_card, write_model
from xray_desktop.model_file.card import Figure
from xray_desktop.model_file.gate import Gate

if TYPE_CHECKING:
    from pathlib import Path

    import onnx

    from xray_desktop.model_file.card import ModelCard

_NETWORK = TinyNetwork()
_FIGURE = Figure(value=0.01, low=0.0, high=0.05, n=100, method="Clopper-Pearson")


def build_gated_network(network: TinyNetwork = _NETWORK) -> onnx.ModelProto:
    """Write the graph, without a card; ``atypicality`` is the mean brightness, 0 to 1."""
    model = build_network(network)
    model.graph.node.append(helper.make_node("ReduceMean", ["scaled", "gate/axes"], ["atypicality"], keepdims=0))
    model.graph.initializer.append(numpy_helper.from_array(np.array([1, 2, 3], np.int64), "gate/axes"))
    model.graph.output.append(helper.make_tensor_value_info("atypicality", TensorProto.FLOAT, ["N"]))
    return model


def gated_card(threshold: float = 0.75, network: TinyNetwork = _NETWORK, **changes: Any) -> ModelCard:
    """Return the card of `build_gated_network`; ``changes`` replace fields of the card."""
    gate = Gate(
        method="mean brightness",
        layer="scaled",
        threshold=threshold,
        false_refusal=_FIGURE,
        false_acceptance={"noise": _FIGURE},
        fitted_on="nothing",
        measured_on="nothing",
    )
    return tiny_card(network, **{"gate": gate, **changes})


def write_gated_model(path: Path, threshold: float = 0.75, **card_changes: Any) -> Path:
    """Save the network with its card: pictures that are brighter than the threshold are not scored."""
    return write_model(path, build_gated_network(), gated_card(threshold, **card_changes).to_json())
