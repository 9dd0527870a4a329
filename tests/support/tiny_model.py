"""A real, small model file: a network of a few weights whose Grad-CAM is exact, with a full card inside.

One convolution turns each 8 x 8 patch into how much brighter and how much darker it is than mid-grey; their means
over the picture, weighed against each other, are the logit. For such a head (global average pooling, then a dense
layer) Grad-CAM is the weighted sum of the feature maps divided by their number of cells, rectified, so the
heat map is written down instead of differentiated. The known answer is what onnxruntime says of the file itself.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from xray_desktop.model_file.card import (
    METADATA_KEY,
    Figure,
    HeatmapContract,
    InputContract,
    KnownAnswer,
    ModelCard,
    OperatingPoint,
    Training,
    Validation,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PATCH = 8


@dataclass(frozen=True, slots=True)
class TinyNetwork:
    """What the network is; the defaults make a bright picture positive and a dark one negative.

    Attributes
    ----------
    rows, columns
        Size of the input, multiples of 8.
    gain
        Steepness of the logit over mean brightness; negative makes a dark picture positive.
    bias
        Logit of mid-grey.
    """

    rows: int = 64
    columns: int = 64
    gain: float = 20.0
    bias: float = 0.0


def build_network(network: TinyNetwork = TinyNetwork(), batch: int | str = "N") -> onnx.ModelProto:
    """Write the graph, without a card."""
    cells = (network.rows // PATCH, network.columns // PATCH)
    graph = helper.make_graph(
        _nodes(),
        "tiny",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [batch, network.rows, network.columns, 1])],
        [
            helper.make_tensor_value_info("probability", TensorProto.FLOAT, [batch, 1]),
            helper.make_tensor_value_info("heatmap", TensorProto.FLOAT, [batch, *cells]),
        ],
        _weights(network, cells),
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.checker.check_model(model, full_check=True)
    return model


def _nodes() -> list[onnx.NodeProto]:
    return [
        helper.make_node("Transpose", ["image"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Div", ["planes", "white"], ["scaled"]),
        helper.make_node("Conv", ["scaled", "kernel", "offset"], ["signed"], strides=[PATCH, PATCH]),
        helper.make_node("Relu", ["signed"], ["features"]),
        helper.make_node("GlobalAveragePool", ["features"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["vector"]),
        helper.make_node("Gemm", ["vector", "dense", "bias"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["probability"]),
        helper.make_node("Conv", ["features", "gradient"], ["evidence"]),
        helper.make_node("Relu", ["evidence"], ["positive"]),
        helper.make_node("Squeeze", ["positive", "channel"], ["heatmap"]),
    ]


def _weights(network: TinyNetwork, cells: tuple[int, int]) -> list[onnx.TensorProto]:
    mean = np.full((1, 1, PATCH, PATCH), 1.0 / PATCH**2, np.float32)
    dense = np.array([[network.gain], [-network.gain]], np.float32)
    arrays = {
        "white": np.float32(255.0),
        "kernel": np.concatenate([mean, -mean]),
        "offset": np.array([-0.5, 0.5], np.float32),
        "dense": dense,
        "bias": np.array([network.bias], np.float32),
        "gradient": dense.reshape(1, 2, 1, 1) / np.float32(cells[0] * cells[1]),
        "channel": np.array([1], np.int64),
    }
    return [numpy_helper.from_array(np.asarray(array), name) for name, array in arrays.items()]


def reference_picture(rows: int, columns: int) -> NDArray[np.uint8]:
    """Draw the known answer's input: a ramp with a bright disc, so that the map has a place to point at."""
    picture = np.tile(np.linspace(20, 140, columns, dtype=np.uint8), (rows, 1))
    return cv2.circle(picture, (columns // 3, rows // 2), rows // 4, 230, thickness=-1)


def tiny_card(network: TinyNetwork = TinyNetwork(), **changes: Any) -> ModelCard:
    """Return the card of `build_network`, its known answer computed; `changes` replace fields of the card."""
    figure = Figure(value=0.9, low=0.8, high=0.95, n=100, method="Clopper-Pearson")
    card = ModelCard(
        model_id="tiny-brightness",
        model_version="1.0.0",
        title="Brightness, for tests",
        summary="Says how bright a picture is.",
        labels=("NORMAL", "PNEUMONIA"),
        input=InputContract(rows=network.rows, columns=network.columns),
        heatmap=HeatmapContract(layer="features", rows=network.rows // PATCH, columns=network.columns // PATCH),
        operating_points=(
            _operating_point("balanced", 0.5, figure),
            _operating_point("high-sensitivity", 0.2, figure),
        ),
        default_operating_point="balanced",
        training=Training(
            dataset="none",
            attribution="none",
            data_licence="CC0-1.0",
            population="drawings",
            images=0,
            patients=0,
            recipe={},
            manifest_sha256="",
            seed=0,
            versions={},
        ),
        validation=(Validation(dataset="none", split="none", images=100, patients=100, figures={"auc": figure}),),
        known_answer=_known_answer(network),
        intended_use="Tests of the software.",
        limitations=("It knows nothing of medicine.",),
        licence="Apache-2.0",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return card.model_copy(update=changes)


def _operating_point(name: str, threshold: float, figure: Figure) -> OperatingPoint:
    return OperatingPoint(
        name=name, threshold=threshold, sensitivity=figure, specificity=figure, chosen_by="fiat", chosen_on="nothing"
    )


def _known_answer(network: TinyNetwork) -> KnownAnswer:
    picture = reference_picture(network.rows, network.columns)
    session = onnxruntime.InferenceSession(
        build_network(network).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    tensor = picture[None, :, :, None].astype(np.float32)
    probability, heatmap = session.run(["probability", "heatmap"], {"image": tensor})
    maximum = float(heatmap.max()) or 1.0
    return KnownAnswer(
        image_png=base64.b64encode(cv2.imencode(".png", picture)[1].tobytes()).decode("ascii"),
        probability=float(probability[0, 0]),
        heatmap=tuple(float(value) for value in (heatmap[0] / maximum).ravel()),
    )


def write_model(path: Path, model: onnx.ModelProto, card_json: str | None) -> Path:
    """Save any graph with any text as its card, the exporter's checks left out: for files that must be refused."""
    if card_json is not None:
        helper.set_model_props(model, {METADATA_KEY: card_json})
    path.write_bytes(model.SerializeToString())
    return path


def write_tiny_model(path: Path, network: TinyNetwork = TinyNetwork(), **card_changes: Any) -> Path:
    """Save the network with its card; `card_changes` replace fields of the card."""
    return write_model(path, build_network(network), tiny_card(network, **card_changes).to_json())
