"""The switch that hides whose pictures these are: everything on the screen that names somebody follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.privacy import identity

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.theme.appearance import Appearance
    from xray_desktop.settings.model import Settings


class PrivacyController(QObject):
    """Turns the switch, and says so to every view that shows names.

    Signals
    -------
    switched(bool)
        Names are to be shown anew; True where they are hidden.

    Parameters
    ----------
    hide
        The switch.
    appearance
        Keeps it for the next start.
    """

    switched = Signal(bool)

    def __init__(self, hide: QAction, preferences: PreferencesController, appearance: Appearance) -> None:
        super().__init__()
        self._hide, self._preferences, self._appearance = hide, preferences, appearance
        hide.setChecked(identity.is_hidden())
        hide.toggled.connect(self._switch)
        preferences.loaded.connect(self._take_settings)

    def _take_settings(self, settings: Settings, _notice: str) -> None:
        # Where the two disagree, the one that hides is right.
        self._hide.setChecked(self._hide.isChecked() or settings.identity_hidden)
        self._remember()

    def _switch(self, _hidden: bool) -> None:
        self._remember()
        self.refresh()

    def _remember(self) -> None:
        self._appearance.hide_identity(self._hide.isChecked())
        self._preferences.change(identity_hidden=self._hide.isChecked())

    def refresh(self) -> None:
        """Have everything that shows names ask for them again."""
        self.switched.emit(identity.is_hidden())
