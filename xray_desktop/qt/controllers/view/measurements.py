"""Measuring: one store of shapes, a layer over every view, and the tool in the hand."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence

from xray_desktop.measuring.store import MeasurementStore
from xray_desktop.qt.viewer.gestures import DragTool
from xray_desktop.qt.viewer.tools.drawing import SHAPES
from xray_desktop.qt.viewer.tools.layer import MeasurementLayer, ShapeKeys
from xray_desktop.qt.viewer.tools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from xray_desktop.qt.viewer.image_view import ImageView
    from xray_desktop.qt.viewer.panes import Panes
    from xray_desktop.qt.window.tool_actions import ToolActions

_HELD_FROM_S = 0.4
"""A key that is down for as long is held, not struck."""


class MeasurementsController(QObject):
    """Gives every view its layer, and the actions what they do.

    Attributes
    ----------
    store
        What is drawn, for as long as the session lasts.
    """

    def __init__(self, panes: Panes, actions: ToolActions) -> None:
        super().__init__()
        self.store = MeasurementStore()
        self._panes, self._actions = panes, actions
        self._layers: dict[ImageView, MeasurementLayer] = {}
        self._tool = self._before = Tool.WINDOW
        self._taken_at = 0.0
        for view in panes.views:
            self._add_view(view)
        panes.made.connect(self._add_view)
        panes.activated.connect(self._offer)
        panes.display_changed.connect(self._offer)
        self._connect_tools()
        self._offer()

    def _connect_tools(self) -> None:
        actions = self._actions
        actions.group.triggered.connect(self._take_tool)
        actions.undo.triggered.connect(lambda: self._step(self.store.undo))
        actions.redo.triggered.connect(lambda: self._step(self.store.redo))
        actions.delete.triggered.connect(lambda: self._layer.delete_chosen())
        actions.delete_all.triggered.connect(lambda: self._layer.delete_all())

    def _add_view(self, view: ImageView) -> None:
        """Lay measurements over a view."""
        layer = self._layers[view] = MeasurementLayer(self.store, view)
        layer.set_tool(self._tool)
        view.set_layer(layer)
        ShapeKeys(layer, view)
        view.installEventFilter(self)
        layer.changed.connect(lambda: self._follow_store(layer))
        layer.chosen.connect(lambda words: self._say(view, words))
        layer.tool_left.connect(lambda: self.set_tool(Tool.WINDOW))

    @property
    def _layer(self) -> MeasurementLayer:
        """The layer over the view that the user works in."""
        return self._layers[self._panes.view]

    def set_tool(self, tool: Tool) -> None:
        """Take a tool into the hand, in all views."""
        self._actions.of(tool).trigger()

    def take(self) -> dict[str, Any] | None:
        """Return what is drawn, for the next session; None where nothing is."""
        return self.store.to_json() if len(self.store) else None

    def give(self, value: Any) -> None:
        """Show again what `take` gave.

        Raises
        ------
        MeasurementError
            It is something else.
        """
        self.store.from_json(value)
        self.refresh()

    def follow_study(self, title: str) -> None:
        """Forget everything with the session: a study without a title is none. Another study leaves all where it is."""
        if not title:
            self.store.clear()
            self.refresh()

    def refresh(self) -> None:
        """Paint what the store holds now, in every pane."""
        for layer in self._layers.values():
            layer.refresh()
        self._offer()

    # --- what happens --------------------------------------------------------------------------

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Put the magnifier down when its key is let go after it was held."""
        if event.type() is QEvent.Type.KeyRelease and self._tool is Tool.MAGNIFIER:
            released = cast("QKeyEvent", event)
            keys = self._actions.of(Tool.MAGNIFIER).shortcuts()
            struck = released.isAutoRepeat() or monotonic() - self._taken_at < _HELD_FROM_S
            if not struck and QKeySequence(released.keyCombination()) in keys:
                self.set_tool(self._before)
        return False

    def _take_tool(self, action: QAction) -> None:
        tool: Tool = action.data()
        if tool is not self._tool:
            self._before = self._tool
        self._tool, self._taken_at = tool, monotonic()
        for layer in self._layers.values():
            layer.set_tool(tool)
        if tool in SHAPES or tool is Tool.MAGNIFIER:
            self._panes.set_left_tool(DragTool.WINDOW)

    def _step(self, step: Callable[..., None]) -> None:
        image = self._panes.image
        # What is half drawn is the last step of the hand.
        if not self._layer.abandon() and image is not None:
            step(image.key)
            self.refresh()

    def _follow_store(self, changed: MeasurementLayer) -> None:
        for layer in self._layers.values():
            if layer is not changed:
                layer.refresh()
        self._offer()

    def _offer(self) -> None:
        """Enable what can be done to the drawings on the image that the user works on."""
        actions, image = self._actions, self._panes.image
        key = image.key if image is not None else None
        actions.undo.setEnabled(key is not None and self.store.can_undo(key))
        actions.redo.setEnabled(key is not None and self.store.can_redo(key))
        actions.delete.setEnabled(key is not None and self._layer.has_chosen)
        actions.delete_all.setEnabled(key is not None and bool(self.store.shapes(key)))

    def _say(self, view: ImageView, words: str) -> None:
        """Tell a screen reader what was chosen."""
        self._offer()
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))
