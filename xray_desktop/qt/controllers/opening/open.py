"""Ways to open a study: dialogues, buttons, recent ones and what is dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.privacy import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.actions import Actions
    from xray_desktop.qt.window.empty_page import EmptyPage


class OpeningController(QObject):
    """Turns every way to open something into one call of the study controller.

    Parameters
    ----------
    parent
        Of the dialogues.
    """

    def __init__(
        self,
        parent: QWidget,
        actions: Actions,
        empty_page: EmptyPage,
        study: StudyController,
        preferences: PreferencesController,
    ) -> None:
        super().__init__()
        self._parent, self._study, self._preferences = parent, study, preferences
        self._adding = (actions.add_folder, actions.add_files)
        for asked in (actions.open_folder.triggered, empty_page.open_folder):
            asked.connect(self.ask_for_folder)
        for asked in (actions.open_files.triggered, empty_page.open_files):
            asked.connect(self.ask_for_files)
        actions.add_folder.triggered.connect(lambda: self._ask_for_folder(self.add))
        actions.add_files.triggered.connect(lambda: self._ask_for_files(self.add))
        study.opened.connect(self._offer_adding)
        self._offer_adding("")

    # --- ways ----------------------------------------------------------------------------------

    def open(self, paths: Sequence[Path]) -> None:
        """Open folders, files, archives and discs as one study."""
        self._take(paths, self._study.open)

    def add(self, paths: Sequence[Path]) -> None:
        """Open them beside what is open; as a study of their own where nothing is."""
        self._take(paths, self._study.add)

    def _take(self, paths: Sequence[Path], take: Callable[[Sequence[Path]], None]) -> None:
        # Links keep their names; a way up and down again does not belong into a list of what was opened.
        absolute = [path.resolve() if ".." in path.parts else path.absolute() for path in paths]
        take(absolute)
        if len(absolute) == 1:
            self._preferences.remember_opened(absolute[0])

    def _offer_adding(self, title: str) -> None:
        """Offer to add to a study where there is one."""
        for action in self._adding:
            action.setEnabled(bool(title))

    def ask_for_folder(self) -> None:
        """Let the user choose a folder."""
        self._ask_for_folder(self.open)

    def ask_for_files(self) -> None:
        """Let the user choose files; images come under any name, so that none is filtered out."""
        self._ask_for_files(self.open)

    def _ask_for_folder(self, take: Callable[[Sequence[Path]], None]) -> None:
        dialogue = self._dialogue(tr("Open folder"), QFileDialog.FileMode.Directory, take)
        dialogue.setOption(QFileDialog.Option.ShowDirsOnly)
        dialogue.open()

    def _ask_for_files(self, take: Callable[[Sequence[Path]], None]) -> None:
        self._dialogue(tr("Open files"), QFileDialog.FileMode.ExistingFiles, take).open()

    def _dialogue(self, title: str, mode: QFileDialog.FileMode, take: Callable[[Sequence[Path]], None]) -> QFileDialog:
        settings = self._preferences.settings
        start = settings.last_folder if settings is not None and settings.last_folder else Path.home()
        dialogue = QFileDialog(self._parent, title, str(identity.start_folder(start)))
        dialogue.setFileMode(mode)
        dialogue.filesSelected.connect(lambda chosen: take([Path(name) for name in chosen]))
        dialogue.finished.connect(dialogue.deleteLater)
        return dialogue
