"""How large the window's text is: chosen from a menu or by keys, at once and for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.theme.appearance import Appearance
    from xray_desktop.settings.model import Settings


class TextSizeController(QObject):
    """Fills the menu, and has the whole window dressed anew.

    Parameters
    ----------
    menu
        To be filled.
    larger, smaller
        Stand below the sizes.
    appearance
        Writes everything in another size.
    """

    def __init__(
        self,
        menu: QMenu,
        larger: QAction,
        smaller: QAction,
        preferences: PreferencesController,
        appearance: Appearance,
    ) -> None:
        super().__init__()
        self._larger, self._smaller = larger, smaller
        self._preferences, self._appearance = preferences, appearance
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
        menu.addActions([larger, smaller])
        larger.triggered.connect(lambda: self._step(1))
        smaller.triggered.connect(lambda: self._step(-1))
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
        self._appearance.choose_text_size(percent)
        self._preferences.change(text_percent=theme.text_percent())
        self._tell()

    def _tell(self) -> None:
        now = theme.text_percent()
        self._choices[now].setChecked(True)
        self._larger.setEnabled(now < theme.PERCENTS[-1])
        self._smaller.setEnabled(now > theme.PERCENTS[0])
