"""The window's language: chosen in the menu, spoken from the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from xray_desktop.qt.i18n.language import LANGUAGES, desktop_language, tr
from xray_desktop.qt.window.message_bar import Message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from xray_desktop.qt.theme.appearance import Appearance
    from xray_desktop.qt.window.message_bar import MessageBar

_TOPIC = "language"


class LanguageController(QObject):
    """Fills the language menu.

    Parameters
    ----------
    menu
        To be filled.
    appearance
        Keeps what is chosen.
    messages
        Tell when a choice takes effect.
    """

    def __init__(self, menu: QMenu, appearance: Appearance, messages: MessageBar) -> None:
        super().__init__()
        self._appearance, self._messages = appearance, messages
        self._group = QActionGroup(self)
        spoken = LANGUAGES[desktop_language()]
        self._offer(menu, "", tr("As the desktop ({language})", language=spoken))
        for code, name in LANGUAGES.items():
            self._offer(menu, code, name)

    def _offer(self, menu: QMenu, code: str, name: str) -> None:
        action = QAction(name, self, checkable=True)
        action.setChecked(code == self._appearance.language)
        action.triggered.connect(lambda: self._choose(code))
        self._group.addAction(action)
        menu.addAction(action)

    def _choose(self, code: str) -> None:
        self._appearance.choose_language(code)
        self._messages.show_message(Message(_TOPIC, tr("The window speaks the chosen language from its next start.")))
