"""Everything that is written over a picture, and the same in words for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from xray_desktop.qt import theme
from xray_desktop.qt.viewer import overlay
from xray_desktop.qt.viewer.corner_text import CornerText, DisplayValues, corner_text
from xray_desktop.qt.viewer.notice import notice_of

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from xray_desktop.qt.viewer.look import Look
    from xray_desktop.qt.viewer.picture import Picture


class Words:
    """Writes over pictures what a person wants to read there.

    Attributes
    ----------
    corners_visible
        Whether the four corners are written; the synthetic mark, notices and the legend do not depend on it.
    identity_hidden
        Leaves out whose picture it is.
    """

    def __init__(self) -> None:
        self.corners_visible = True
        self.identity_hidden = False

    def paint(self, painter: QPainter, area: QRectF, picture: Picture, look: Look, zoom: float) -> None:
        """Write; the painter works in device-independent pixels."""
        lift = 0.0
        if self.corners_visible:
            text = self._corners(picture, zoom)
            overlay.paint_corners(painter, area, text)
            lift = overlay.LINE_HEIGHT * overlay.bottom_lines(text) + theme.SPACE.m
        if picture.image.synthetic:
            overlay.paint_synthetic_mark(painter, area)
        if look.heatmap_visible:
            picture.paint_legend(painter, area, look, lift)
        notice = notice_of(picture.result)
        if notice is not None:
            overlay.paint_notice(painter, area, notice, lift)

    def describe(self, picture: Picture, zoom: float) -> str:
        """Say the same in one line."""
        text, notice = self._corners(picture, zoom), notice_of(picture.result)
        lines = [*text.top_left, *text.top_right, *text.bottom_left, *text.bottom_right]
        if picture.image.synthetic:
            lines.insert(0, overlay.SYNTHETIC)
        if notice is not None:
            lines.append(notice.sentence)
        return ". ".join(lines)

    def _corners(self, picture: Picture, zoom: float) -> CornerText:
        state = picture.window_level
        display = DisplayValues(state.voi, state.inverted, zoom)
        return corner_text(picture.image, display, _write_date, identity_hidden=self.identity_hidden)


def _write_date(day: date) -> str:
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        # The locale of a bare desktop has no habit of its own; ISO 8601 is never misread.
        return day.isoformat()
    return locale.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)
