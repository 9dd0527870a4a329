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


def agreement(first: Finding, second: Finding) -> Agreement:
    """Compare the sides on which two findings of one image lie; how far from the line does not matter."""
    return Agreement.AGREE if first.positive is second.positive else Agreement.DISAGREE
