"""Mouse and wheel, in the way of radiological workstations.

Left drag changes the window, or does what the chosen tool does; middle drag moves, right drag zooms around where it
began; the wheel goes through the images, with Ctrl it zooms around the pointer.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QWheelEvent

DEAD_ZONE = 3.0
"""A hand that clicks moves the mouse by less than this, in device-independent pixels."""

NOTCH = 120
_DRAG_TO_DOUBLE = 128.0


class DragTool(Enum):
    """What a drag does to the picture."""

    WINDOW = "window"
    REGION = "region"
    """The window is made from the values in a rectangle that is drawn."""
    PAN = "pan"
    ZOOM = "zoom"


_CURSORS = {
    DragTool.WINDOW: Qt.CursorShape.CrossCursor,
    DragTool.REGION: Qt.CursorShape.CrossCursor,
    DragTool.PAN: Qt.CursorShape.ClosedHandCursor,
    DragTool.ZOOM: Qt.CursorShape.SizeVerCursor,
}


class GestureTarget(Protocol):
    """What gestures ask for. Lengths and positions are device-independent pixels of the view."""

    def begin_window_drag(self) -> None:
        """Remember the window that a drag starts from."""

    def drag_window(self, dx: float, dy: float) -> None:
        """Change the window by a distance from the drag's start."""

    def draw_region(self, start: QPointF, end: QPointF) -> None:
        """Show the rectangle between two points."""

    def take_region(self) -> None:
        """Make the window from the values in the rectangle that was drawn; nothing where none was."""

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the picture."""

    def zoom_by(self, factor: float, around: QPointF) -> None:
        """Zoom around a point."""

    def step(self, images: int) -> None:
        """Ask for an image further on, or back where negative."""

    def set_drag_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show what the drag does; None for the usual pointer."""


class Gestures:
    """Follows one mouse.

    Parameters
    ----------
    target
        The view.

    Attributes
    ----------
    left
        What the left button does; the other two always do the same.
    """

    def __init__(self, target: GestureTarget) -> None:
        self.left = DragTool.WINDOW
        self._target = target
        self._button = Qt.MouseButton.NoButton
        self._start = QPointF()
        self._last = QPointF()
        self._moving = False
        self._wheel = 0

    def press(self, event: QMouseEvent) -> None:
        """Begin; a second button during a drag is ignored."""
        # A button may have been released where nobody saw it, in a menu for instance: only one that is held counts.
        going_on = bool(event.buttons() & self._button) and event.button() != self._button
        if not going_on and event.button() in _BUTTONS:
            self._button = event.button()
            self._start = self._last = event.position()
            self._moving = False

    def move(self, event: QMouseEvent) -> None:
        """Go on with the drag."""
        if self._button is Qt.MouseButton.NoButton:
            return
        if not self._moving:
            if (event.position() - self._start).manhattanLength() < DEAD_ZONE:
                return
            self._begin()
        step = event.position() - self._last
        self._last = event.position()
        self._drag(event.position() - self._start, step)

    def release(self, event: QMouseEvent) -> None:
        """End the drag that this button began."""
        if event.button() == self._button:
            if self._moving and self._tool is DragTool.REGION:
                self._target.take_region()
            self.abandon()

    def abandon(self) -> None:
        """End whatever is going on."""
        self._button = Qt.MouseButton.NoButton
        self._target.set_drag_cursor(None)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom or step; a touch pad's small turns add up to notches."""
        turn = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._target.zoom_by(2.0 ** (turn / (4.0 * NOTCH)), event.position())
            return
        if turn * self._wheel < 0:
            self._wheel = 0
        self._wheel += turn
        # Truncated towards zero: half a notch back is no notch.
        notches = int(self._wheel / NOTCH)
        self._wheel -= notches * NOTCH
        if notches:
            self._target.step(-notches)

    @property
    def _tool(self) -> DragTool:
        return self.left if self._button is Qt.MouseButton.LeftButton else _BUTTONS[self._button]

    def _begin(self) -> None:
        self._moving = True
        self._target.set_drag_cursor(_CURSORS[self._tool])
        if self._tool is DragTool.WINDOW:
            self._target.begin_window_drag()

    def _drag(self, whole: QPointF, step: QPointF) -> None:
        if self._tool is DragTool.WINDOW:
            self._target.drag_window(whole.x(), whole.y())
        elif self._tool is DragTool.REGION:
            self._target.draw_region(self._start, self._last)
        elif self._tool is DragTool.PAN:
            self._target.pan_by(step.x(), step.y())
        else:
            # Upwards enlarges, as pulling the picture closer.
            self._target.zoom_by(2.0 ** (-step.y() / _DRAG_TO_DOUBLE), self._start)


_BUTTONS = {
    Qt.MouseButton.LeftButton: DragTool.WINDOW,
    Qt.MouseButton.MiddleButton: DragTool.PAN,
    Qt.MouseButton.RightButton: DragTool.ZOOM,
}
