"""Linear maps with constant weights: the gradient passes through the transposed map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from converter.export.gradcam.graph import attribute
from converter.export.gradcam.rules.registry import Rule, declined, single

if TYPE_CHECKING:
    import onnx

    from converter.export.gradcam.graph import Graph


def _matmul(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    left, weights = graph.shape(node.input[0]), graph.shape(node.input[1])
    if weights is None or len(weights) != 2:
        raise declined(node, "the weights are no matrix")
    if left is not None and len(left) == 2:
        # Gemm transposes while it multiplies: a dense kernel of a hundred million weights is not stored twice.
        return graph.add("Gemm", [arriving, node.input[1]], transB=1)
    return graph.add("MatMul", [arriving, graph.add("Transpose", [node.input[1]], perm=[1, 0])])


def _gemm(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    if attribute(node, "transA", 0):
        raise declined(node, "its first input is transposed")
    flipped = 1 - int(attribute(node, "transB", 0))
    return graph.add("Gemm", [arriving, node.input[1]], alpha=float(attribute(node, "alpha", 1.0)), transB=flipped)


def _convolution(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    if any(step != 1 for step in attribute(node, "strides", [1])):
        raise declined(node, "its stride is not 1")
    if attribute(node, "auto_pad", b"NOTSET") not in (b"NOTSET", b"VALID"):
        raise declined(node, "its padding is not written out")
    kept = {name: attribute(node, name) for name in ("dilations", "group", "kernel_shape", "pads")}
    attributes = {name: value for name, value in kept.items() if value is not None}
    return graph.add("ConvTranspose", [arriving, node.input[1]], **attributes)


def _batch_normalization(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    scale, variance = graph.constant(node.input[1]), graph.constant(node.input[4])
    rank = graph.shape(node.input[0])
    if scale is None or variance is None or rank is None:
        raise declined(node, "its statistics are computed")
    slope = scale / np.sqrt(variance + attribute(node, "epsilon", 1e-5))
    shaped = slope.astype(np.float32).reshape([1, -1] + [1] * (len(rank) - 2))
    return graph.add("Mul", [arriving, graph.add_constant(shaped)])


RULES: dict[str, Rule] = {
    "MatMul": single(_matmul),
    "Gemm": single(_gemm),
    "Conv": single(_convolution),
    "BatchNormalization": single(_batch_normalization),
}
