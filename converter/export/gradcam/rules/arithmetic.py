"""Sums, products and bounds of two tensors, one of which may be broadcast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx

from converter.export.gradcam.rules.registry import Rule, declined

if TYPE_CHECKING:
    from converter.export.gradcam.graph import Graph


def _unbroadcast(graph: Graph, node: onnx.NodeProto, position: int, contribution: str) -> str:
    """Sum a gradient over the axes along which the input was repeated."""
    source, result = graph.shape(node.input[position]), graph.shape(node.output[0])
    if source is None or result is None or len(source) != len(result):
        raise declined(node, "the ranks of its inputs differ or are unknown")
    repeated = [axis for axis, size in enumerate(source) if size == 1 and result[axis] != 1]
    if not repeated:
        return contribution
    return graph.add("ReduceSum", [contribution, graph.add_constant(repeated)], keepdims=1)


def _add(graph: Graph, node: onnx.NodeProto, arriving: str, active: list[int]) -> dict[int, str]:
    return {position: _unbroadcast(graph, node, position, arriving) for position in active}


def _subtract(graph: Graph, node: onnx.NodeProto, arriving: str, active: list[int]) -> dict[int, str]:
    signed = {position: arriving if position == 0 else graph.add("Neg", [arriving]) for position in active}
    return {position: _unbroadcast(graph, node, position, value) for position, value in signed.items()}


def _negate(graph: Graph, node: onnx.NodeProto, arriving: str, active: list[int]) -> dict[int, str]:
    return {0: graph.add("Neg", [arriving])}


def _multiply(graph: Graph, node: onnx.NodeProto, arriving: str, active: list[int]) -> dict[int, str]:
    products = {position: graph.add("Mul", [arriving, node.input[1 - position]]) for position in active}
    return {position: _unbroadcast(graph, node, position, value) for position, value in products.items()}


def _divide(graph: Graph, node: onnx.NodeProto, arriving: str, active: list[int]) -> dict[int, str]:
    quotient = graph.add("Div", [arriving, node.input[1]])
    parts = {0: quotient}
    if 1 in active:
        parts[1] = graph.add("Neg", [graph.add("Mul", [quotient, node.output[0]])])
    return {position: _unbroadcast(graph, node, position, parts[position]) for position in active}


def _bound(comparison: str) -> Rule:
    """Make the rule of `Min` or `Max` against a constant: the gradient passes where the constant does not win."""

    def rule(graph: Graph, node: onnx.NodeProto, arriving: str, active: list[int]) -> dict[int, str]:
        if len(node.input) != 2 or len(active) != 1:
            raise declined(node, "more than one input is computed")
        position = active[0]
        wins = graph.add(comparison, [node.input[position], node.input[1 - position]])
        contribution = graph.add("Mul", [arriving, graph.add("Cast", [wins], to=onnx.TensorProto.FLOAT)])
        return {position: _unbroadcast(graph, node, position, contribution)}

    return rule


RULES: dict[str, Rule] = {
    "Add": _add,
    "Sub": _subtract,
    "Neg": _negate,
    "Mul": _multiply,
    "Div": _divide,
    "Min": _bound("Less"),
    "Max": _bound("Greater"),
}
