"""Measuring: one store of shapes, a layer over every view, and the tool in the hand."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent

from xray_desktop.measuring.store import MeasurementStore
from xray_desktop.qt.viewer.gestures import DragTool
from xray_desktop.qt.viewer.tools import MeasurementLayer, Tool
from xray_desktop.qt.viewer.tools.shape_keys import ShapeKeys
from xray_desktop.qt.viewer.tools.tool import DRAGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from xray_desktop.qt.tool_actions import ToolActions
    from xray_desktop.qt.viewer import ImageView

_HELD_FROM_S = 0.4
"""A key that is down for as long is held, not struck."""


class MeasuringController(QObject):
    """Gives every view its layer, and the actions what they do.

    Parameters
    ----------
    actions
        The tools' actions.
    current_view
        Gives the view that keys and menus are about.
    parent
        Owner.

    Attributes
    ----------
    store
        What is drawn, for as long as the session lasts; `to_json` and `from_json` carry it into the next one.
    """

    def __init__(self, actions: ToolActions, current_view: Callable[[], ImageView], parent: QObject) -> None:
        super().__init__(parent)
        self.store = MeasurementStore()
        self._actions, self._current_view = actions, current_view
        self._layers: dict[ImageView, MeasurementLayer] = {}
        self._tool = self._before = Tool.WINDOW
        self._taken_at = 0.0
        actions.group.triggered.connect(self._take_tool_of)
        actions.undo.triggered.connect(lambda: self._step(self.store.undo))
        actions.redo.triggered.connect(lambda: self._step(self.store.redo))
        actions.delete.triggered.connect(lambda: self._with_layer(MeasurementLayer.delete_chosen))
        actions.delete_all.triggered.connect(lambda: self._with_layer(MeasurementLayer.delete_all))
        self.offer()

    def add_view(self, view: ImageView) -> None:
        """Lay measurements over a view, for as long as it lives."""
        layer = MeasurementLayer(self.store, view)
        layer.set_tool(self._tool)
        self._layers[view] = layer
        view.set_layer(layer)
        view.set_left_tool(DRAGS.get(self._tool, DragTool.WINDOW))
        ShapeKeys(layer, view)
        view.installEventFilter(self)
        layer.changed.connect(lambda: self._follow_store(layer))
        layer.chosen.connect(lambda words: self._say(view, words))
        layer.tool_left.connect(lambda: self.set_tool(Tool.WINDOW))
        view.display_changed.connect(self.offer)
        view.destroyed.connect(lambda: self._layers.pop(view, None))

    def set_tool(self, tool: Tool) -> None:
        """Take a tool into the hand, in all views."""
        if tool is not self._tool:
            self._before = self._tool
        self._tool, self._taken_at = tool, monotonic()
        self._actions.of(tool).setChecked(True)
        for view, layer in self._layers.items():
            layer.set_tool(tool)
            view.set_left_tool(DRAGS.get(tool, DragTool.WINDOW))

    def refresh(self) -> None:
        """Show what the store holds after it was restored or cleared."""
        for layer in self._layers.values():
            layer.refresh()
        self.offer()

    def offer(self) -> None:
        """Enable what can be done to the drawings on the current image."""
        image = self._current_view().image if self._layers else None
        layer = self._layers.get(self._current_view()) if self._layers else None
        self._actions.undo.setEnabled(image is not None and self.store.can_undo(image.key))
        self._actions.redo.setEnabled(image is not None and self.store.can_redo(image.key))
        self._actions.delete.setEnabled(image is not None and layer is not None and layer.has_chosen)
        self._actions.delete_all.setEnabled(image is not None and bool(self.store.shapes(image.key)))

    # --- what happens --------------------------------------------------------------------------

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Put the magnifier down when its key is let go after it was held."""
        if event.type() is QEvent.Type.KeyRelease and self._tool is Tool.MAGNIFIER:
            released = cast("QKeyEvent", event)
            held = monotonic() - self._taken_at >= _HELD_FROM_S
            if released.key() == Qt.Key.Key_K and not released.isAutoRepeat() and held:
                self.set_tool(self._before)
        return False

    def _take_tool_of(self, action: QAction) -> None:
        self.set_tool(action.data())

    def _step(self, step: Callable[..., None]) -> None:
        image = self._current_view().image
        if image is not None:
            self._with_layer(MeasurementLayer.abandon)
            step(image.key)
            self.refresh()

    def _with_layer(self, ask: Callable[[MeasurementLayer], object]) -> None:
        layer = self._layers.get(self._current_view())
        if layer is not None:
            ask(layer)

    def _follow_store(self, changed: MeasurementLayer) -> None:
        for layer in self._layers.values():
            if layer is not changed:
                layer.refresh()
        self.offer()

    def _say(self, view: ImageView, words: str) -> None:
        """Tell a screen reader what was chosen."""
        self.offer()
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))
