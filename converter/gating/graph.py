"""The gate becomes part of a graph: standard operators behind a feature tensor, and the output ``atypicality``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from xray_desktop.model_file.checks import ATYPICALITY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from converter.gating.distance import Distance
    from converter.gating.features import Features

_PREFIX = "gate/"


def with_gate(model: onnx.ModelProto, features: Features, distance: Distance) -> onnx.ModelProto:
    """Return a copy of a network that also measures the distance; all other outputs stay as they are.

    Parameters
    ----------
    model
        A model file's network; a gate that it has already is replaced.
    features, distance
        What is measured.
    """
    gated = without_gate(model)
    tail = _GraphTail(gated.graph)
    down, across = (tail.constant(weights) for weights in features.weights())
    pooled = tail.add("MatMul", tail.add("MatMul", down, features.tensor.name), across)
    centred = tail.add("Sub", tail.add("Flatten", pooled, axis=1), tail.constant(distance.mean))
    standardised = tail.add("Div", centred, tail.constant(distance.deviation))
    axes = tail.constant(distance.axes)
    along = tail.add("MatMul", standardised, axes)
    left = tail.add("Sub", standardised, tail.add("MatMul", along, tail.add("Transpose", axes, perm=[1, 0])))
    weighted = tail.add("Mul", tail.add("Mul", along, along), tail.constant(distance.along))
    rest = tail.sum_of_rows(tail.add("Mul", left, left))
    squared = tail.add(
        "Add", tail.sum_of_rows(weighted), tail.add("Mul", rest, tail.constant(np.float32(distance.beside)))
    )
    tail.output(tail.add("Sqrt", tail.add("Div", squared, tail.constant(np.float32(features.numbers)))))
    return gated


def without_gate(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a copy of a network without the gate that it may have."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    graph = copy.graph
    nodes = [node for node in graph.node if not node.name.startswith(_PREFIX)]
    constants = [tensor for tensor in graph.initializer if not tensor.name.startswith(_PREFIX)]
    outputs = [value for value in graph.output if value.name != ATYPICALITY]
    for field, kept in ((graph.node, nodes), (graph.initializer, constants), (graph.output, outputs)):
        del field[:]
        field.extend(kept)
    return copy


class _GraphTail:
    """Appends to a graph; names count up, so that none is used twice."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self._graph = graph
        self._count = 0

    def add(self, op_type: str, *inputs: str, **attributes: Any) -> str:
        name = self._name(op_type)
        self._graph.node.append(helper.make_node(op_type, inputs, [name], name=name, **attributes))
        return name

    def constant(self, value: Any) -> str:
        name = self._name("constant")
        self._graph.initializer.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def sum_of_rows(self, tensor: str) -> str:
        return self.add("ReduceSum", tensor, self.constant(np.array([1], np.int64)), keepdims=0)

    def output(self, tensor: str, shape: Sequence[str | int] = ("N",)) -> None:
        node = helper.make_node("Identity", [tensor], [ATYPICALITY], name=f"{_PREFIX}{ATYPICALITY}")
        self._graph.node.append(node)
        self._graph.output.append(helper.make_tensor_value_info(ATYPICALITY, onnx.TensorProto.FLOAT, list(shape)))

    def _name(self, stem: str) -> str:
        self._count += 1
        return f"{_PREFIX}{stem}_{self._count}"
