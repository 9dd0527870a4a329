"""Navigation: from the grid to an image and back, and to its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.privacy import identity
from xray_desktop.qt.window.centre import Page

if TYPE_CHECKING:
    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.qt.controllers.state.panes import PanesController
    from xray_desktop.qt.grid.view import GridView
    from xray_desktop.qt.window.centre import Centre
    from xray_desktop.qt.window.view_page import ViewPage
    from xray_desktop.study.study import Study


class NavigationController(QObject):
    """Decides which page stands in the centre and which image it is about.

    Signals
    -------
    key_changed()
        Another image is looked at, or none.
    opened(list)
        The image that is looked at in the large view now, as a list of one `ImageKey`.

    Parameters
    ----------
    grid
        The view, in which the image of the large view stays selected.
    page
        The large view.
    """

    key_changed = Signal()
    opened = Signal(list)

    def __init__(self, centre: Centre, grid: GridView, page: ViewPage, study: Study, panes: PanesController) -> None:
        super().__init__()
        self._centre, self._grid, self._page, self._study, self._panes = centre, grid, page, study, panes
        grid.opened.connect(self.open)
        grid.current_changed.connect(self._follow_grid)
        panes.changed.connect(self._tell)

    @property
    def is_viewing(self) -> bool:
        """Whether the large view stands in the centre."""
        return self._centre.shows(Page.VIEW)

    @property
    def key(self) -> ImageKey | None:
        """The image that the panels speak of: the one in the large view, else the one selected in the grid."""
        return self._panes.key if self._centre.shows(Page.VIEW) else self._grid.current_key()

    @property
    def chosen(self) -> list[ImageKey]:
        """Images that a menu or a key is about: the one in the large view, else all that are selected in the grid."""
        if not self._centre.shows(Page.VIEW):
            return self._grid.selected_keys()
        return [] if self._panes.key is None else [self._panes.key]

    # --- pages ---------------------------------------------------------------------------------

    def show_grid(self) -> None:
        """Bring the grid to the front."""
        self._panes.clear()
        self._centre.show_page(Page.GRID)
        self._grid.setFocus()
        self.key_changed.emit()

    def back(self) -> None:
        """Go from the large view to the grid, with the same image selected."""
        if self._centre.shows(Page.VIEW):
            key = self._panes.key
            self.show_grid()
            if key is not None:
                self._grid.go_to(key)

    def open(self, key: ImageKey) -> None:
        """Show an image large."""
        if self._study.place_of(key) is None:
            return
        self._begin()
        self._panes.open(key)

    def go_to(self, key: ImageKey) -> None:
        """Show another image in the pane that the user works in."""
        self._begin()
        self._panes.go_to(key)

    def _begin(self) -> None:
        self._centre.show_page(Page.VIEW)
        # Takes the keyboard, which only a page that is seen can have.
        self._page.show_picture()

    def _follow_grid(self) -> None:
        if not self._centre.shows(Page.VIEW):
            self.key_changed.emit()

    def _tell(self) -> None:
        """Say which image is worked on now."""
        key, place = self._panes.key, self._place
        if key is not None and place is not None:
            self._show_place(place)
            self._grid.go_to(key)
            self.opened.emit([key])
        self.key_changed.emit()

    def _show_place(self, place: int) -> None:
        self._page.show_place(identity.image_name(self._study.row_at(place)), place, len(self._study.shown))

    def refresh_names(self) -> None:
        """Show what the image looked at is called now."""
        place = self._place
        if place is not None:
            self._show_place(place)
        self._panes.refresh()
        self._page.refresh_names()

    # --- from image to image -------------------------------------------------------------------

    def step(self, images: int) -> None:
        """Go so many images on in the grid's order; back where negative. At the ends it stays."""
        place = self._place
        if place is not None:
            self._go_to_place(min(max(place + images, 0), len(self._study.shown) - 1))

    def next(self) -> None:
        """Go to the next image."""
        self.step(1)

    def previous(self) -> None:
        """Go to the image before."""
        self.step(-1)

    def step_series(self, series: int) -> None:
        """Go to the first image of the next series, or of the one before where negative."""
        place = self._place
        target = None if place is None else self._study.series_neighbour(place, series)
        if target is not None:
            self._go_to_place(target)

    def go_to_end(self, end: int) -> None:
        """Go to the last image, or the first one where negative."""
        if self._place is not None:
            self._go_to_place(0 if end < 0 else len(self._study.shown) - 1)

    @property
    def _place(self) -> int | None:
        key = self._panes.key
        return None if key is None else self._study.place_of(key)

    def _go_to_place(self, place: int) -> None:
        if place != self._place:
            self.go_to(self._study.row_at(place).key)
