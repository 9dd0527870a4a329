"""Ways to open a study: dialogues, recent ones, what is dropped, and the demo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from xray_desktop.qt.i18n.language import sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.threads import Bridge, Generation
from xray_desktop.qt.widgets.short_path import short_path
from xray_desktop.qt.window.message_bar import Message, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.settings.model import Settings
    from xray_desktop.settings.paths import AppPaths

DEMO_TITLE = sentence("Demo study")
_DEMO_TOPIC = "demo"


class OpeningController(QObject):
    """Turns every way to open something into one call of the study controller.

    Parameters
    ----------
    paths
        Where the demo study is kept.
    """

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        preferences: PreferencesController,
        paths: AppPaths,
        executor: Executor,
        bridge: Bridge,
    ) -> None:
        super().__init__(window)
        self._window, self._study, self._preferences = window, study, preferences
        self._paths, self._executor, self._bridge = paths, executor, bridge
        self._generation = Generation()
        self._recent_menus: list[QMenu] = []
        actions, empty = window.actions_, window.empty_page
        for asked in (actions.open_folder.triggered, empty.open_folder):
            asked.connect(self.ask_for_folder)
        for asked in (actions.open_files.triggered, empty.open_files):
            asked.connect(self.ask_for_files)
        for asked in (actions.open_demo.triggered, empty.open_demo):
            asked.connect(self.open_demo)
        empty.open_recent.connect(lambda path: self.open([path]))
        window.dropped.connect(self.open)
        window.dropped_beside.connect(self.add)
        actions.add_folder.triggered.connect(lambda: self._ask_for_folder(self.add))
        actions.add_files.triggered.connect(lambda: self._ask_for_files(self.add))
        study.opened.connect(self._offer_adding)
        self._offer_adding("")
        preferences.loaded.connect(lambda settings, _notice: self.show_recent(settings))
        preferences.changed.connect(self.show_recent)

    # --- ways ----------------------------------------------------------------------------------

    def open(self, paths: Sequence[Path]) -> None:
        """Open folders, files, archives and discs as one study."""
        self._take(paths, self._study.open)

    def add(self, paths: Sequence[Path]) -> None:
        """Open them beside what is open; as a study of their own where nothing is."""
        self._take(paths, self._study.add)

    def _take(self, paths: Sequence[Path], take: Callable[[Sequence[Path]], None]) -> None:
        self._generation.begin()
        self._window.messages.close_topic(_DEMO_TOPIC)
        # Links keep their names; a way up and down again does not belong into a list of what was opened.
        absolute = [path.resolve() if ".." in path.parts else path.absolute() for path in paths]
        take(absolute)
        if len(absolute) == 1:
            self._preferences.remember_opened(absolute[0])

    def _offer_adding(self, title: str) -> None:
        """Offer to add to a study where there is one."""
        for action in (self._window.actions_.add_folder, self._window.actions_.add_files):
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
        dialogue = QFileDialog(self._window, title, str(identity.start_folder(start)))
        dialogue.setFileMode(mode)
        dialogue.filesSelected.connect(lambda chosen: take([Path(name) for name in chosen]))
        dialogue.finished.connect(dialogue.deleteLater)
        return dialogue

    def open_demo(self) -> None:
        """Draw the demo study where it is absent, and open it."""
        self._window.messages.show_message(
            Message(_DEMO_TOPIC, tr("The demo study is being drawn; this takes a moment."))
        )
        job = self._executor.submit(_demo_study, self._paths)
        self._bridge.watch(job, self._open_demo, self._fail_demo, self._generation.begin())

    def _open_demo(self, folder: Path) -> None:
        self._window.messages.close_topic(_DEMO_TOPIC)
        self._study.open([folder], tr(DEMO_TITLE))

    def _fail_demo(self, error: Exception) -> None:
        self._window.messages.show_message(Message(_DEMO_TOPIC, str(error), Tone.PROBLEM))

    # --- recent --------------------------------------------------------------------------------

    def add_recent_menu(self, menu: QMenu) -> None:
        """Keep a menu filled with what was opened last."""
        self._recent_menus.append(menu)
        menu.setEnabled(False)

    def show_recent(self, settings: Settings) -> None:
        """List what was opened last."""
        self._window.empty_page.set_recent(settings.recent)
        for menu in self._recent_menus:
            menu.clear()
            menu.setEnabled(bool(settings.recent))
            for number, path in enumerate(settings.recent, 1):
                name = identity.recent_name(path, number) if identity.is_hidden() else short_path(path)
                # An ampersand in a name is no key.
                action: QAction = menu.addAction(name.replace("&", "&&"))
                action.triggered.connect(lambda _=False, path=path: self.open([path]))

    def refresh_names(self) -> None:
        """Show what was opened last under the names that are shown now."""
        if self._preferences.settings is not None:
            self.show_recent(self._preferences.settings)


def _demo_study(paths: AppPaths) -> Path:
    from xray_desktop.services.demo import demo_study

    return demo_study(paths)
