"""One pane of the large view: a picture, and above it a line that tells the panes apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.viewer.image_view import ImageView
from xray_desktop.qt.widgets import layouts
from xray_desktop.qt.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from xray_desktop.imaging.image import ImageKey

_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn, QEvent.Type.Wheel)


class Pane(QFrame):
    """Holds a view; a click, a turn of the wheel or the focus makes it the one that the user works in.

    Signals
    -------
    touched()
        The user works in this pane.

    Attributes
    ----------
    view
        The picture.
    key
        The image that it shows, or is to show once it is read; None for none.
    """

    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key: ImageKey | None = None
        self.view = ImageView()
        self._name = ElidedLabel(role="small", elide=Qt.TextElideMode.ElideMiddle)
        self._figure = QLabel("")
        self._figure.setProperty("role", "small")
        self._caption = QWidget()
        row = layouts.row(
            self._caption, spacing=theme.SPACE.s, margins=(theme.SPACE.m, theme.SPACE.xs, theme.SPACE.m, theme.SPACE.xs)
        )
        row.addWidget(self._name, 1)
        row.addWidget(self._figure)
        self._column = layouts.column(self)
        self._column.addWidget(self._caption)
        self._column.addWidget(self.view, 1)
        self.view.installEventFilter(self)
        self.setProperty("role", "pane")
        self.set_state(active=False, alone=True)

    def set_caption(self, name: str, figure: str) -> None:
        """Say what the pane shows; seen only where there are several."""
        self._name.setText(name)
        self._figure.setText(figure)
        self.setAccessibleName(name)

    def set_state(self, *, active: bool, alone: bool) -> None:
        """Mark the pane that the user works in; a single one needs neither mark nor line."""
        self._caption.setVisible(not alone)
        # Room for the ring: what is painted edge to edge would cover it.
        self._column.setContentsMargins(*layouts.all_round(0 if alone else theme.SIZE.focus_ring))
        state = "alone" if alone else "active" if active else "resting"
        if self.property("state") != state:
            self.setProperty("state", state)
            # Qt reads a style sheet's conditions only when it is asked to.
            self.style().unpolish(self)
            self.style().polish(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the user works here; the view itself hears of the event afterwards."""
        if watched is self.view and event.type() in _TOUCHES:
            self.touched.emit()
        return False
