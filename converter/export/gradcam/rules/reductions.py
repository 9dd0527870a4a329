"""Sums, means and maxima over axes: the gradient is spread over what was reduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx

from converter.export.gradcam.graph import attribute
from converter.export.gradcam.rules.registry import Rule, declined, single

if TYPE_CHECKING:
    from converter.export.gradcam.graph import Graph

_GLOBAL_POOLS = ("GlobalAveragePool", "GlobalMaxPool")


def _reduced_axes(graph: Graph, node: onnx.NodeProto) -> list[int]:
    shape = graph.shape(node.input[0])
    if shape is None:
        raise declined(node, "the rank of its input is unknown")
    if node.op_type in _GLOBAL_POOLS:
        return list(range(2, len(shape)))
    axes = attribute(node, "axes")
    if axes is None and len(node.input) > 1:
        axes = graph.constant(node.input[1])
    if axes is None:
        raise declined(node, "its axes are not constant")
    return [int(axis) % len(shape) for axis in axes]


def _with_reduced_axes(graph: Graph, node: onnx.NodeProto, tensor: str, axes: list[int]) -> str:
    """Put the reduced axes back, of size 1, so that the tensor spreads over the input."""
    if node.op_type in _GLOBAL_POOLS or attribute(node, "keepdims", 1):
        return tensor
    return graph.add("Unsqueeze", [tensor, graph.add_constant(axes)])


def _spread(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    axes = _reduced_axes(graph, node)
    return graph.add("Expand", [_with_reduced_axes(graph, node, arriving, axes), graph.add("Shape", [node.input[0]])])


def _mean(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    sizes = [graph.add("Size", [name]) for name in (node.output[0], node.input[0])]
    small, large = (graph.add("Cast", [size], to=onnx.TensorProto.FLOAT) for size in sizes)
    return _spread(graph, node, graph.add("Mul", [arriving, graph.add("Div", [small, large])]))


def _maximum(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    """Share the gradient among all places that hold the maximum, as TensorFlow does."""
    axes = _reduced_axes(graph, node)
    peak = _with_reduced_axes(graph, node, node.output[0], axes)
    holds = graph.add("Cast", [graph.add("Equal", [node.input[0], peak])], to=onnx.TensorProto.FLOAT)
    places = graph.add("ReduceSum", [holds, graph.add_constant(axes)], keepdims=1)
    return graph.add("Mul", [graph.add("Div", [holds, places]), _with_reduced_axes(graph, node, arriving, axes)])


RULES: dict[str, Rule] = {
    "ReduceSum": single(_spread),
    "ReduceMean": single(_mean),
    "GlobalAveragePool": single(_mean),
    "ReduceMax": single(_maximum),
    "GlobalMaxPool": single(_maximum),
}
