"""The keys that work on shapes while their view has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from xray_desktop.qt.viewer.tools.layer import MeasurementLayer

_FAR = 10.0
_WAYS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_SIGNIFICANT = _CONTROL | _SHIFT | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ShapeKeys(QObject):
    """Tab goes from shape to shape and then on, Ctrl with arrows moves, Enter writes the words of a note anew.

    Parameters
    ----------
    layer
        Of the view.
    view
        The widget whose keys these are.
    """

    def __init__(self, layer: MeasurementLayer, view: QWidget) -> None:
        super().__init__(layer)
        self._layer = layer
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that are meant for a shape."""
        return event.type() is QEvent.Type.KeyPress and self._take(cast("QKeyEvent", event))

    def _take(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & _SIGNIFICANT
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not modifiers & ~_SHIFT:
            return self._layer.choose_next(-1 if key == Qt.Key.Key_Backtab or modifiers else 1)
        if not self._layer.has_chosen:
            return False
        if key in _WAYS and modifiers in (_CONTROL, _CONTROL | _SHIFT):
            dx, dy = (step * (_FAR if modifiers & _SHIFT else 1.0) for step in _WAYS[Qt.Key(key)])
            self._layer.push_chosen(dx, dy)
            return True
        return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers and self._layer.edit_words()
