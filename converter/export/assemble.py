"""The converted network becomes the graph that the viewer runs: probability and heat map, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx

from converter.errors import ExportError
from converter.export.gradcam.graph import Graph
from converter.export.gradcam.heatmap import append_heatmap
from converter.export.graph_fixes import keep_pads_before_max_pools
from converter.export.tf_graph import FEATURE, RAW_PROBABILITY
from xray_desktop.model_file.checks import HEATMAP, PROBABILITY

if TYPE_CHECKING:
    from collections.abc import Sequence

_PASSED_THROUGH = ("Identity", "Cast")
_IR_VERSION = 9
"""Of ONNX 1.14 and 1.15, the ones with opset 18 and 20: every onnxruntime from 1.16 on reads it."""


def assemble_graph(converted: onnx.ModelProto, map_size: tuple[int, int], temperature: float) -> onnx.ModelProto:
    """Append calibration and heat map, and keep only what they need.

    Parameters
    ----------
    converted
        From `converter.export.tf_graph.keras_to_onnx`; changed in place.
    map_size
        Rows and columns of the feature maps.
    temperature
        The logit is divided by it before the sigmoid.

    Returns
    -------
    onnx.ModelProto
        Input ``image [N, H, W, 1]``; outputs ``probability [N, 1]`` and ``heatmap [N, h, w]``.

    Raises
    ------
    ExportError
        The network does not end in one sigmoid or a softmax of two classes.
    NoGradientRuleError
        The heat map cannot be computed through an operator of the head.
    """
    graph = Graph(converted)
    keep_pads_before_max_pools(graph)
    logit = _positive_logit(graph)
    heatmap = append_heatmap(graph, FEATURE, logit)
    calibrated = logit if temperature == 1.0 else graph.add("Mul", [logit, graph.add_constant(1.0 / temperature)])
    outputs = {PROBABILITY: graph.add("Sigmoid", [calibrated]), HEATMAP: heatmap}
    _replace_outputs(converted.graph, outputs, {PROBABILITY: [1], HEATMAP: list(map_size)})
    _remove_unused(converted.graph)
    converted.graph.input[0].type.tensor_type.shape.dim[0].dim_param = "N"
    del converted.graph.value_info[:]
    converted.ir_version = _IR_VERSION
    converted.graph.name = "xray_model"
    converted.producer_name = "xray-converter"
    return converted


def _positive_logit(graph: Graph) -> str:
    """Find what enters the last activation; for a softmax make the positive minus the negative logit of it."""
    node = graph.producer(RAW_PROBABILITY)
    while node is not None and node.op_type in _PASSED_THROUGH:
        node = graph.producer(node.input[0])
    if node is not None and node.op_type == "Sigmoid":
        return str(node.input[0])
    if node is not None and node.op_type == "Softmax":
        difference = graph.add_constant(np.array([[-1.0], [1.0]], np.float32))
        return graph.add("MatMul", [node.input[0], difference])
    raise ExportError(
        "The network's last operator is not known to the exporter: it has to be a sigmoid, or a softmax of two classes."
    )


def _replace_outputs(graph: onnx.GraphProto, outputs: dict[str, str], shapes: dict[str, Sequence[int]]) -> None:
    del graph.output[:]
    for name, tensor in outputs.items():
        graph.node.append(onnx.helper.make_node("Identity", [tensor], [name], name=name))
        declared = onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["N", *shapes[name]])
        graph.output.append(declared)


def _remove_unused(graph: onnx.GraphProto) -> None:
    needed = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            kept.append(node)
            needed.update(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    constants = [tensor for tensor in graph.initializer if tensor.name in needed]
    del graph.initializer[:]
    graph.initializer.extend(constants)
