"""One image with a line above it: where it stands in the study, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QToolButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.viewer.panes import Panes
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.elided_label import ElidedLabel
from xray_desktop.qt.window.problem_page import ProblemPage

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QHBoxLayout

    from xray_desktop.qt.viewer.image_view import ImageView
    from xray_desktop.qt.window.actions import Actions


_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown)


class ViewPage(QWidget):
    """The large view, or why there is none."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ElidedLabel(role="heading", elide=Qt.TextElideMode.ElideMiddle)
        self._place = QLabel("")
        self._place.setProperty("role", "secondary")
        self._previous, self._next = actions.previous, actions.next
        column = layouts.column(self)
        column.addLayout(self._line_above(actions))
        line = QFrame()
        line.setProperty("role", "line")
        column.addWidget(line)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)
        self.panes = Panes(self._stack)
        self.panes.made.connect(_dress)
        _dress(self.image)
        self.problem = ProblemPage(self._stack)
        self._stack.addWidget(self.panes)
        self._stack.addWidget(self.problem)

    def _line_above(self, actions: Actions) -> QHBoxLayout:
        row = layouts.row(spacing=theme.SPACE.s, margins=(theme.SPACE.s, theme.SPACE.s, theme.SPACE.s, theme.SPACE.s))
        row.addWidget(_button(actions.to_grid, with_text=True))
        row.addWidget(self._name, 1)
        row.addWidget(self._place)
        row.addWidget(_button(actions.previous))
        row.addWidget(_button(actions.next))
        return row

    @property
    def image(self) -> ImageView:
        """The view that the user works in."""
        return self.panes.view

    def show_place(self, name: str, place: int, shown: int) -> None:
        """Say which image this is, and offer its neighbours.

        Parameters
        ----------
        place
            Counted from 0.
        shown
            Images that the grid shows.
        """
        self._previous.setEnabled(place > 0)
        self._next.setEnabled(place + 1 < shown)
        self._name.setText(name)
        self._place.setText(tr("{place} of {count}", place=f"{place + 1:,}", count=f"{shown:,}"))

    def refresh_names(self) -> None:
        """Show what the image that cannot be shown is called now."""
        self.problem.refresh_names()

    def show_picture(self) -> None:
        """Bring the large view to the front."""
        self._stack.setCurrentWidget(self.panes)
        self.panes.focus_active()

    def show_problem(self) -> None:
        """Bring the reason to the front."""
        self._stack.setCurrentWidget(self.problem)
        self.problem.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the images where the picture, which has these keys itself, is not there to do it."""
        action = {**dict.fromkeys(_BACK, self._previous), **dict.fromkeys(_ON, self._next)}.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action.trigger()

    @property
    def shows_problem(self) -> bool:
        """Whether the reason stands in the picture's place."""
        return self._stack.currentWidget() is self.problem


def _dress(view: ImageView) -> None:
    icons.set_icon(view.score_anyway, "hand")


def _button(action: QAction, *, with_text: bool = False) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.text())
    if with_text:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
