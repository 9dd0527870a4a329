"""Pooling over windows that do not overlap: the gradient goes back to where each maximum was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.export.gradcam.graph import attribute
from converter.export.gradcam.rules.registry import Rule, declined, single

if TYPE_CHECKING:
    import onnx

    from converter.export.gradcam.graph import Graph


def _max_pool(graph: Graph, node: onnx.NodeProto, arriving: str) -> str:
    kernel = list(attribute(node, "kernel_shape"))
    steps = list(attribute(node, "strides", [1] * len(kernel)))
    if (
        kernel != steps
        or any(attribute(node, "pads", [0]))
        or any(step != 1 for step in attribute(node, "dilations", [1]))
    ):
        raise declined(node, "its windows overlap or reach over the edge")
    if attribute(node, "auto_pad", b"NOTSET") not in (b"NOTSET", b"VALID"):
        raise declined(node, "its padding is not written out")
    indices = node.output[1] if len(node.output) > 1 and node.output[1] else graph.add_output(node)
    size = graph.add("Shape", [node.input[0]])
    return graph.add("MaxUnpool", [arriving, indices, size], kernel_shape=kernel, strides=steps)


RULES: dict[str, Rule] = {"MaxPool": single(_max_pool)}
