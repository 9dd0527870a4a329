"""What is said of an image that has no score, over its picture and in the findings panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.qt.grid.badge import Badge, BadgeShape
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.study.result import Status

if TYPE_CHECKING:
    from xray_desktop.study.result import ImageResult


@dataclass(frozen=True, slots=True)
class Notice:
    """A pill and a sentence.

    Attributes
    ----------
    can_be_overridden
        The user may have the image scored all the same.
    """

    badge: Badge
    sentence: str
    can_be_overridden: bool = False


def notice_of(result: ImageResult | None) -> Notice | None:
    """Say why an image has no score; None where it has one or is still waiting."""
    badge = _badge(result.status) if result is not None else None
    if badge is None or result is None:
        return None
    return Notice(badge, said(result.reason), result.can_be_overridden)


def _badge(status: Status) -> Badge | None:
    return {
        Status.NOT_SCORED: Badge(BadgeShape.DASHED, "not_scored", tr("not scored")),
        Status.CANCELLED: Badge(BadgeShape.DASHED, "not_scored", tr("stopped")),
        Status.FAILED: Badge(BadgeShape.TRIANGLE, "failed", tr("failed")),
    }.get(status)
