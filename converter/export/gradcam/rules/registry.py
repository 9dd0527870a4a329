"""What the rules share: their type, and how they decline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from converter.errors import NoGradientRuleError

if TYPE_CHECKING:
    import onnx

    from converter.export.gradcam.graph import Graph

Rule = Callable[["Graph", "onnx.NodeProto", str, list[int]], dict[int, str]]


def single(chain: Callable[[Graph, onnx.NodeProto, str], str]) -> Rule:
    """Make a rule for an operator whose first input alone can be differentiated."""

    def rule(graph: Graph, node: onnx.NodeProto, arriving: str, active: list[int]) -> dict[int, str]:
        if active != [0]:
            raise declined(node, "another input than the first is computed")
        return {0: chain(graph, node, arriving)}

    return rule


def declined(node: onnx.NodeProto, reason: str) -> NoGradientRuleError:
    """Return the error for a use of an operator that its rule does not cover."""
    return NoGradientRuleError(
        f"The heat map cannot be computed: the operator {node.op_type} has no gradient rule where {reason}."
    )
