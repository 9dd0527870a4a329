"""A slider from 0 to 1 with the histogram of the study's probabilities behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = 100
"""Positions from 0 to 1: two digits, as probabilities are shown."""

BINS = 50

_HEIGHT = 44
_AXIS = 8
"""Distance of the axis from the lower edge: room for the knob and the marks."""
_KNOB = 7.0
_MARK = 4.0


class HistogramSlider(QSlider):
    """A horizontal slider; keys and accessibility are `QSlider`'s own, the look and the mouse are not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._histogram: tuple[int, ...] = ()
        self._marks: tuple[float, ...] = ()
        self.setRange(0, STEPS)
        self.setSingleStep(1)
        self.setPageStep(STEPS // 10)
        self.setTracking(True)
        self.setAccessibleName(tr("Threshold"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Be wide where there is room."""
        return QSize(320, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Stay wide enough to aim at."""
        return QSize(160, _HEIGHT)

    def set_histogram(self, counts: Sequence[int]) -> None:
        """Show how the study's probabilities spread; equal parts of 0 to 1."""
        if tuple(counts) != self._histogram:
            self._histogram = tuple(counts)
            self.update()

    def set_marks(self, probabilities: Sequence[float]) -> None:
        """Show where the operating points lie, each 0 to 1."""
        self._marks = tuple(probabilities)
        self.update()

    # --- mouse: the knob goes where the pointer is ---------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the knob."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the knob."""
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def _follow(self, event: QMouseEvent) -> None:
        scale = self._scale()
        share = (event.position().x() - scale.left()) / scale.width()
        self.setValue(round(min(1.0, max(0.0, share)) * STEPS))

    def _scale(self) -> QRectF:
        return QRectF(_KNOB + 1, 0, self.width() - 2 * (_KNOB + 1), self.height() - _AXIS)

    # --- paint ---------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars, axis, marks and knob from back to front."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        self._paint_bars(painter, scale)
        painter.setPen(QPen(theme.colour("line"), 2))
        painter.drawLine(scale.bottomLeft(), scale.bottomRight())
        self._paint_marks(painter, scale)
        self._paint_knob(painter, scale)
        painter.end()

    def _paint_bars(self, painter: QPainter, scale: QRectF) -> None:
        highest = max(self._histogram, default=0)
        if not highest:
            return
        width = scale.width() / len(self._histogram)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, count in enumerate(self._histogram):
            # Square root: most images crowd at the two ends, and the few between are those that matter here.
            height = (count / highest) ** 0.5 * (scale.height() - 4)
            above = (place + 0.5) / len(self._histogram) * STEPS >= self.value()
            painter.setBrush(theme.colour("positive" if above else "negative", 0.75 if self.isEnabled() else 0.25))
            painter.drawRect(QRectF(scale.left() + place * width + 0.5, scale.bottom() - height, width - 1, height))

    def _paint_marks(self, painter: QPainter, scale: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("secondary"))
        for probability in self._marks:
            tip = QPointF(scale.left() + probability * scale.width(), scale.bottom() + 2)
            left, right = tip + QPointF(-_MARK, _MARK + 2), tip + QPointF(_MARK, _MARK + 2)
            painter.drawPolygon(QPolygonF([tip, left, right]))

    def _paint_knob(self, painter: QPainter, scale: QRectF) -> None:
        if not self.isEnabled():
            return
        x = scale.left() + self.value() / STEPS * scale.width()
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.drawLine(QPointF(x, 1), QPointF(x, scale.bottom()))
        focused = self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if focused else "window"), 2))
        painter.setBrush(theme.colour("text"))
        painter.drawEllipse(QPointF(x, scale.bottom()), _KNOB - 1, _KNOB - 1)
