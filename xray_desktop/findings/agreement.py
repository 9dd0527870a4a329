"""What two models say together of one image: each is held against its own threshold."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Finding

DISAGREE_LABEL = "models disagree"
"""Takes the place of a label: which of the two is right is not for this program to say."""


class Agreement(StrEnum):
    """Whether two models fall on the same side of their own thresholds."""

    AGREE = "agree"
    DISAGREE = "disagree"


def disagree(first_positive: bool, second_positive: bool) -> bool:
    """Tell whether two models fall on different sides of their own thresholds: the one rule for a disagreement."""
    return first_positive is not second_positive


def agreement(first: Finding, second: Finding) -> Agreement:
    """Compare the sides on which two findings of one image lie; how far from the line does not matter."""
    return Agreement.DISAGREE if disagree(first.positive, second.positive) else Agreement.AGREE
