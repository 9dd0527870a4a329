"""What stands in the place of an image that cannot be read: why, and what the user can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from xray_desktop.qt.privacy import identity

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.imaging.image import ImageKey, XrayImage
    from xray_desktop.qt.controllers.state.panes import PanesController
    from xray_desktop.qt.window.problem_page import ProblemPage
    from xray_desktop.qt.window.view_page import ViewPage
    from xray_desktop.study.study import Study


class UnreadableImageController(QObject):
    """Shows the reason in the large view, and the picture again where it can be read after all."""

    def __init__(self, page: ViewPage, problem: ProblemPage, panes: PanesController, study: Study) -> None:
        super().__init__()
        self._page, self._problem, self._panes, self._study = page, problem, panes, study
        self._sentence = ""
        panes.failed.connect(self._show_problem)
        problem.show_in_folder.connect(self._show_in_folder)
        problem.copy_details.connect(self._copy_details)

    def take_image(self, image: XrayImage) -> None:
        """Show the picture where the reason stood."""
        if image.key == self._panes.key and self._page.shows_problem:
            self._page.show_picture()

    def _show_problem(self, key: ImageKey, sentence: str) -> None:
        self._sentence = sentence
        self._problem.show_problem(sentence, self._study.origin(key), len(self._study.rows) - 1)
        self._page.show_problem()

    def _show_in_folder(self) -> None:
        if self._panes.key is not None:
            folder = folder_of(self._study.origin(self._panes.key))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _copy_details(self) -> None:
        if self._panes.key is not None:
            origin = self._study.origin(self._panes.key)
            where = identity.path_name(origin) if identity.is_hidden() else str(origin)
            QGuiApplication.clipboard().setText(f"{where}\n{self._sentence}")


def folder_of(path: Path) -> Path:
    """Return the folder in which a file lies; of one in an archive, that of the archive."""
    there = next((each for each in (path, *path.parents) if each.exists()), path)
    return there if there.is_dir() and there != path else there.parent
