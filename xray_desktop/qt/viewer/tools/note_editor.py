"""A line to type a note into, on the picture where the note will stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit

from xray_desktop.measuring.json_form import LONGEST_TEXT
from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.viewer.corner_text import printable

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

_WIDTH = 240
_EDGE = 4


class NoteEditor(QLineEdit):
    """Asks for one line.

    Signals
    -------
    done(str)
        What was typed, by Enter or by going elsewhere.
    given_up()
        Esc.
    """

    done = Signal(str)
    given_up = Signal()

    def __init__(self, text: str, place: QPointF, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._view = parent
        self._over = False
        self.setMaxLength(LONGEST_TEXT)
        self.setPlaceholderText(tr("Note – Enter keeps it"))
        self.setAccessibleName(tr("Words of the note"))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.resize(theme.scaled(_WIDTH), self.sizeHint().height())
        room = parent.rect().adjusted(_EDGE, _EDGE, -_EDGE - theme.scaled(_WIDTH), -_EDGE - self.height())
        corner = place.toPoint() + QPoint(2 * _EDGE, -self.height() // 2)
        self.move(
            max(room.left(), min(corner.x(), room.right())),
            max(room.top(), min(corner.y(), room.bottom())),
        )
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self, *, kept: bool = True) -> None:
        """Close, once, and say what was typed."""
        if self._over:
            return
        self._over = True
        self.hide()
        self.deleteLater()
        if kept:
            self.done.emit(printable(self.text()))
        else:
            self.given_up.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window's own shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End with Enter or Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.finish(kept=event.key() != Qt.Key.Key_Escape)
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed; a menu or another window does not end it."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish()
