"""Reverse-mode differentiation of the head of an ONNX graph, written as standard ONNX operators.

Between the feature maps and the logit there are a dozen kinds of operators at most. For each a rule says how a gradient
passes from its output to its inputs (Griewank & Walther, *Evaluating Derivatives*, 2008, chapter 3). An operator
without a rule is an error: a blank map that looks honest would be worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.errors import NoGradientRuleError
from converter.export.gradcam.rules import RULES

if TYPE_CHECKING:
    import onnx

    from converter.export.gradcam.graph import Graph


_SIZES_ONLY = frozenset({"Shape", "Size"})
"""What they give depends on the sizes alone; no gradient flows through them."""


def gradient(graph: Graph, output: str, seed: str, variable: str) -> str:
    """Append the vector-Jacobian product of a part of the graph.

    Parameters
    ----------
    graph
        Grown in place.
    output
        Tensor that is differentiated.
    seed
        Gradient of what one wants with respect to `output`, of its shape.
    variable
        Tensor with respect to which; an ancestor of `output`.

    Returns
    -------
    str
        Name of the gradient, of the shape of `variable`.

    Raises
    ------
    NoGradientRuleError
        An operator on the way has no rule, or is used in a way that its rule does not cover.
    """
    path = _nodes_between(graph, variable, output)
    depends = {variable} | {name for node in path for name in node.output}
    gradients = {output: seed}
    for node in reversed(path):
        arriving = gradients.get(node.output[0])
        if arriving is None:
            continue
        if node.op_type not in RULES:
            raise NoGradientRuleError(
                f"The heat map cannot be computed: there is no gradient rule for the operator {node.op_type}."
            )
        active = [position for position, name in enumerate(node.input) if name in depends]
        for position, contribution in RULES[node.op_type](graph, node, arriving, active).items():
            name = node.input[position]
            known = gradients.get(name)
            gradients[name] = contribution if known is None else graph.add("Add", [known, contribution])
    if variable not in gradients:
        raise NoGradientRuleError("The heat map cannot be computed: the logit does not depend on the feature maps.")
    return gradients[variable]


def _nodes_between(graph: Graph, variable: str, output: str) -> list[onnx.NodeProto]:
    """Return the nodes on any way from a tensor to another, in the order in which they run."""
    forward = {variable}
    after: list[onnx.NodeProto] = []
    for node in graph.proto.node:
        if node.op_type not in _SIZES_ONLY and forward.intersection(node.input):
            forward.update(node.output)
            after.append(node)
    needed = {output}
    path: list[onnx.NodeProto] = []
    for node in reversed(after):
        if needed.intersection(node.output):
            needed.update(node.input)
            path.append(node)
    return path[::-1]
