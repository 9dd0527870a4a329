"""The pill that says how far an image came: filled, outlined, dashed, split, or a warning triangle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.widgets import icons
from xray_desktop.study.row import RowState

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Threshold
    from xray_desktop.study.row import Row


class BadgeShape(StrEnum):
    """What tells the states apart besides colour."""

    FILLED = "filled"
    OUTLINED = "outlined"
    DASHED = "dashed"
    TRIANGLE = "triangle"
    SPLIT = "split"
    SKELETON = "skeleton"


@dataclass(frozen=True, slots=True)
class Badge:
    """What is drawn.

    Attributes
    ----------
    colour
        Name of a token of the palette.
    """

    shape: BadgeShape
    colour: str
    text: str


def models_disagree() -> Badge:
    """Make the pill of an image on which two models fall on different sides."""
    return Badge(BadgeShape.SPLIT, "disagree", tr("models disagree"))


def badge_of(row: Row, threshold: Threshold) -> Badge:
    """Choose the pill of a row."""
    if row.state is RowState.SCORED and row.probability is not None:
        if row.disagrees(threshold):
            return models_disagree()
        text = f"{row.probability:.2f}"
        positive = threshold.holds(row.probability)
        if row.overridden:
            return Badge(
                BadgeShape.DASHED, "positive" if positive else "negative", tr("{probability} anyway", probability=text)
            )
        return Badge(BadgeShape.FILLED, "positive", text) if positive else Badge(BadgeShape.OUTLINED, "negative", text)
    return _without_score(row.state) or Badge(BadgeShape.SKELETON, "raised", "")


def _without_score(state: RowState) -> Badge | None:
    return {
        RowState.NOT_SCORED: Badge(BadgeShape.DASHED, "not_scored", tr("not scored")),
        RowState.CANCELLED: Badge(BadgeShape.DASHED, "not_scored", tr("stopped")),
        RowState.FAILED: Badge(BadgeShape.TRIANGLE, "failed", tr("cannot be read")),
    }.get(state)


_SKELETON_WIDTH = 44
_ICON = 16
_DISC = 10
_LEFT_HALF = (90 * 16, 180 * 16)
"""Of a disc: where it begins and how far it goes, in Qt's sixteenths of a degree."""


def paint_badge(painter: QPainter, left: float, top: float, badge: Badge) -> None:
    """Draw a pill with its upper left corner at a point; it is `theme.SIZE.pill` high."""
    painter.setFont(theme.font(theme.TEXT.small, strong=True))
    if badge.shape is BadgeShape.TRIANGLE:
        _paint_triangle(painter, left, top, badge)
        return
    outline = QRectF(left, top, badge_width(badge), theme.SIZE.pill)
    if badge.shape is BadgeShape.SPLIT:
        _paint_split(painter, outline, badge)
        return
    painter.setPen(_pen(badge))
    painter.setBrush(theme.colour(badge.colour) if _is_full(badge) else Qt.BrushStyle.NoBrush)
    # A line of one pixel lies on whole pixels only half a pixel inside.
    inset = outline.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inset, inset.height() / 2, inset.height() / 2)
    painter.setPen(theme.colour("on_pill" if badge.shape is BadgeShape.FILLED else badge.colour))
    painter.drawText(outline, Qt.AlignmentFlag.AlignCenter, badge.text)


def badge_width(badge: Badge) -> int:
    """Return the width of a pill, in device-independent pixels."""
    if badge.shape is BadgeShape.SKELETON:
        return _SKELETON_WIDTH
    beside = {BadgeShape.SPLIT: _DISC + theme.SPACE.xs + theme.SPACE.s, BadgeShape.TRIANGLE: _ICON}.get(badge.shape, 0)
    return _width(badge.text) + beside + 2 * theme.SPACE.s


@theme.text_cache(256)
def _width(text: str) -> int:
    return theme.metrics(theme.TEXT.small, strong=True).horizontalAdvance(text)


def _is_full(badge: Badge) -> bool:
    return badge.shape in {BadgeShape.FILLED, BadgeShape.SKELETON}


def _pen(badge: Badge) -> QPen:
    pen = QPen(theme.colour(badge.colour), theme.SIZE.line)
    if badge.shape is BadgeShape.DASHED:
        pen.setDashPattern([3.0, 3.0])
    return pen


def _paint_split(painter: QPainter, place: QRectF, badge: Badge) -> None:
    """Draw pointed ends and a disc that is half full and half empty: two answers to one question."""
    painter.setPen(_pen(badge))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    body, point = place.adjusted(0.5, 0.5, -0.5, -0.5), place.height() / 3
    upper = [QPointF(body.left() + point, body.top()), QPointF(body.right() - point, body.top())]
    lower = [QPointF(body.right() - point, body.bottom()), QPointF(body.left() + point, body.bottom())]
    right, left = QPointF(body.right(), body.center().y()), QPointF(body.left(), body.center().y())
    painter.drawPolygon(QPolygonF([*upper, right, *lower, left]))
    disc = QRectF(place.left() + theme.SPACE.m, 0, _DISC, _DISC)
    disc.moveTop(body.center().y() - _DISC / 2)
    painter.drawEllipse(disc)
    painter.setBrush(theme.colour(badge.colour))
    painter.drawChord(disc, *_LEFT_HALF)
    beside = place.adjusted(theme.SPACE.m + _DISC + theme.SPACE.xs, 0, 0, 0)
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, badge.text)


def _paint_triangle(painter: QPainter, left: float, top: float, badge: Badge) -> None:
    scale = painter.device().devicePixelRatio()
    drawn = icons.pixmap("triangle-alert", theme.colour(badge.colour).name(), _ICON, scale)
    painter.drawPixmap(QPointF(left, top + (theme.SIZE.pill - _ICON) / 2), drawn)
    painter.setPen(theme.colour(badge.colour))
    beside = QRectF(left + _ICON + theme.SPACE.xs, top, theme.SIZE.thumbnail, theme.SIZE.pill)
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, badge.text)
