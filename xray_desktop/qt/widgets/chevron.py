"""Buttons and boxes that open a list, with the icon set's own chevron."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QListView, QMenu, QToolButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.widgets import icons

if TYPE_CHECKING:
    # Not at run time: Qt's styles come with some hundred constants, and take longer than a page of widgets.
    from PySide6.QtWidgets import QStyleOptionComboBox

_SIZE = 16
_LEAST_WIDTH = 72
_ITEM_FLAGS = Qt.ItemDataRole.UserRole - 1
"""Where a box's own items keep what can be done with them (Qt documents it for `QComboBox`)."""


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
        icons.set_icon(self, icon_name)

    def sizeHint(self) -> QSize:
        """Leave some room before the chevron."""
        with_words = self.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly
        return super().sizeHint() + QSize(theme.SPACE.xs if with_words else _SIZE, 0)

    def set_text(self, text: str) -> None:
        """Name what the menu is about."""
        self.setText(f" {text}")
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and its chevron."""
        super().paintEvent(event)
        _paint_chevron(self, self.width() - _SIZE - theme.SPACE.xs)


class Choice(QComboBox):
    """A box to choose one of several; it gives way where room is short."""

    def minimumSizeHint(self) -> QSize:
        """Keep room for a few letters and the chevron."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.scaled(_LEAST_WIDTH)), hint.height())

    def set_offered(self, place: int, offered: bool) -> None:
        """Let the user choose the entry at a place, or not; it keeps its place either way."""
        self.model().setData(self.model().index(place, 0), None if offered else 0, _ITEM_FLAGS)
        view = self.view()
        if isinstance(view, QListView):
            view.setRowHidden(place, not offered)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Show as much of the words as fits."""
        super().initStyleOption(option)
        room = self.width() - _SIZE - 3 * theme.SPACE.s
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

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
