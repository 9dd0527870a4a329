"""The label of a finding as a pill of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.grid.badge import Badge, Shape, badge_width, paint_badge


class LabelPill(QWidget):
    """Shows one badge: filled, outlined, dashed, or a warning triangle with its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = Badge(Shape.SKELETON, "raised", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_badge(self, badge: Badge) -> None:
        """Show another badge."""
        self.badge = badge
        self.setAccessibleName(badge.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Leave room for the words and what is around them."""
        return QSize(badge_width(self.badge) + theme.SPACE.s, theme.SIZE.pill)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, 0.0, 0.0, self.badge)
        painter.end()
