"""Functions of one element: the gradient is multiplied by their slope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx

from converter.export.gradcam.graph import attribute
from converter.export.gradcam.rules.registry import Rule, declined, single

if TYPE_CHECKING:
    from converter.export.gradcam.graph import Graph


def _where_true(graph: Graph, condition: str, arriving: str) -> str:
    return graph.add("Mul", [arriving, graph.add("Cast", [condition], to=onnx.TensorProto.FLOAT)])


def _inside(graph: Graph, tensor: str, low: str, high: str) -> str:
    """Mark what lies strictly between; at the kinks TensorFlow's slope is 0 too."""
    return graph.add("And", [graph.add("Greater", [tensor, low]), graph.add("Less", [tensor, high])])


def _relu(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    return _where_true(graph, graph.add("Greater", [node.output[0], graph.add_constant(0.0)]), arriving)


def _leaky_relu(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    positive = graph.add("Greater", [node.input[0], graph.add_constant(0.0)])
    slope = graph.add_constant(float(attribute(node, "alpha", 0.01)))
    return graph.add("Where", [positive, arriving, graph.add("Mul", [arriving, slope])])


def _clip(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    limits = [*node.input, "", ""][1:3]
    if not all(limits):
        raise declined(node, "a limit is open")
    return _where_true(graph, _inside(graph, node.input[0], *limits), arriving)


def _sigmoid(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    value = node.output[0]
    slope = graph.add("Mul", [value, graph.add("Sub", [graph.add_constant(1.0), value])])
    return graph.add("Mul", [arriving, slope])


def _tanh(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    square = graph.add("Mul", [node.output[0], node.output[0]])
    return graph.add("Mul", [arriving, graph.add("Sub", [graph.add_constant(1.0), square])])


def _hard_sigmoid(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    inside = _inside(graph, node.output[0], graph.add_constant(0.0), graph.add_constant(1.0))
    slope = graph.add_constant(float(attribute(node, "alpha", 0.2)))
    return _where_true(graph, inside, graph.add("Mul", [arriving, slope]))


def _hard_swish(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    """``x * min(max(x + 3, 0), 6) / 6``: slope 0 under -3, 1 above 3, ``x / 3 + 1 / 2`` between."""
    value = node.input[0]
    third = graph.add("Mul", [value, graph.add_constant(1.0 / 3.0)])
    slope = graph.add("Add", [third, graph.add_constant(0.5)])
    low = graph.add("Less", [value, graph.add_constant(-3.0)])
    high = graph.add("Greater", [value, graph.add_constant(3.0)])
    slope = graph.add("Where", [low, graph.add_constant(0.0), slope])
    slope = graph.add("Where", [high, graph.add_constant(1.0), slope])
    return graph.add("Mul", [arriving, slope])


def _softmax(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    value = node.output[0]
    axis = graph.add_constant([int(attribute(node, "axis", -1))])
    mean = graph.add("ReduceSum", [graph.add("Mul", [value, arriving]), axis], keepdims=1)
    return graph.add("Mul", [value, graph.add("Sub", [arriving, mean])])


RULES: dict[str, Rule] = {
    "Relu": single(_relu),
    "LeakyRelu": single(_leaky_relu),
    "Clip": single(_clip),
    "Sigmoid": single(_sigmoid),
    "Tanh": single(_tanh),
    "HardSigmoid": single(_hard_sigmoid),
    "HardSwish": single(_hard_swish),
    "Softmax": single(_softmax),
}
