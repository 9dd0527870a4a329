"""One radiograph, large: windowed, zoomed, with its heat map and what is known of it in the corners."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import sentence, tr
from xray_desktop.qt.viewer.annotation_painter import paint_middle, paint_region, paint_skeleton
from xray_desktop.qt.viewer.display import PictureDisplay
from xray_desktop.qt.viewer.gestures import DragTool, Gestures
from xray_desktop.qt.viewer.transform import Extent
from xray_desktop.qt.viewer.view_keys import ViewKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.qt.viewer.layer import ViewLayer
    from xray_desktop.qt.viewer.picture import Picture
    from xray_desktop.study.result import ImageResult

PATIENCE_MS = 200
"""A picture that comes sooner simply replaces the one before it; a skeleton would only flicker."""

_SMALLEST = QSize(320, 240)
_READING = sentence("Reading the image")
_NOTHING = sentence("No image selected")


class ImageView(PictureDisplay):
    """Shows one image and lets the user look at it; decides nothing about which.

    Signals
    -------
    step_requested(int)
        The user wants the image so many further on; back where negative.
    series_requested(int)
        The user wants the first image of the series after this one; of the one before where negative.
    end_requested(int)
        The user wants the last image; the first one where negative.
    back_requested()
        The user wants the grid.
    enlarge_requested()
        The user wants this picture larger, or as it was before: a double click.
    score_anyway_requested()
        The user wants the image scored although the gate refused it.
    """

    step_requested = Signal(int)
    series_requested = Signal(int)
    end_requested = Signal(int)
    back_requested = Signal()
    enlarge_requested = Signal()
    score_anyway_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = False
        self._placeholder = ""
        self._keyboard_focus = False
        self.keys = ViewKeys()
        self._gestures = Gestures(self)
        self._layer: ViewLayer | None = None
        self._region: QRectF | None = None
        self.score_anyway = QPushButton(tr("Score anyway"), self)
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
        self.setAccessibleName(tr("Radiograph"))
        self._describe()

    # --- what is shown -------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Show that no image is selected."""
        self._replace(None)

    def show_sentence(self, sentence: str) -> None:
        """Say in a picture's place why there is none."""
        self._replace(None)
        self._placeholder = sentence
        self._describe()

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
        if result is self._picture.result:
            # While a study is scored this is said with every batch; the heat map need not be placed anew.
            return
        self._picture.set_result(result)
        self._describe()
        self.update()

    def _show_skeleton(self) -> None:
        self._replace(None, reading=True)

    def _replace(self, picture: Picture | None, *, reading: bool = False) -> None:
        self._patience.stop()
        self._placeholder = ""
        self._gestures.abandon()
        self._picture, self._reading = picture, reading
        self._announce()

    # --- what lies over the picture ------------------------------------------------------------

    def set_layer(self, layer: ViewLayer | None) -> None:
        """Lay measurements over the picture; they hear of the mouse before the view does."""
        self._layer = layer
        self.setMouseTracking(layer is not None)
        self.update()

    def set_left_tool(self, tool: DragTool) -> None:
        """Decide what a drag with the left button does."""
        self._gestures.left = tool

    # --- a window from a region ----------------------------------------------------------------

    def draw_region(self, start: QPointF, end: QPointF) -> None:
        """Show the rectangle between two points of the view."""
        self._region = QRectF(start, end).normalized()
        self.update()

    def take_region(self) -> None:
        """Make the window from the values in the rectangle that was drawn."""
        region, self._region = self._region, None
        if region is not None and self._picture is not None:
            corners = (self.to_source(region.topLeft()), self.to_source(region.bottomRight()))
            self.show_region(QRectF(*corners).normalized())
        self.update()

    # --- wishes --------------------------------------------------------------------------------

    def step(self, images: int) -> None:
        """Ask for the image so many further on; back where negative."""
        self.step_requested.emit(images)

    def back(self) -> None:
        """Ask for the grid."""
        self.back_requested.emit()

    def cancel(self) -> None:
        """Give up what is half drawn over the picture; where nothing is, ask for the grid."""
        if self._region is not None:
            self._region = None
            self._gestures.abandon()
            self.update()
            return
        if self._layer is None or not self._layer.cancel():
            self.back()

    # --- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint everything."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("picture"))
        if self._picture is not None:
            self._paint_picture(painter, self._picture)
        elif self._reading:
            paint_skeleton(painter, QRectF(self.rect()), self._text_without_picture)
        else:
            paint_middle(painter, QRectF(self.rect()), self._text_without_picture)
        if self._keyboard_focus:
            self._paint_focus(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter, picture: Picture) -> None:
        painter.save()
        # Device pixels are drawn one by one: nothing is resampled after us.
        painter.scale(1.0 / self.devicePixelRatioF(), 1.0 / self.devicePixelRatioF())
        picture.paint(painter, self._viewport, self._display_options)
        painter.restore()
        if self._layer is not None:
            painter.save()
            self._layer.paint(painter, self)
            painter.restore()
        if self._region is not None:
            paint_region(painter, self._region)
        self._annotations.paint(painter, QRectF(self.rect()), picture, self._display_options, self.zoom)

    def _paint_focus(self, painter: QPainter) -> None:
        inset = theme.SIZE.focus_ring / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), theme.SIZE.focus_ring))
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))

    @property
    def _text_without_picture(self) -> str:
        return tr(_READING) if self._reading else self._placeholder or tr(_NOTHING)

    def _describe(self) -> None:
        """Say to a screen reader what the eye sees."""
        if self._picture is not None:
            text = self._annotations.describe(self._picture, self.zoom)
        else:
            text = self._text_without_picture
        self.setAccessibleDescription(text)
        self._place_button()

    def _place_button(self) -> None:
        """Put the way past the gate into the notice, where there is one."""
        area = QRectF(self.rect())
        room = self._annotations.place_override(area, self._picture, self.zoom) if self._picture is not None else None
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
        if self._layer is None or not self._layer.press(event, self):
            self._gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        if self._layer is None or not self._layer.move(event, self):
            self._gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if self._layer is None or not self._layer.release(event, self):
            self._gestures.release(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell the layer that the pointer is gone."""
        super().leaveEvent(event)
        if self._layer is not None:
            self._layer.leave(self)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for more room, or for the grid; on the layer or with another button it is a second press."""
        if self._layer is not None and self._layer.press(event, self):
            return
        if event.button() is Qt.MouseButton.LeftButton:
            self._gestures.abandon()
            self.enlarge_requested.emit()
        else:
            self._gestures.press(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go through the images, or zoom."""
        self._gestures.wheel(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says."""
        command = self.keys.command_of(event)
        if command is None:
            super().keyPressEvent(event)
        else:
            self.do(command)

    def do(self, command: str) -> None:
        """Carry out a command by its name in `view_keys`."""
        _COMMANDS[command](self)

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


_COMMANDS: Mapping[str, Callable[[ImageView], None]] = {
    "reset": ImageView.reset,
    "file_window": partial(ImageView.choose_preset, number=1),
    "full_range": ImageView.show_full_range,
    **{f"preset_{number}": partial(ImageView.choose_preset, number=number) for number in range(1, 10)},
    "fit": ImageView.fit,
    "one_to_one": ImageView.one_to_one,
    "zoom_in": ImageView.zoom_in,
    "zoom_out": ImageView.zoom_out,
    "invert": ImageView.invert,
    "turn_right": ImageView.turn_right,
    "turn_left": ImageView.turn_left,
    "mirror": ImageView.mirror,
    "flip": ImageView.flip,
    "corners": ImageView.toggle_corners,
    "previous": lambda view: view.step(-1),
    "next": lambda view: view.step(1),
    "previous_series": lambda view: view.series_requested.emit(-1),
    "next_series": lambda view: view.series_requested.emit(1),
    "first": lambda view: view.end_requested.emit(-1),
    "last": lambda view: view.end_requested.emit(1),
    "give_up": ImageView.cancel,
    "to_grid": ImageView.back,
}
