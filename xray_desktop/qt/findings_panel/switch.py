"""A heading that switches its section on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from xray_desktop.qt import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_TRACK = QSize(32, 16)
_KNOB = 12.0
_HEIGHT = 24


class Switch(QCheckBox):
    """Words on the left, a switch on the right: the knob's place tells the state, not the colour alone."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Take the width there is."""
        return QSize(theme.SIZE.findings_panel // 2, theme.scaled(_HEIGHT))

    def hitButton(self, place: QPoint) -> bool:
        """Take a click anywhere on the line."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw words, switch and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(strong=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        track = QRectF(self.width() - _TRACK.width() - 1.0, 0, _TRACK.width(), _TRACK.height())
        track.moveTop((self.height() - track.height()) / 2)
        self._paint_switch(painter, track)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), theme.SIZE.line))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.SIZE.radius, theme.SIZE.radius
            )
        painter.end()

    def _paint_switch(self, painter: QPainter, track: QRectF) -> None:
        on = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if on else "line"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        gap = (track.height() - _KNOB) / 2
        left = track.right() - gap - _KNOB if on else track.left() + gap
        painter.setBrush(theme.colour("on_accent" if on else "secondary"))
        painter.drawEllipse(QRectF(left, track.top() + gap, _KNOB, _KNOB))
