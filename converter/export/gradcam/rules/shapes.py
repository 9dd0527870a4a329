"""Operators that only move numbers about: the gradient is moved back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.export.gradcam.graph import attribute
from converter.export.gradcam.rules.registry import Rule, declined, single

if TYPE_CHECKING:
    import onnx

    from converter.export.gradcam.graph import Graph


def _pass_on(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    return arriving


def _reshape_back(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    return graph.add("Reshape", [arriving, graph.add("Shape", [node.input[0]])])


def _transpose_back(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    order = attribute(node, "perm")
    if order is None:
        return graph.add("Transpose", [arriving])
    return graph.add("Transpose", [arriving], perm=[order.index(axis) for axis in range(len(order))])


def _split_back(graph: Graph, node: onnx.NodeProto, arriving: str, active: list[int]) -> dict[int, str]:
    axis = int(attribute(node, "axis"))
    sizes = [_size(graph, node, name, axis) for name in node.input]
    parts = {}
    for position in active:
        start = sum(sizes[:position])
        bounds = [graph.add_constant([number]) for number in (start, start + sizes[position], axis)]
        parts[position] = graph.add("Slice", [arriving, *bounds])
    return parts


def _size(graph: Graph, node: onnx.NodeProto, name: str, axis: int) -> int:
    shape = graph.shape(name)
    size = None if shape is None else shape[axis]
    if size is None:
        raise declined(node, "the size of its inputs is open")
    return size


RULES: dict[str, Rule] = {
    "Identity": single(_pass_on),
    "Dropout": single(_pass_on),
    "Reshape": single(_reshape_back),
    "Flatten": single(_reshape_back),
    "Squeeze": single(_reshape_back),
    "Unsqueeze": single(_reshape_back),
    "Transpose": single(_transpose_back),
    "Concat": _split_back,
}
