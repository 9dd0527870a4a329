"""Buttons and boxes that open a list, with the icon set's own chevron."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QWidget

from xray_desktop.qt import icons, theme

_SIZE = 16


class MenuButton(QToolButton):
    """A button that opens a menu."""

    def __init__(self, text: str, icon_name: str, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # As the tool bar's own buttons: the menu bar offers the same to whoever works without a mouse.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.dress(self, icon_name)

    def sizeHint(self) -> QSize:
        """Leave some room between text and chevron."""
        return super().sizeHint() + QSize(theme.SPACE.xs, 0)

    def set_text(self, text: str) -> None:
        """Name what the menu is about."""
        self.setText(f" {text}")
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and its chevron."""
        super().paintEvent(event)
        _paint_chevron(self, self.width() - _SIZE - theme.SPACE.xs)


class Choice(QComboBox):
    """A box to choose one of several."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its chevron."""
        super().paintEvent(event)
        _paint_chevron(self, self.width() - _SIZE - theme.SPACE.s)


def _paint_chevron(widget: QWidget, left: int) -> None:
    colour = theme.colour("secondary" if widget.isEnabled() else "line").name()
    drawn = icons.pixmap("chevron-down", colour, _SIZE, widget.devicePixelRatioF())
    painter = QPainter(widget)
    painter.drawPixmap(left, (widget.height() - _SIZE) // 2, drawn)
    painter.end()
