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
    from xray_desktop.imaging.image import ImageKey, XrayImage
    from xray_desktop.study.result import ImageResult

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

    # --- the picture ---------------------------------------------------------------------------

    def expect(self, key: ImageKey | None, why_nothing: str = "") -> None:
        """Say that an image is being read, unless it hangs here already.

        Parameters
        ----------
        key
            Which; None where there is none.
        why_nothing
            What is said where there is none.
        """
        if key is not None and key == self.key:
            return
        self.key = key
        if key is not None:
            self.view.show_reading()
        elif why_nothing:
            self.view.show_sentence(why_nothing)
        else:
            self.view.show_nothing()

    def clear(self) -> None:
        """Show nothing, and expect nothing."""
        self.expect(None)

    def show_image(self, image: XrayImage, result: ImageResult | None) -> None:
        """Show a picture; one that hangs here already keeps its window and zoom, another frame of its file takes them.

        Parameters
        ----------
        result
            What is known of it; None where nothing is.
        """
        before, state = self.view.image, self.view.view_state
        if before is image:
            return
        self.view.show_image(image, result)
        if state is not None and before is not None and _is_another_frame(before, image):
            self.view.follow(state, same_values=True)

    def show_result(self, result: ImageResult | None) -> None:
        """Show what is known of the picture now; nothing where none hangs here."""
        if self.view.image is not None:
            self.view.show_result(result)

    def show_sentence(self, sentence: str) -> None:
        """Say why there is no picture."""
        self.view.show_sentence(sentence)

    # --- the line above it ---------------------------------------------------------------------

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


def _is_another_frame(one: XrayImage, other: XrayImage) -> bool:
    """Tell whether two images are frames of one file, which are looked at in one way."""
    return one.key.path == other.key.path and one.pixels.shape == other.pixels.shape
