"""What is said of an image that has no score, over its picture and in the findings panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.qt.grid.badge import Badge, Shape
from xray_desktop.services.result import Status

if TYPE_CHECKING:
    from xray_desktop.services.result import ImageResult


@dataclass(frozen=True, slots=True)
class Notice:
    """A pill and a sentence.

    Attributes
    ----------
    can_be_overridden
        A person may have the image scored all the same.
    """

    badge: Badge
    sentence: str
    can_be_overridden: bool = False


_BADGES = {
    Status.NOT_SCORED: Badge(Shape.DASHED, "not_scored", "not scored"),
    Status.CANCELLED: Badge(Shape.DASHED, "not_scored", "stopped"),
    Status.FAILED: Badge(Shape.TRIANGLE, "failed", "failed"),
}


def notice_of(result: ImageResult | None) -> Notice | None:
    """Say why an image has no score; None where it has one or is still waiting."""
    badge = _BADGES.get(result.status) if result is not None else None
    if badge is None or result is None:
        return None
    return Notice(badge, result.reason, result.can_be_overridden)
