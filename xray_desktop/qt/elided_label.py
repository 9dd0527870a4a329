"""A label that gives way: its text is cut with an ellipsis instead of widening the window."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


class ElidedLabel(QLabel):
    """One line of plain text; the whole text stands in the tool tip while a part is cut off."""

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
        # A name from a file must never be taken for HTML.
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        """Give way to almost nothing."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._elide, place.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(place, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
        # Qt guesses whether a tool tip is HTML.
        tip = f"<qt>{escape(self.text())}</qt>" if shown != self.text() else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
