"""The members' graphs become one graph with one input: average probability, average heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from xray_desktop.model_file.checks import HEATMAP, INPUT, PROBABILITY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from converter.ensembling.members import EnsembledModel

_SMALLEST = float(np.finfo(np.float32).tiny)


def merge(members: Sequence[EnsembledModel], temperature: float) -> onnx.ModelProto:
    """Write one graph that runs all members and averages their answers.

    The probability is the weighted mean ``p`` of the members' probabilities; with a temperature ``T`` other than 1 it
    is ``p**(1/T) / (p**(1/T) + (1-p)**(1/T))``, which is the sigmoid of the logit of ``p`` divided by ``T``, but finite
    where ``p`` is 0 or 1. The heat map is the weighted mean of the members' maps, each divided by its own maximum (a
    blank one stays blank) and brought to the finest grid.

    Parameters
    ----------
    members
        Of the same input, classes and operator set.
    temperature
        Of the whole.

    Returns
    -------
    onnx.ModelProto
        Input ``image [N, H, W, 1]``; outputs ``probability [N, 1]`` and ``heatmap [N, h, w]``. Without a card.
    """
    graph = onnx.GraphProto(name="xray_ensemble")
    parts = [_take_in(graph, member, f"member{number}/") for number, member in enumerate(members, 1)]
    rows, columns = finest_grid(members)
    tail = _Tail(graph)
    shares = [member.weight for member in members]
    mean = tail.mean([f"{part}{PROBABILITY}" for part in parts], shares)
    # Weights that sum to 1 give a hair more in float32.
    mean = tail.add("Clip", [mean, tail.constant(0.0), tail.constant(1.0)])
    maps = [
        tail.share_of_maximum(
            f"{part}{HEATMAP}", (member.card.heatmap.rows, member.card.heatmap.columns), rows, columns
        )
        for part, member in zip(parts, members, strict=True)
    ]
    tail.output(PROBABILITY, mean if temperature == 1.0 else tail.temper(mean, temperature), [1])
    tail.output(HEATMAP, tail.mean(maps, shares), [rows, columns])
    contract = members[0].card.input
    size: list[str | int | None] = ["N", contract.rows, contract.columns, 1]
    graph.input.append(helper.make_tensor_value_info(INPUT, onnx.TensorProto.FLOAT, size))
    opsets = {entry.domain: entry for member in members for entry in member.proto.opset_import}
    return helper.make_model(
        graph,
        opset_imports=list(opsets.values()),
        ir_version=max(member.proto.ir_version for member in members),
        producer_name="xray-converter",
    )


def finest_grid(members: Sequence[EnsembledModel]) -> tuple[int, int]:
    """Return the most rows and the most columns that a member's heat map has."""
    grids = [member.card.heatmap for member in members]
    return max(grid.rows for grid in grids), max(grid.columns for grid in grids)


def bilinear_weights(cells: int, finer: int) -> NDArray[np.float32]:
    """Return each finer cell's share of each cell along one axis, shape ``[finer, cells]``, float32.

    Cells are areas of the picture, so the centres of the finer ones lie at ``(i + 1/2) * cells / finer - 1/2``; the
    outermost cells reach on. Two products of such matrices are the exact bilinear interpolation.
    """
    centres = np.clip((np.arange(finer) + 0.5) * cells / finer - 0.5, 0.0, cells - 1.0)
    distance = np.abs(centres[:, None] - np.arange(cells)[None, :])
    return np.maximum(1.0 - distance, 0.0).astype(np.float32)


def _take_in(graph: onnx.GraphProto, member: EnsembledModel, prefix: str) -> str:
    """Copy a member's nodes and constants under names of their own; all members share the input."""
    own = onnx.compose.add_prefix(member.proto, prefix).graph
    for node in own.node:
        for position, name in enumerate(node.input):
            if name == f"{prefix}{INPUT}":
                node.input[position] = INPUT
    graph.node.extend(own.node)
    graph.initializer.extend(own.initializer)
    graph.sparse_initializer.extend(own.sparse_initializer)
    graph.quantization_annotation.extend(own.quantization_annotation)
    return prefix


class _Tail:
    """What follows the members; names count up, so that none is used twice."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self._graph = graph
        self._count = 0

    def add(self, op_type: str, inputs: Sequence[str], **attributes: Any) -> str:
        """Append a node with one output and return its name."""
        name = self._name(op_type)
        self._graph.node.append(helper.make_node(op_type, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, value: float | Sequence[int] | NDArray[np.float32]) -> str:
        """Store a constant of any shape; numbers as float32, lists of axes as int64. Return its name."""
        array = np.array(value, np.int64 if isinstance(value, list) else np.float32)
        name = self._name("constant")
        self._graph.initializer.append(numpy_helper.from_array(array, name))
        return name

    def mean(self, parts: Sequence[str], shares: Sequence[float]) -> str:
        """Return the weighted mean of tensors of one shape."""
        weighted = [self.add("Mul", [part, self.constant(share)]) for part, share in zip(parts, shares, strict=True)]
        return self.add("Sum", weighted)

    def temper(self, mean: str, temperature: float) -> str:
        """Divide the logit of a probability by a temperature."""
        power = self.constant(1.0 / temperature)
        positive = self.add("Pow", [mean, power])
        negative = self.add("Pow", [self.add("Sub", [self.constant(1.0), mean]), power])
        return self.add("Div", [positive, self.add("Add", [positive, negative])])

    def share_of_maximum(self, heatmap: str, grid: tuple[int, int], rows: int, columns: int) -> str:
        """Divide each map by its own maximum and bring it to a grid."""
        peak = self.add("ReduceMax", [heatmap, self.constant([1, 2])], keepdims=1)
        # A blank map is divided by the smallest number there is, and stays blank.
        scaled = self.add("Div", [heatmap, self.add("Max", [peak, self.constant(_SMALLEST)])])
        if grid[0] != rows:
            scaled = self.add("MatMul", [self.constant(bilinear_weights(grid[0], rows)), scaled])
        if grid[1] != columns:
            across = np.ascontiguousarray(bilinear_weights(grid[1], columns).T)
            scaled = self.add("MatMul", [scaled, self.constant(across)])
        return scaled

    def output(self, name: str, tensor: str, shape: Sequence[int]) -> None:
        """Declare an output ``[N, *shape]``."""
        self._graph.node.append(helper.make_node("Identity", [tensor], [name], name=name))
        declared = helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["N", *shape])
        self._graph.output.append(declared)

    def _name(self, stem: str) -> str:
        self._count += 1
        return f"ensemble/{stem}_{self._count}"
