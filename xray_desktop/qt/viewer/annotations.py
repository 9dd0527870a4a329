"""Annotations: everything that is written over a picture, and the same as text for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.viewer import annotation_painter
from xray_desktop.qt.viewer.corner_text import CornerText, DisplayValues, corner_text
from xray_desktop.qt.viewer.notice import notice_of
from xray_desktop.qt.widgets.dates import write_date

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from xray_desktop.qt.viewer.display_options import DisplayOptions
    from xray_desktop.qt.viewer.picture import Picture


class Annotations:
    """Writes over pictures what the user wants to read there.

    Attributes
    ----------
    corners_visible
        Whether the four corners are written; the synthetic mark, notices and the legend do not depend on it.
    identity_hidden
        Leaves out whose picture it is.
    """

    def __init__(self) -> None:
        self.corners_visible = True
        self.identity_hidden = identity.is_hidden()

    def paint(
        self, painter: QPainter, area: QRectF, picture: Picture, display_options: DisplayOptions, zoom: float
    ) -> None:
        """Write; the painter works in device-independent pixels."""
        marks = _marks(picture)
        if self.corners_visible:
            text = self._corners(picture, zoom)
            annotation_painter.paint_corners(painter, area, text)
            annotation_painter.paint_edges(painter, area, text, len(marks))
        for line, mark in enumerate(marks):
            annotation_painter.paint_mark(painter, area, mark, line)
        if display_options.heatmap_visible:
            picture.paint_legend(painter, area, display_options, self._lift(picture, zoom))
        notice = notice_of(picture.result)
        if notice is not None:
            card = annotation_painter.place_notice(area, notice, self._lift(picture, zoom))
            annotation_painter.paint_notice(painter, card, notice)

    def place_override(self, area: QRectF, picture: Picture, zoom: float) -> QRectF | None:
        """Find the room for a button under the notice; None where the image is not to be overridden."""
        notice = notice_of(picture.result)
        if notice is None or not notice.can_be_overridden:
            return None
        card = annotation_painter.place_notice(area, notice, self._lift(picture, zoom))
        room = card.adjusted(theme.SPACE.l, 0, -theme.SPACE.l, -theme.SPACE.m)
        return QRectF(room.left(), room.bottom() - theme.SIZE.control, room.width(), theme.SIZE.control)

    def _lift(self, picture: Picture, zoom: float) -> float:
        """Return the height of what stands in the lower corners."""
        if not self.corners_visible:
            return 0.0
        return theme.SIZE.text_line * annotation_painter.bottom_lines(self._corners(picture, zoom)) + theme.SPACE.m

    def describe(self, picture: Picture, zoom: float) -> str:
        """Say the same in one line."""
        text, notice = self._corners(picture, zoom), notice_of(picture.result)
        lines = [*_marks(picture), *text.lines]
        if notice is not None:
            lines.append(notice.sentence)
        return ". ".join(lines)

    def _corners(self, picture: Picture, zoom: float) -> CornerText:
        state = picture.window_level
        display = DisplayValues(state.voi, state.inverted, zoom, picture.turn)
        remarks = picture.result.remarks if picture.result is not None else ()
        return corner_text(picture.image, display, write_date, remarks=remarks, identity_hidden=self.identity_hidden)


def _marks(picture: Picture) -> list[str]:
    """List what stands at the top of a picture, whatever else is hidden."""
    overridden = picture.result is not None and picture.result.overridden
    known = ((annotation_painter.SYNTHETIC, picture.image.synthetic), (annotation_painter.NOT_ACCEPTED, overridden))
    return [tr(text) for text, there in known if there]
