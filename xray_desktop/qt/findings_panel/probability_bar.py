"""Where a probability lies between 0 and 1, and on which side of the threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from xray_desktop.findings.finding import Finding

_AXIS = 14.0
_GROOVE = 4.0
_TICK = 20.0
_MARKER = 14.0
_POSITIVE_SIDE = 0.4


class ProbabilityBar(QWidget):
    """A line from 0 to 1 with the threshold across it and the probability on it: filled at or above, open below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding: Finding | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_finding(self, finding: Finding) -> None:
        """Show another finding."""
        self._finding = finding
        self.setAccessibleName(
            tr(
                "Probability {probability}, threshold {threshold}",
                probability=f"{finding.probability:.2f}",
                threshold=f"{finding.threshold.probability:.2f}",
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Take the width there is."""
        return QSize(theme.SIZE.findings_panel - 2 * theme.SPACE.l, _height())

    def position(self, share: float) -> float:
        """Return the horizontal place of a probability, in device-independent pixels."""
        return _MARKER / 2 + share * (self.width() - _MARKER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        if self._finding is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        threshold = self.position(self._finding.threshold.probability)
        self._paint_groove(painter, threshold)
        self._paint_threshold(painter, threshold, f"{self._finding.threshold.probability:.2f}")
        self._paint_marker(painter, self._finding)
        painter.end()

    def _paint_groove(self, painter: QPainter, threshold: float) -> None:
        groove = QRectF(self.position(0.0), _AXIS - _GROOVE / 2, self.position(1.0) - self.position(0.0), _GROOVE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        painter.setBrush(theme.colour("positive", _POSITIVE_SIDE))
        painter.setClipRect(QRectF(threshold, 0, self.width(), self.height()))
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        painter.setClipping(False)

    def _paint_threshold(self, painter: QPainter, threshold: float, value: str) -> None:
        pen = QPen(theme.colour("text"), theme.SIZE.focus_ring)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(threshold, _AXIS - _TICK / 2), QPointF(threshold, _AXIS + _TICK / 2))
        painter.setFont(theme.font(theme.TEXT.small))
        width = QFontMetricsF(painter.font()).horizontalAdvance(value)
        left = min(max(threshold - width / 2, 0.0), self.width() - width)
        self._write(painter, left, width, value, "text")
        for end, text in ((0.0, "0"), (1.0, "1")):
            if abs(self.position(end) - threshold) > width + theme.SPACE.s:
                self._write(painter, self.position(end) - _MARKER / 2, _MARKER, text, "secondary")

    def _write(self, painter: QPainter, left: float, width: float, text: str, colour: str) -> None:
        top = _AXIS + _TICK / 2 + theme.SPACE.xs
        painter.setPen(theme.colour(colour))
        painter.drawText(QRectF(left, top, width, _height() - top), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_marker(self, painter: QPainter, finding: Finding) -> None:
        colour = theme.colour("positive" if finding.positive else "negative")
        inset = theme.SIZE.focus_ring / 2
        place = QRectF(0, 0, _MARKER, _MARKER)
        place.moveCenter(QPointF(self.position(finding.probability), _AXIS))
        painter.setPen(QPen(colour, theme.SIZE.focus_ring))
        painter.setBrush(colour if finding.positive else theme.colour("panel"))
        painter.drawEllipse(place.adjusted(inset, inset, -inset, -inset))


def _height() -> int:
    """Return the room for the bar and a line of figures under it."""
    return round(_AXIS + _TICK / 2) + theme.SPACE.xs + theme.SIZE.text_line
