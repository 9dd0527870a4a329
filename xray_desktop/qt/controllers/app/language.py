"""The window's language: chosen in the menu, spoken from the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from xray_desktop.qt.appearance import LANGUAGE_KEY
from xray_desktop.qt.i18n.language import LANGUAGES, desktop_language, tr
from xray_desktop.qt.window.message_bar import Message

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QMenu

    from xray_desktop.qt.window.main_window import MainWindow

_TOPIC = "language"


class LanguageController(QObject):
    """Fills the language menu.

    Parameters
    ----------
    window
        Tells when a choice takes effect.
    menu
        To be filled.
    settings
        Those of the window; what is chosen is kept there.
    """

    def __init__(self, window: MainWindow, menu: QMenu, settings: QSettings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._group = QActionGroup(self)
        chosen = str(settings.value(LANGUAGE_KEY, ""))
        spoken = LANGUAGES[desktop_language()]
        self._offer(menu, "", tr("As the desktop ({language})", language=spoken), chosen)
        for code, name in LANGUAGES.items():
            self._offer(menu, code, name, chosen)

    def _offer(self, menu: QMenu, code: str, name: str, chosen: str) -> None:
        action = QAction(name, self, checkable=True)
        action.setChecked(code == chosen)
        action.triggered.connect(lambda: self._choose(code))
        self._group.addAction(action)
        menu.addAction(action)

    def _choose(self, code: str) -> None:
        self._settings.setValue(LANGUAGE_KEY, code)
        self._window.messages.show_message(
            Message(_TOPIC, tr("The window speaks the chosen language from its next start."))
        )
