"""How large the window's text is: chosen from a menu or by keys, at once and for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from xray_desktop.qt import theme
from xray_desktop.qt.appearance import TEXT_PERCENT_KEY
from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QMenu

    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.settings.model import Settings


class TextSizeController(QObject):
    """Fills the menu, and has the whole window dressed anew.

    Parameters
    ----------
    menu
        To be filled.
    geometry
        The window's own settings.
    dress
        Puts the theme on every widget again.
    """

    def __init__(
        self,
        window: MainWindow,
        menu: QMenu,
        preferences: PreferencesController,
        geometry: QSettings,
        dress: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._preferences, self._geometry, self._dress = preferences, geometry, dress
        self._actions = window.actions_
        self._chosen = False
        self._choices: dict[int, QAction] = {}
        group = QActionGroup(self)
        for percent in theme.PERCENTS:
            action = QAction(tr("{percent} %", percent=percent), self, checkable=True)
            action.triggered.connect(lambda _=False, percent=percent: self.choose(percent))
            group.addAction(action)
            menu.addAction(action)
            self._choices[percent] = action
        menu.addSeparator()
        menu.addActions([self._actions.text_larger, self._actions.text_smaller])
        self._actions.text_larger.triggered.connect(lambda: self._step(1))
        self._actions.text_smaller.triggered.connect(lambda: self._step(-1))
        preferences.loaded.connect(lambda settings, _notice: self._take(settings))
        self._tell()

    def _take(self, settings: Settings) -> None:
        # A choice that was quicker than the settings holds.
        self.choose(theme.text_percent() if self._chosen else settings.text_percent)

    def _step(self, steps: int) -> None:
        place = theme.PERCENTS.index(theme.text_percent()) + steps
        self.choose(theme.PERCENTS[min(max(place, 0), len(theme.PERCENTS) - 1)])

    def choose(self, percent: int) -> None:
        """Write everything in another size."""
        self._chosen = True
        before = theme.text_percent()
        theme.set_text_percent(percent)
        now = theme.text_percent()
        self._geometry.setValue(TEXT_PERCENT_KEY, now)
        self._preferences.change(text_percent=now)
        if now != before:
            self._dress()
        self._tell()

    def _tell(self) -> None:
        now = theme.text_percent()
        self._choices[now].setChecked(True)
        self._actions.text_larger.setEnabled(now < theme.PERCENTS[-1])
        self._actions.text_smaller.setEnabled(now > theme.PERCENTS[0])
