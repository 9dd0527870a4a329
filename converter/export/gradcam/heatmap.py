"""Grad-CAM as part of the graph (Selvaraju et al., ICCV 2017, equations 1 and 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx

from converter.errors import ExportError
from converter.export.gradcam.differentiate import gradient
from converter.export.gradcam.graph import attribute

if TYPE_CHECKING:
    from converter.export.gradcam.graph import Graph

_NHWC = (0, 1, 2, 3)


def append_heatmap(graph: Graph, feature: str, logit: str) -> str:
    """Append the heat map of a logit.

    The gradient is that of the logit, not of the probability: where the probability reaches 0 or 1 its own gradient
    vanishes, and the map of the surest images would be blank.

    Parameters
    ----------
    graph
        Grown in place.
    feature
        Feature maps ``[N, h, w, C]``.
    logit
        Of the positive class, ``[N, 1]``.

    Returns
    -------
    str
        Name of the map ``[N, h, w]``: zero or more, not normalised.
    """
    maps, (batch, rows, columns, channels) = _before_transposes(graph, feature)
    if batch != 0 or rows > columns:
        raise ExportError("The feature maps come out of the conversion with their axes exchanged.")
    slope = gradient(graph, logit, _ones_like(graph, logit), maps)
    weights = graph.add("ReduceMean", [slope, graph.add_constant([rows, columns])], keepdims=1)
    evidence = graph.add("Mul", [weights, maps])
    return graph.add("Relu", [graph.add("ReduceSum", [evidence, graph.add_constant([channels])], keepdims=0)])


def _ones_like(graph: Graph, tensor: str) -> str:
    one = onnx.numpy_helper.from_array(np.ones(1, np.float32))
    return graph.add("ConstantOfShape", [graph.add("Shape", [tensor])], value=one)


def _before_transposes(graph: Graph, feature: str) -> tuple[str, tuple[int, ...]]:
    """Walk up through transposes to the tensor that the head is computed from.

    tf2onnx turns NHWC into NCHW and moves the transposes about: the head often hangs on the tensor before the
    transpose, and the transposed one is a dead end.

    Returns
    -------
    tuple
        The tensor's name, and which of its axes are batch, rows, columns and channels.
    """
    axes = _NHWC
    node = graph.producer(feature)
    while node is not None and node.op_type in ("Transpose", "Identity"):
        if node.op_type == "Transpose":
            order = attribute(node, "perm")
            axes = tuple(order[axis] for axis in axes)
        feature = node.input[0]
        node = graph.producer(feature)
    return feature, axes
