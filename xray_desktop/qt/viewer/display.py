"""What the user does to the display of one picture: window, zoom, position, turn, heat map. Paints nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QWidget

from xray_desktop.imaging.geometry import Rectangle
from xray_desktop.imaging.turn import CLOCKWISE, COUNTER_CLOCKWISE, FLIP, MIRROR, UPRIGHT
from xray_desktop.qt.viewer.annotations import Annotations
from xray_desktop.qt.viewer.display_options import DisplayOptions
from xray_desktop.qt.viewer.view_state import RelativeWindow, ViewState
from xray_desktop.qt.viewer.viewport import ZOOM_STEP, Viewport

if TYPE_CHECKING:
    from xray_desktop.imaging.image import Voi, XrayImage
    from xray_desktop.imaging.turn import Turn
    from xray_desktop.qt.viewer.picture import Picture
    from xray_desktop.qt.viewer.window_level import WindowLevel
    from xray_desktop.study.result import ImageResult


class PictureDisplay(QWidget):
    """The state of one view, and the points of the picture under its own; all methods are harmless without a picture.

    Signals
    -------
    display_changed()
        Picture, window, polarity, turn or zoom are not what they were.
    """

    display_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._viewport = Viewport()
        self._display_options = DisplayOptions()
        self._annotations = Annotations()

    @property
    def image(self) -> XrayImage | None:
        """The image on the screen; None where there is none."""
        return self._picture.image if self._picture is not None else None

    @property
    def result(self) -> ImageResult | None:
        """What the analysis says of it; None where it says nothing yet."""
        return self._picture.result if self._picture is not None else None

    def _announce(self) -> None:
        self._describe()
        self.display_changed.emit()
        self.update()

    def _describe(self) -> None:
        """Say to a screen reader what the eye sees."""

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
        """Whether the user reversed black and white."""
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

    def show_region(self, region: QRectF) -> None:
        """Apply the window that fits the values in a rectangle, in pixels of the upright source."""
        if self._picture is not None:
            from xray_desktop.imaging.masks import counted_pixels
            from xray_desktop.imaging.windows import region_window

            part = Rectangle(region.left(), region.top(), region.width(), region.height())
            image = self._picture.image
            self.choose_voi(region_window(image.pixels, part, counted_pixels(image)))

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
        """Show the picture as it was shown first: window, polarity, zoom, upright."""
        if self._picture is not None:
            self._picture.window_level.reset()
            self._picture.set_turn(UPRIGHT)
            self._viewport.show(self._picture.extent)
            self._announce()

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

    # --- turning -------------------------------------------------------------------------------

    @property
    def turn(self) -> Turn:
        """How the picture lies: turned and mirrored for the eye alone."""
        return self._picture.turn if self._picture is not None else UPRIGHT

    def turn_by(self, turn: Turn) -> None:
        """Turn or mirror what is seen; what lies in the centre stays there."""
        if self._picture is None:
            return
        centre = self.to_source(QRectF(self.rect()).center())
        self._picture.set_turn(self._picture.turn.then(turn))
        image = self._picture.image
        x, y = self._picture.turn.to_turned(centre.x(), centre.y(), image.columns, image.rows)
        self._viewport.exchange(self._picture.extent, x, y)
        self._announce()

    def turn_right(self) -> None:
        """Turn the picture clockwise by a quarter."""
        self.turn_by(CLOCKWISE)

    def turn_left(self) -> None:
        """Turn the picture counter-clockwise by a quarter."""
        self.turn_by(COUNTER_CLOCKWISE)

    def mirror(self) -> None:
        """Exchange left and right."""
        self.turn_by(MIRROR)

    def flip(self) -> None:
        """Exchange top and bottom."""
        self.turn_by(FLIP)

    # --- what another view may follow ----------------------------------------------------------

    @property
    def view_state(self) -> ViewState | None:
        """How the picture is looked at; None without one."""
        if self._picture is None:
            return None
        image, levels = self._picture.image, self._picture.window_level
        centre = self.to_source(QRectF(self.rect()).center())
        window = RelativeWindow.of(levels.as_window(), levels.values)
        return ViewState(
            1.0 if self._viewport.fitted else self.zoom / self._viewport.fitting_zoom,
            (centre.x() / image.columns, centre.y() / image.rows),
            self.turn,
            levels.voi,
            replace(window, explanation=levels.voi.explanation),
            levels.inverted,
        )

    def follow(self, state: ViewState, *, same_values: bool = False) -> None:
        """Look at this picture as another one is looked at.

        Parameters
        ----------
        same_values
            Both pictures measure on one scale, so that the window itself is taken over, and not what it means there.
        """
        if self._picture is None:
            return
        image, levels = self._picture.image, self._picture.window_level
        relative = state.window.on(levels.values, levels.presets, levels.as_window())
        levels.voi = state.voi if same_values else relative
        levels.inverted = state.inverted
        if state.turn != self._picture.turn:
            self._picture.set_turn(state.turn)
        x, y = state.centre
        place = state.turn.to_turned(x * image.columns, y * image.rows, image.columns, image.rows)
        self._viewport.follow(self._picture.extent, state.magnification, *place)
        self._announce()

    # --- points --------------------------------------------------------------------------------

    @property
    def window_level(self) -> WindowLevel | None:
        """The grey-scale state of the picture on the screen; None without one."""
        return self._picture.window_level if self._picture is not None else None

    @property
    def source_scale(self) -> float:
        """Device-independent pixels of the view for one pixel of the source."""
        return self.zoom / self.devicePixelRatioF()

    def to_view(self, point: QPointF) -> QPointF:
        """Place a point of the upright source in the view."""
        x, y = point.x(), point.y()
        if self._picture is not None:
            image = self._picture.image
            x, y = self._picture.turn.to_turned(x, y, image.columns, image.rows)
        return QPointF(*self._viewport.transform.to_view(x, y)) / self.devicePixelRatioF()

    def to_source(self, point: QPointF) -> QPointF:
        """Find the point of the upright source under a point of the view; it may lie outside the picture."""
        place = point * self.devicePixelRatioF()
        x, y = self._viewport.transform.to_source(place.x(), place.y())
        if self._picture is not None:
            image = self._picture.image
            x, y = self._picture.turn.to_source(x, y, image.columns, image.rows)
        return QPointF(x, y)

    # --- heat map and text ---------------------------------------------------------------------

    @property
    def display_options(self) -> DisplayOptions:
        """How heat maps are shown."""
        return self._display_options

    def set_display_options(self, display_options: DisplayOptions) -> None:
        """Show heat maps in another way."""
        if display_options != self._display_options:
            self._display_options = display_options
            self.update()

    def set_overlays_visible(self, visible: bool) -> None:
        """Draw the file's overlays and close its shutter, or show the bare picture."""
        self.set_display_options(replace(self._display_options, overlays_visible=visible))

    @property
    def corners_visible(self) -> bool:
        """Whether there is text in the corners."""
        return self._annotations.corners_visible

    def set_corners_visible(self, visible: bool) -> None:
        """Show or hide the text in the corners; the synthetic mark stays."""
        self._annotations.corners_visible = visible
        self._describe()
        self.update()

    def toggle_corners(self) -> None:
        """Show the text in the corners, or hide it."""
        self.set_corners_visible(not self._annotations.corners_visible)

    def set_identity_hidden(self, hidden: bool) -> None:
        """Leave out whose picture it is, on the screen and in what a screen reader says."""
        self._annotations.identity_hidden = hidden
        self._describe()
        self.update()
