"""Rewrites of what onnxruntime is known to compute wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import numpy_helper

from converter.export.gradcam.graph import attribute

if TYPE_CHECKING:
    import onnx

    from converter.export.gradcam.graph import Graph

_ALMOST_ZERO = -1e-30


def keep_pads_before_max_pools(graph: Graph) -> int:
    """Keep onnxruntime from folding a zero `Pad` into the `MaxPool` behind it.

    Its rewrite rule ``Pad_Fusion`` (seen in 1.31.1, active from the basic level) makes the padding of a `MaxPool` out
    of the `Pad`, which pads with minus infinity instead of zero: wrong wherever the features are negative. It moved
    ResNet50V2's probability by 0.59. The rule only takes pads of exactly zero, so a hair less than zero stays.

    Returns
    -------
    int
        Pads that were fixed.
    """
    fixed = 0
    for node in graph.proto.node:
        pools = [user for user in graph.consumers(node.output[0]) if user.op_type == "MaxPool"]
        if node.op_type == "Pad" and pools and _pads_with_zero(graph, node):
            _set_value(graph, node)
            fixed += 1
    return fixed


def _pads_with_zero(graph: Graph, node: onnx.NodeProto) -> bool:
    if attribute(node, "mode", b"constant") != b"constant":
        return False
    if len(node.input) < 3 or not node.input[2]:
        return True
    value: Any = graph.constant(node.input[2])
    return value is not None and not np.any(value)


def _set_value(graph: Graph, node: onnx.NodeProto) -> None:
    inputs = [*node.input, ""][:2]
    name = f"{node.output[0]}/almost_zero"
    graph.proto.initializer.append(numpy_helper.from_array(np.array(_ALMOST_ZERO, np.float32), name))
    others = list(node.input[3:])
    del node.input[:]
    node.input.extend([*inputs, name, *others])
