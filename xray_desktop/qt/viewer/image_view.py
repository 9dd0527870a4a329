"""One radiograph, large: windowed, zoomed, with its heat map and what is known of it in the corners."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.viewer.gestures import Gestures
from xray_desktop.qt.viewer.look import Look
from xray_desktop.qt.viewer.overlay import paint_middle, paint_skeleton
from xray_desktop.qt.viewer.transform import Extent
from xray_desktop.qt.viewer.viewport import ZOOM_STEP, Viewport
from xray_desktop.qt.viewer.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from xray_desktop.imaging.image import Voi, XrayImage
    from xray_desktop.qt.viewer.picture import Picture
    from xray_desktop.services.result import ImageResult

PATIENCE_MS = 200
"""A picture that comes sooner simply replaces the one before it; a skeleton would only flicker."""

_SMALLEST = QSize(320, 240)
_READING = "Reading the image"
_NOTHING = "No image selected"


class ImageView(QWidget):
    """Shows one image and lets a person look at it; decides nothing about which.

    Signals
    -------
    step_requested(int)
        A person wants the image so many further on; back where negative.
    back_requested()
        A person wants the grid.
    score_anyway_requested()
        A person wants the image scored although the gate refused it.
    display_changed()
        Picture, window, polarity or zoom are not what they were.
    """

    step_requested = Signal(int)
    back_requested = Signal()
    score_anyway_requested = Signal()
    display_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._reading = False
        self._viewport = Viewport()
        self._look = Look()
        self._words = Words()
        self._keyboard_focus = False
        self._gestures = Gestures(self)
        self.score_anyway = QPushButton("Score anyway", self)
        self.score_anyway.setCursor(Qt.CursorShape.ArrowCursor)
        self.score_anyway.hide()
        self.score_anyway.clicked.connect(lambda: self.score_anyway_requested.emit())
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_skeleton)
        # Everything is painted by hand, edge to edge.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_SMALLEST)
        self.setAccessibleName("Radiograph")
        self._describe()

    # --- what is shown -------------------------------------------------------------------------

    @property
    def image(self) -> XrayImage | None:
        """The image on the screen; None where there is none."""
        return self._picture.image if self._picture is not None else None

    def show_nothing(self) -> None:
        """Show that no image is selected."""
        self._replace(None)

    def show_reading(self) -> None:
        """Expect an image: what is there stays for a moment, then a skeleton takes its place."""
        self._patience.start()

    def show_image(self, image: XrayImage, result: ImageResult | None = None) -> None:
        """Show an image as its file wants it, fitted.

        Parameters
        ----------
        image
            The decoded image.
        result
            What the analysis says of it; may follow later through `show_result`.
        """
        # NumPy and OpenCV come with the first picture, not with the window.
        from xray_desktop.qt.viewer.picture import Picture

        picture = Picture(image, result)
        self._viewport.show(picture.extent)
        self._replace(picture)

    def show_result(self, result: ImageResult | None) -> None:
        """Take the analysis' word on the image on the screen; on any other it is ignored."""
        if self._picture is None or (result is not None and result.key != self._picture.image.key):
            return
        self._picture.set_result(result)
        self._describe()
        self.update()

    def _show_skeleton(self) -> None:
        self._replace(None, reading=True)

    def _replace(self, picture: Picture | None, *, reading: bool = False) -> None:
        self._patience.stop()
        self._gestures.abandon()
        self._picture, self._reading = picture, reading
        self._announce()

    def _announce(self) -> None:
        self._describe()
        self.display_changed.emit()
        self.update()

    # --- window and polarity -------------------------------------------------------------------

    @property
    def voi(self) -> Voi | None:
        """The window or table in force; None without a picture."""
        return self._picture.window_level.voi if self._picture is not None else None

    @property
    def presets(self) -> tuple[Voi, ...]:
        """What the file offers, and the full range of its values; empty without a picture."""
        return self._picture.window_level.presets if self._picture is not None else ()

    @property
    def inverted(self) -> bool:
        """Whether the person reversed black and white."""
        return self._picture is not None and self._picture.window_level.inverted

    def choose_voi(self, voi: Voi) -> None:
        """Apply a window or table."""
        if self._picture is not None:
            self._picture.window_level.choose(voi)
            self._announce()

    def show_full_range(self) -> None:
        """Apply the window that shows every value."""
        if self._picture is not None:
            self._picture.window_level.show_full_range()
            self._announce()

    def choose_preset(self, number: int) -> None:
        """Apply one of `presets`, counted from 1; a number that there is none for changes nothing."""
        if 0 < number <= len(self.presets):
            self.choose_voi(self.presets[number - 1])

    def invert(self) -> None:
        """Reverse black and white."""
        if self._picture is not None:
            self._picture.window_level.toggle_inversion()
            self._announce()

    def reset(self) -> None:
        """Show the picture as it was shown first: window, polarity, zoom."""
        if self._picture is not None:
            self._picture.window_level.reset()
            self.fit()

    def begin_window_drag(self) -> None:
        """Remember the window that a drag starts from."""
        if self._picture is not None:
            self._picture.window_level.begin_drag()

    def drag_window(self, dx: float, dy: float) -> None:
        """Change the window by a distance from the drag's start, in device-independent pixels."""
        if self._picture is not None:
            self._picture.window_level.drag(dx, dy)
            self._announce()

    # --- zoom and position ---------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Device pixels for one pixel of the picture."""
        return self._viewport.zoom

    def fit(self) -> None:
        """Show the whole picture as large as the view allows."""
        self._viewport.fit()
        self._announce()

    def one_to_one(self) -> None:
        """Show a pixel of the picture on a pixel of the screen."""
        if self._picture is not None:
            self._viewport.one_to_one()
            self._announce()

    def zoom_in(self) -> None:
        """Enlarge by one step around the centre."""
        self._zoom_in_centre(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Reduce by one step around the centre."""
        self._zoom_in_centre(1.0 / ZOOM_STEP)

    def zoom_by(self, factor: float, around: QPointF) -> None:
        """Zoom around a point in device-independent pixels of the view."""
        if self._picture is not None:
            place = around * self.devicePixelRatioF()
            self._viewport.zoom_by(factor, place.x(), place.y())
            self._announce()

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the picture, in device-independent pixels."""
        if self._picture is not None:
            ratio = self.devicePixelRatioF()
            self._viewport.pan(dx * ratio, dy * ratio)
            self._announce()

    def _zoom_in_centre(self, factor: float) -> None:
        self.zoom_by(factor, QRectF(self.rect()).center())

    # --- heat map and text ---------------------------------------------------------------------

    @property
    def look(self) -> Look:
        """How heat maps are shown."""
        return self._look

    def set_look(self, look: Look) -> None:
        """Show heat maps in another way."""
        if look != self._look:
            self._look = look
            self.update()

    def set_corners_visible(self, visible: bool) -> None:
        """Show or hide the text in the corners; the synthetic mark stays."""
        self._words.corners_visible = visible
        self._describe()
        self.update()

    def toggle_corners(self) -> None:
        """Show the text in the corners, or hide it."""
        self.set_corners_visible(not self._words.corners_visible)

    def set_identity_hidden(self, hidden: bool) -> None:
        """Leave out whose picture it is, on the screen and in what a screen reader says."""
        self._words.identity_hidden = hidden
        self._describe()
        self.update()

    def step(self, images: int) -> None:
        """Ask for the image so many further on; back where negative."""
        self.step_requested.emit(images)

    def previous(self) -> None:
        """Ask for the image before."""
        self.step(-1)

    def next(self) -> None:
        """Ask for the image after."""
        self.step(1)

    def back(self) -> None:
        """Ask for the grid."""
        self.back_requested.emit()

    # --- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint everything."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("picture"))
        if self._picture is not None:
            self._paint_picture(painter, self._picture)
        elif self._reading:
            paint_skeleton(painter, QRectF(self.rect()), _READING)
        else:
            paint_middle(painter, QRectF(self.rect()), _NOTHING)
        if self._keyboard_focus:
            self._paint_focus(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter, picture: Picture) -> None:
        painter.save()
        # Device pixels are drawn one by one: nothing is resampled after us.
        painter.scale(1.0 / self.devicePixelRatioF(), 1.0 / self.devicePixelRatioF())
        picture.paint(painter, self._viewport, self._look)
        painter.restore()
        self._words.paint(painter, QRectF(self.rect()), picture, self._look, self.zoom)

    def _paint_focus(self, painter: QPainter) -> None:
        inset = theme.SIZE.focus_ring / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), theme.SIZE.focus_ring))
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))

    def _describe(self) -> None:
        """Say to a screen reader what the eye sees."""
        if self._picture is not None:
            words = self._words.describe(self._picture, self.zoom)
        else:
            words = _READING if self._reading else _NOTHING
        self.setAccessibleDescription(words)
        self._place_button()

    def _place_button(self) -> None:
        """Put the way past the gate into the notice, where there is one."""
        area = QRectF(self.rect())
        room = self._words.place_override(area, self._picture, self.zoom) if self._picture is not None else None
        if room is not None:
            width = min(self.score_anyway.sizeHint().width(), round(room.width()))
            self.score_anyway.setGeometry(round(room.left()), round(room.top()), width, round(room.height()))
        elif self.score_anyway.hasFocus():
            # Hidden, it would leave the focus to chance, and with it the keys of the view.
            self.setFocus()
        self.score_anyway.setVisible(room is not None)

    # --- events --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Take what there is."""
        return QSize(880, 720)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted picture fitted."""
        super().resizeEvent(event)
        self._follow_size()

    def event(self, event: QEvent) -> bool:
        """Follow the window to a screen of another scale."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._follow_size()
        return super().event(event)

    def _follow_size(self) -> None:
        ratio = self.devicePixelRatioF()
        extent = Extent(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        if extent != self._viewport.view:
            self._viewport.resize(extent)
            self._announce()

    def set_drag_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show what a drag does."""
        if shape is None:
            self.unsetCursor()
        else:
            self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        self._gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        self._gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self._gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to the grid; with another button it is the second press of a quick hand."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._gestures.abandon()
            self.back()
        else:
            self._gestures.press(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go through the images, or zoom."""
        self._gestures.wheel(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says."""
        # Keyboards send codes that have no name in Qt.
        command = _KEYS.get(event.modifiers() & _MODIFIERS, {}).get(event.key())
        if command is None:
            super().keyPressEvent(event)
        else:
            command(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus to whoever came by keyboard."""
        super().focusInEvent(event)
        self._keyboard_focus = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        super().focusOutEvent(event)
        self._keyboard_focus = False
        self.update()


_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""Those that make another key; Shift is needed for a plus on many keyboards, and the number pad marks itself."""

_KEYS: dict[Qt.KeyboardModifier, dict[int, Callable[[ImageView], None]]] = {
    Qt.KeyboardModifier.NoModifier: {
        Qt.Key.Key_I: ImageView.invert,
        Qt.Key.Key_Space: ImageView.reset,
        Qt.Key.Key_F: ImageView.fit,
        Qt.Key.Key_T: ImageView.toggle_corners,
        Qt.Key.Key_0: ImageView.show_full_range,
        **{Qt.Key.Key_0 + number: partial(ImageView.choose_preset, number=number) for number in range(1, 10)},
        Qt.Key.Key_Plus: ImageView.zoom_in,
        Qt.Key.Key_Equal: ImageView.zoom_in,
        Qt.Key.Key_Minus: ImageView.zoom_out,
        Qt.Key.Key_Left: ImageView.previous,
        Qt.Key.Key_Up: ImageView.previous,
        Qt.Key.Key_PageUp: ImageView.previous,
        Qt.Key.Key_Right: ImageView.next,
        Qt.Key.Key_Down: ImageView.next,
        Qt.Key.Key_PageDown: ImageView.next,
        Qt.Key.Key_Escape: ImageView.back,
        Qt.Key.Key_Backspace: ImageView.back,
        Qt.Key.Key_Return: ImageView.back,
        Qt.Key.Key_Enter: ImageView.back,
    },
    Qt.KeyboardModifier.ControlModifier: {Qt.Key.Key_1: ImageView.one_to_one},
}
