"""Gradient rules, one small file for each family of operators.

A rule takes the graph, the node, the gradient that arrives at its (first) output, and the positions of the inputs that
the gradient is wanted for; it appends nodes and gives the gradient for each of these positions.
"""

from __future__ import annotations

from converter.export.gradcam.rules import activations, arithmetic, linear, pooling, reductions, shapes
from converter.export.gradcam.rules.registry import Rule

RULES: dict[str, Rule] = {
    **activations.RULES,
    **arithmetic.RULES,
    **linear.RULES,
    **pooling.RULES,
    **reductions.RULES,
    **shapes.RULES,
}

__all__ = ["RULES", "Rule"]
