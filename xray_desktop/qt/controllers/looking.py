"""Looking: from the grid to one image and back, to its neighbours, and what the panels say of the image looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QGuiApplication

from xray_desktop.errors import XrayError
from xray_desktop.qt import identity

if TYPE_CHECKING:
    from xray_desktop.imaging.image import ImageKey, XrayImage
    from xray_desktop.qt.controllers.analysis import AnalysisController
    from xray_desktop.qt.controllers.study import StudyController
    from xray_desktop.qt.controllers.viewer import ViewerController
    from xray_desktop.qt.grid.model import GridModel
    from xray_desktop.qt.main_window import MainWindow

UNEXPECTED = "An unexpected fault stopped the reading of this file."
_MOST_KEYS = 9


class LookingController(QObject):
    """Decides which page stands in the centre and which image it is about.

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
        study: StudyController,
        analysis: AnalysisController,
        viewer: ViewerController,
    ) -> None:
        super().__init__(window)
        self._window, self._grid = window, grid
        self._study, self._analysis, self._viewer = study, analysis, viewer
        self._shown: ImageKey | None = None
        self._problem = ""
        self._connect()
        self._offer_view_tools()

    def _connect(self) -> None:
        window, actions = self._window, self._window.actions_
        image, problem = window.view_page.image, window.view_page.problem
        window.grid_page.view.opened.connect(self.open)
        window.grid_page.view.current_changed.connect(self.key_changed)
        image.back_requested.connect(self.back)
        image.step_requested.connect(self.step)
        window.tool_bar.window_menu.aboutToShow.connect(self._offer_windows)
        self._viewer.ready.connect(self._show_image)
        self._viewer.failed.connect(self._show_problem)
        problem.show_in_folder.connect(self._show_in_folder)
        problem.copy_details.connect(self._copy_details)
        actions.to_grid.triggered.connect(self.back)
        actions.previous.triggered.connect(lambda: self.step(-1))
        actions.next.triggered.connect(lambda: self.step(1))
        actions.fit.triggered.connect(image.fit)
        actions.one_to_one.triggered.connect(image.one_to_one)
        actions.invert.triggered.connect(image.invert)
        actions.reset.triggered.connect(image.reset)
        self._window.centre.currentChanged.connect(self._offer_view_tools)

    @property
    def key(self) -> ImageKey | None:
        """The image that the panels speak of: the one in the large view, else the one selected in the grid."""
        if self._window.centre.currentWidget() is self._window.view_page:
            return self._shown
        return self._window.grid_page.view.current_key()

    # --- pages ---------------------------------------------------------------------------------

    def show_grid(self) -> None:
        """Bring the grid to the front."""
        self._viewer.forget()
        self._shown = None
        self._window.view_page.image.show_nothing()
        self._window.centre.setCurrentWidget(self._window.grid_page)
        self._window.grid_page.view.setFocus()
        self.key_changed.emit()

    def back(self) -> None:
        """Go from the large view to the grid, with the same image selected."""
        if self._window.centre.currentWidget() is self._window.view_page:
            key = self._shown
            self.show_grid()
            if key is not None:
                self._window.grid_page.view.go_to(key)

    def open(self, key: ImageKey) -> None:
        """Show an image large."""
        place = self._grid.place_of(key)
        row = self._grid.row_of(key)
        if place is None or row is None:
            return
        self._shown, self._problem = key, ""
        page = self._window.view_page
        page.show_place(identity.image_name(row), place, self._grid.rowCount())
        page.image.show_reading()
        page.show_picture()
        self._window.centre.setCurrentWidget(page)
        self._window.grid_page.view.go_to(key)
        self._window.actions_.previous.setEnabled(place > 0)
        self._window.actions_.next.setEnabled(place + 1 < self._grid.rowCount())
        self.key_changed.emit()
        self._analysis.prioritise([key])
        self._viewer.show(key, self._around(place))

    def refresh_names(self) -> None:
        """Show what the image looked at is called now."""
        place = None if self._shown is None else self._grid.place_of(self._shown)
        if place is not None:
            name = identity.image_name(self._grid.row_at(place))
            self._window.view_page.show_place(name, place, self._grid.rowCount())
        self._window.view_page.problem.refresh_names()

    def step(self, images: int) -> None:
        """Go so many images on in the grid's order; back where negative. At the ends it stays."""
        place = None if self._shown is None else self._grid.place_of(self._shown)
        if place is None:
            return
        target = min(max(place + images, 0), self._grid.rowCount() - 1)
        if target != place:
            self.open(self._grid.row_at(target).key)

    def _around(self, place: int) -> list[ImageKey]:
        near = [each for each in (place + 1, place - 1) if 0 <= each < self._grid.rowCount()]
        return [self._grid.row_at(each).key for each in near]

    # --- the large view ------------------------------------------------------------------------

    def _show_image(self, image: XrayImage) -> None:
        self._window.view_page.image.show_image(image, self._study.results.get(image.key))
        self._window.view_page.show_picture()

    def _show_problem(self, key: ImageKey, error: Exception) -> None:
        self._problem = error.sentence if isinstance(error, XrayError) else UNEXPECTED
        self._study.take_unreadable(key, self._problem)
        page = self._window.view_page
        page.image.show_nothing()
        page.problem.show_problem(self._problem, key.path, len(self._grid.rows) - 1)
        page.show_problem()

    def _show_in_folder(self) -> None:
        if self._shown is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._shown.path.parent)))

    def _copy_details(self) -> None:
        if self._shown is not None:
            where = identity.path_name(self._shown.path) if identity.is_hidden() else str(self._shown.path)
            QGuiApplication.clipboard().setText(f"{where}\n{self._problem}")

    # --- tools ---------------------------------------------------------------------------------

    def _offer_view_tools(self) -> None:
        viewing = self._window.centre.currentWidget() is self._window.view_page
        for action in self._window.actions_.of_the_view:
            action.setEnabled(viewing)
        self._window.tool_bar.set_view_tools_enabled(viewing)

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
