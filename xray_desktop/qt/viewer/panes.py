"""One, two or four panes, of which the user works in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.viewer.gestures import DragTool
from xray_desktop.qt.viewer.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.qt.viewer.image_view import ImageView

_MOST = 4
_COLUMNS = 2


class Panes(QWidget):
    """Arranges panes and hands on what the user wants in them; decides nothing about images.

    Panes are made when they are first needed, and kept.

    Signals
    -------
    activated()
        The user works in another pane now.
    made(ImageView)
        A further view exists.
    step_requested(int), series_requested(int), end_requested(int), back_requested(), score_anyway_requested()
        As of `ImageView`, for the active pane.
    display_changed(ImageView)
        A view's picture, window, turn or zoom are not what they were.
    """

    activated = Signal()
    made = Signal(object)
    step_requested = Signal(int)
    series_requested = Signal(int)
    end_requested = Signal(int)
    back_requested = Signal()
    score_anyway_requested = Signal()
    display_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panes: list[Pane] = []
        self._count = 0
        self._active = 0
        self._alone: int | None = None
        self._left_tool = DragTool.WINDOW
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SIZE.line)
        self.set_count(1)

    # --- which panes ---------------------------------------------------------------------------

    @property
    def shown(self) -> Sequence[Pane]:
        """The panes of this arrangement, in reading order."""
        return self._panes[: self._count]

    @property
    def active(self) -> int:
        """Number of the pane that the user works in."""
        return self._active

    @property
    def active_pane(self) -> Pane:
        """The pane that the user works in."""
        return self._panes[self._active]

    @property
    def view(self) -> ImageView:
        """The view that the user works in."""
        return self.active_pane.view

    @property
    def image(self) -> XrayImage | None:
        """What is on the screen in the view that the user works in."""
        return self.view.image

    @property
    def views(self) -> list[ImageView]:
        """All views that were made, shown or not."""
        return [pane.view for pane in self._panes]

    def set_count(self, count: int) -> None:
        """Arrange so many panes: 1, 2 or 4."""
        if count == self._count:
            return
        while len(self._panes) < count:
            self._add()
        self._count = count
        self._alone = None
        for pane in self._panes[count:]:
            pane.clear()
        self._arrange()
        self.activate(min(self._active, count - 1))

    def activate(self, number: int) -> None:
        """Work in a pane."""
        changed = number != self._active
        self._active = number
        self._mark()
        if changed:
            self.activated.emit()

    def toggle_alone(self) -> bool:
        """Show the active pane alone, or all again; False where there is only one."""
        if self._count == 1:
            return False
        self._alone = None if self._alone is not None else self._active
        self._arrange()
        self._mark()
        return True

    def set_left_tool(self, tool: DragTool) -> None:
        """Decide what a drag with the left button does, in every view."""
        self._left_tool = tool
        for view in self.views:
            view.set_left_tool(tool)

    def set_identity_hidden(self, hidden: bool) -> None:
        """Leave out of every view what names the patient, or not."""
        for view in self.views:
            view.set_identity_hidden(hidden)

    # --- building ------------------------------------------------------------------------------

    def _add(self) -> None:
        assert len(self._panes) < _MOST  # noqa: S101 - hangings have at most four
        pane, number = Pane(), len(self._panes)
        view = pane.view
        view.set_left_tool(self._left_tool)
        pane.touched.connect(lambda: self.activate(number))
        view.step_requested.connect(self.step_requested)
        view.series_requested.connect(self.series_requested)
        view.end_requested.connect(self.end_requested)
        view.back_requested.connect(self.back_requested)
        view.enlarge_requested.connect(self._enlarge)
        view.score_anyway_requested.connect(self.score_anyway_requested)
        view.display_changed.connect(lambda: self.display_changed.emit(view))
        self._panes.append(pane)
        self.made.emit(view)

    def _enlarge(self) -> None:
        if not self.toggle_alone():
            self.back_requested.emit()

    def _arrange(self) -> None:
        for pane in self._panes:
            self._grid.removeWidget(pane)
            pane.hide()
        visible = self.shown if self._alone is None else [self._panes[self._alone]]
        for place, pane in enumerate(visible):
            self._grid.addWidget(pane, place // _COLUMNS, place % _COLUMNS)
            pane.show()

    def _mark(self) -> None:
        single = self._count == 1
        for number, pane in enumerate(self.shown):
            pane.set_state(active=number == self._active, alone=single)

    def focus_active(self) -> None:
        """Give the active pane the keyboard."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
