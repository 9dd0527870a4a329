"""Looking: from the grid to an image and back, to its neighbours, and what the panels say of the image looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QGuiApplication

from xray_desktop.qt.privacy import identity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xray_desktop.imaging.image import ImageKey, XrayImage
    from xray_desktop.qt.controllers.state.image_loader import ImageLoader
    from xray_desktop.qt.controllers.state.panes import PanesController
    from xray_desktop.qt.controllers.state.scoring import ScoringController
    from xray_desktop.qt.grid.model import GridModel
    from xray_desktop.qt.window.main_window import MainWindow

_MOST_KEYS = 9


class NavigationController(QObject):
    """Decides which page stands in the centre and which image it is about.

    Parameters
    ----------
    series_neighbour
        Gives the place of the first image of the next series, or of the one before where the second argument is
        negative; None where there is none.
    origin
        Gives the file of an image as the user knows it.

    Signals
    -------
    key_changed()
        Another image is looked at, or none.
    """

    key_changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        grid: GridModel,
        analysis: ScoringController,
        viewer: ImageLoader,
        hanging: PanesController,
        series_neighbour: Callable[[int, int], int | None],
        origin: Callable[[ImageKey], Path],
    ) -> None:
        super().__init__(window)
        self._window, self._grid, self._analysis, self._panes = window, grid, analysis, hanging
        self._series_neighbour, self._origin = series_neighbour, origin
        self._problem = ""
        viewer.ready.connect(self._show_picture)
        self._connect()
        self._offer_view_tools()

    def _connect(self) -> None:
        window, page = self._window, self._window.view_page
        window.grid_page.view.opened.connect(self.open)
        window.grid_page.view.current_changed.connect(self._follow_grid)
        page.panes.back_requested.connect(self.back)
        page.panes.step_requested.connect(self.step)
        page.panes.series_requested.connect(self.step_series)
        page.panes.end_requested.connect(self.go_to_end)
        window.tool_bar.window_menu.aboutToShow.connect(self._offer_windows)
        self._panes.changed.connect(self._tell)
        self._panes.failed.connect(self._show_problem)
        page.problem.show_in_folder.connect(self._show_in_folder)
        page.problem.copy_details.connect(self._copy_details)
        self._connect_actions()
        window.centre.currentChanged.connect(self._offer_view_tools)

    def _connect_actions(self) -> None:
        actions, page = self._window.actions_, self._window.view_page
        actions.to_grid.triggered.connect(self.back)
        actions.previous.triggered.connect(lambda: self.step(-1))
        actions.next.triggered.connect(lambda: self.step(1))
        for name in ("fit", "one_to_one", "invert", "reset", "turn_right", "turn_left", "mirror", "flip"):
            getattr(actions, name).triggered.connect(lambda _=False, name=name: page.image.do(name))

    @property
    def _viewing(self) -> bool:
        return self._window.centre.currentWidget() is self._window.view_page

    @property
    def is_viewing(self) -> bool:
        """Whether the large view stands in the centre."""
        return self._viewing

    @property
    def key(self) -> ImageKey | None:
        """The image that the panels speak of: the one in the large view, else the one selected in the grid."""
        return self._panes.key if self._viewing else self._window.grid_page.view.current_key()

    @property
    def chosen(self) -> list[ImageKey]:
        """Images that a menu or a key is about: the one in the large view, else all that are selected in the grid."""
        if not self._viewing:
            return self._window.grid_page.view.selected_keys()
        return [] if self._panes.key is None else [self._panes.key]

    # --- pages ---------------------------------------------------------------------------------

    def show_grid(self) -> None:
        """Bring the grid to the front."""
        self._panes.clear()
        self._window.centre.setCurrentWidget(self._window.grid_page)
        self._window.grid_page.view.setFocus()
        self.key_changed.emit()

    def back(self) -> None:
        """Go from the large view to the grid, with the same image selected."""
        if self._viewing:
            key = self._panes.key
            self.show_grid()
            if key is not None:
                self._window.grid_page.view.go_to(key)

    def open(self, key: ImageKey) -> None:
        """Show an image large."""
        if self._grid.place_of(key) is None:
            return
        self._begin()
        self._panes.open(key)

    def go_to(self, key: ImageKey) -> None:
        """Show another image in the pane that the user works in."""
        self._begin()
        self._panes.go_to(key)

    def _begin(self) -> None:
        self._problem = ""
        self._window.view_page.show_picture()
        self._window.centre.setCurrentWidget(self._window.view_page)
        self._window.view_page.panes.focus_active()

    def _follow_grid(self) -> None:
        if not self._viewing:
            self.key_changed.emit()

    def _tell(self) -> None:
        """Say which image is worked on now."""
        key = self._panes.key
        place = None if key is None else self._grid.place_of(key)
        if key is not None and place is not None:
            name = identity.image_name(self._grid.row_at(place))
            self._window.view_page.show_place(name, place, self._grid.rowCount())
            self._window.grid_page.view.go_to(key)
            self._window.actions_.previous.setEnabled(place > 0)
            self._window.actions_.next.setEnabled(place + 1 < self._grid.rowCount())
            self._analysis.prioritise([key])
        self.key_changed.emit()

    # --- from image to image -------------------------------------------------------------------

    def refresh_names(self) -> None:
        """Show what the image looked at is called now."""
        place = self._place
        if place is not None:
            name = identity.image_name(self._grid.row_at(place))
            self._window.view_page.show_place(name, place, self._grid.rowCount())
        self._panes.refresh()
        self._window.view_page.problem.refresh_names()

    def step(self, images: int) -> None:
        """Go so many images on in the grid's order; back where negative. At the ends it stays."""
        place = self._place
        if place is not None:
            self._go_to_place(min(max(place + images, 0), self._grid.rowCount() - 1))

    def step_series(self, series: int) -> None:
        """Go to the first image of the next series, or of the one before where negative."""
        place = self._place
        target = None if place is None else self._series_neighbour(place, series)
        if target is not None:
            self._go_to_place(target)

    def go_to_end(self, end: int) -> None:
        """Go to the last image, or the first one where negative."""
        if self._place is not None:
            self._go_to_place(0 if end < 0 else self._grid.rowCount() - 1)

    @property
    def _place(self) -> int | None:
        key = self._panes.key
        return None if key is None else self._grid.place_of(key)

    def _go_to_place(self, place: int) -> None:
        if place != self._place:
            self.go_to(self._grid.row_at(place).key)

    # --- the large view ------------------------------------------------------------------------

    def _show_picture(self, image: XrayImage) -> None:
        if image.key == self._panes.key and self._window.view_page.shows_problem:
            self._window.view_page.show_picture()

    def _show_problem(self, key: ImageKey, sentence: str) -> None:
        self._problem = sentence
        page = self._window.view_page
        page.problem.show_problem(sentence, self._origin(key), self._grid.images - 1)
        page.show_problem()

    def _show_in_folder(self) -> None:
        if self._panes.key is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder_of(self._origin(self._panes.key)))))

    def _copy_details(self) -> None:
        key = self._panes.key
        if key is not None:
            origin = self._origin(key)
            where = identity.path_name(origin) if identity.is_hidden() else str(origin)
            QGuiApplication.clipboard().setText(f"{where}\n{self._problem}")

    # --- tools ---------------------------------------------------------------------------------

    def _offer_view_tools(self) -> None:
        for action in self._window.actions_.of_the_view:
            action.setEnabled(self._viewing)
        self._window.tool_bar.set_view_tools_enabled(self._viewing)

    def _offer_windows(self) -> None:
        """List the windows of the image on the screen."""
        from xray_desktop.qt.viewer.corner_text import voi_name

        view, menu = self._window.view_page.image, self._window.tool_bar.window_menu
        menu.clear()
        group = QActionGroup(menu)
        for number, voi in enumerate(view.presets, 1):
            # The picture takes these keys itself; behind a tab a menu shows them without claiming them.
            key = f"\t{number}" if number <= _MOST_KEYS else ""
            action = QAction(voi_name(voi).replace("&", "&&") + key, menu)
            action.setCheckable(True)
            action.setChecked(voi == view.voi)
            action.triggered.connect(lambda _=False, voi=voi: view.choose_voi(voi))
            group.addAction(action)
            menu.addAction(action)


def folder_of(path: Path) -> Path:
    """Return the folder in which a file lies; of one in an archive, that of the archive."""
    there = next((each for each in (path, *path.parents) if each.exists()), path)
    return there if there.is_dir() and there != path else there.parent
