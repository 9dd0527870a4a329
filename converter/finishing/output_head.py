"""The last steps of a model file's network: logit, temperature, sigmoid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import helper, numpy_helper

from converter.errors import FinishingError
from converter.export.gradcam.graph import Graph
from converter.onnx_model import OnnxModel
from xray_desktop.model_file.checks import PROBABILITY

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PASSED_THROUGH = ("Identity", "Cast")
_FACTOR, _SCALED = "calibration/inverse_temperature", "calibration/logit"


@dataclass(frozen=True, slots=True, eq=False)
class OutputHead:
    """Where the temperature stands in a graph.

    Attributes
    ----------
    sigmoid
        The node that makes the probability.
    logit
        Name of the tensor before any temperature, shape ``[N, 1]``.
    scaling
        The node that multiplies the logit by the inverse of the temperature; None where the temperature is 1.
    """

    sigmoid: onnx.NodeProto
    logit: str
    scaling: onnx.NodeProto | None


def find_output_head(model: onnx.ModelProto, temperature: float) -> OutputHead:
    """Find the logit of a model file.

    Parameters
    ----------
    model
        With an output ``probability``.
    temperature
        As the card states it.

    Raises
    ------
    FinishingError
        The probability is no sigmoid of one logit, or the card states a temperature that is not in the graph.
    """
    graph = Graph(model)
    node = graph.producer(PROBABILITY)
    while node is not None and node.op_type in _PASSED_THROUGH:
        node = graph.producer(node.input[0])
    if node is None or node.op_type != "Sigmoid":
        raise FinishingError("This model does not end in one sigmoid, so no temperature can be put into it.")
    before = graph.producer(node.input[0])
    if before is not None and before.op_type == "Mul":
        for logit, factor in (tuple(before.input), tuple(before.input)[::-1]):
            value = graph.constant(factor)
            if value is not None and value.size == 1 and np.isclose(float(value.item()), 1.0 / temperature, rtol=1e-5):
                return OutputHead(node, logit, before)
    if temperature != 1.0:
        raise FinishingError("The temperature that the card states is not in the network, so it cannot be replaced.")
    return OutputHead(node, node.input[0], None)


def set_temperature(model: onnx.ModelProto, head: OutputHead, temperature: float) -> None:
    """Put a temperature into the graph, in place of the one it has; nothing else changes.

    Parameters
    ----------
    model
        Changed in place.
    head
        From `find_output_head`, of the same model.
    temperature
        The logit is divided by it before the sigmoid.
    """
    graph = model.graph
    kept = [tensor for tensor in graph.initializer if tensor.name != _FACTOR]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    graph.initializer.append(numpy_helper.from_array(np.array(1.0 / temperature, np.float32), _FACTOR))
    if head.scaling is not None:
        del head.scaling.input[:]
        head.scaling.input.extend([head.logit, _FACTOR])
    else:
        place = next(number for number, node in enumerate(graph.node) if node is head.sigmoid or node == head.sigmoid)
        graph.node.insert(place, helper.make_node("Mul", [head.logit, _FACTOR], [_SCALED], name=_SCALED))
        graph.node[place + 1].input[0] = _SCALED
    _remove_unused_constants(graph)


def _remove_unused_constants(graph: onnx.GraphProto) -> None:
    used = {name for node in graph.node for name in node.input} | {output.name for output in graph.output}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)


def logits_of(content: bytes, temperature: float, images: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the logits before any temperature: a probability in 32 bits cannot tell large ones apart.

    Parameters
    ----------
    content
        A model file's bytes.
    temperature
        As its card states it.
    images
        Shape ``[N, rows, columns, 1]``, 0 to 255.

    Returns
    -------
    ndarray
        Shape ``[N]``, float64.

    Raises
    ------
    FinishingError
        As `find_output_head`.
    """
    logit = find_output_head(onnx.load_model_from_string(content), temperature).logit
    (logits,) = OnnxModel(content, inner=[logit]).run(images, [logit])
    return logits.reshape(-1).astype(np.float64)
