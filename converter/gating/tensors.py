"""The tensors of a graph that hold everything the answer is made of: where a picture can be told from others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import onnx

from converter.onnx_model import OnnxModel
from xray_desktop.inference.self_test import reference_tensor
from xray_desktop.model_file.checks import INPUT, PROBABILITY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.model_file.card import ModelCard

_MOST_TENSORS = 8
_FINEST_CELLS, _COARSEST_CELLS = 32, 2
_TELLS_SIZES_ONLY = frozenset({"Shape", "Size"})
_KEEPS_CHANNELS_FIRST = frozenset({
    "Add", "AveragePool", "BatchNormalization", "Clip", "Concat", "DequantizeLinear", "Div",
    "Elu", "HardSigmoid", "HardSwish", "LeakyRelu", "MaxPool", "Mul", "PRelu",
    "Pad", "QuantizeLinear", "Relu", "Selu", "Sigmoid", "Softplus", "Sub",
    "Tanh",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeatureTensor:
    """A tensor ``[N, channels, rows, columns]``, float32."""

    name: str
    channels: int
    rows: int
    columns: int


def feature_tensors(model: onnx.ModelProto, card: ModelCard) -> list[FeatureTensor]:
    """List feature tensors that the whole answer passes through, shallow ones first.

    A tensor beside which another path leads on (a residual connection) holds a part only, and is left out. Of an
    ensemble, they are those of the member with the largest weight: the others see the same picture.

    Parameters
    ----------
    model
        A model file's network.
    card
        Its card.
    """
    names = _passed_by_all(model.graph, _answer(card))
    usable = [tensor for tensor in _measured(model, card, names) if _is_usable(tensor)]
    step = max(1, len(usable) // _MOST_TENSORS)
    return usable[::-1][::step][:_MOST_TENSORS][::-1]


def _answer(card: ModelCard) -> str:
    if not card.members:
        return PROBABILITY
    weights = [member.weight for member in card.members]
    return f"member{weights.index(max(weights)) + 1}/{PROBABILITY}"


def _passed_by_all(graph: onnx.GraphProto, answer: str) -> list[str]:
    """Name the tensors without which the answer knows nothing of the image, channels first.

    The nodes stand in the order of computation. Where a single tensor is still to be used of all that was made before,
    every path goes through it.
    """
    path = _between(graph, answer)
    uses_left: dict[str, int] = {answer: 1}
    for node in path:
        for name in set(node.input):
            uses_left[name] = uses_left.get(name, 0) + 1
    alive, channels_first, found = {INPUT}, set[str](), list[str]()
    for node in path:
        if node.op_type == "Conv" or (
            node.op_type in _KEEPS_CHANNELS_FIRST and any(name in channels_first for name in node.input)
        ):
            channels_first.update(node.output)
        for name in set(node.input) & alive:
            uses_left[name] -= 1
            if not uses_left[name]:
                alive.discard(name)
        alive.update(name for name in node.output if uses_left.get(name))
        if len(alive) == 1 and node.output[0] in alive & channels_first:
            found.append(node.output[0])
    return found


def _between(graph: onnx.GraphProto, answer: str) -> list[onnx.NodeProto]:
    """Return the nodes on the ways from the image to the answer, in the order of computation."""
    from_image, ahead = {INPUT}, list[onnx.NodeProto]()
    for node in graph.node:
        if node.op_type not in _TELLS_SIZES_ONLY and any(name in from_image for name in node.input):
            from_image.update(node.output)
            ahead.append(node)
    wanted, path = {answer}, list[onnx.NodeProto]()
    for node in reversed(ahead):
        if any(name in wanted for name in node.output):
            wanted.update(node.input)
            path.append(node)
    return path[::-1]


def _measured(model: onnx.ModelProto, card: ModelCard, names: Sequence[str]) -> list[FeatureTensor]:
    """Run once and see what sizes and types the tensors have: files state them seldom."""
    if not names:
        return []
    answers = OnnxModel(model, card, inner=names).run(reference_tensor(card), names)
    return [
        FeatureTensor(name, *answer.shape[1:])
        for name, answer in zip(names, answers, strict=True)
        if answer.ndim == 4 and answer.dtype == "float32"
    ]


def _is_usable(tensor: FeatureTensor) -> bool:
    return min(tensor.rows, tensor.columns) >= _COARSEST_CELLS and max(tensor.rows, tensor.columns) <= _FINEST_CELLS
