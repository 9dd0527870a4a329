"""A label that gives way: its text is cut with an ellipsis instead of widening the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from xray_desktop.qt.widgets.tool_tip import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence


class ElidedLabel(QLabel):
    """One line of plain text; the whole text stands in the tool tip while a part is cut off, and details if any."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "",
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(text, parent)
        self._elide = elide
        self._details: tuple[str, ...] = ()
        # A name from a file must never be taken for HTML.
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)

    def set_details(self, lines: Sequence[str]) -> None:
        """Say more in the tool tip; a click shows it at once."""
        self._details = tuple(lines)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the click where there is something to say."""
        event.setAccepted(bool(self._details))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the details without waiting; a press, and a release before this, would hide them again."""
        if self._details:
            QToolTip.showText(event.globalPosition().toPoint(), self.toolTip(), self)

    def minimumSizeHint(self) -> QSize:
        """Shrink to almost nothing where room is short."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._elide, place.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(place, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
        lines = [*([self.text()] if shown != self.text() else []), *self._details]
        tip = plain_tip(lines) if lines else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
