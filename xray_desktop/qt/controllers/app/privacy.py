"""The switch that hides whose pictures these are: everything on the screen that names somebody follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.privacy import identity

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QAction

    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.settings.model import Settings

_KEY = "identity_hidden"


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
    geometry
        What is read before the window is painted: a name must not flash up until the settings are there.
    """

    switched = Signal(bool)

    def __init__(self, hide: QAction, preferences: PreferencesController, geometry: QSettings) -> None:
        super().__init__()
        self._hide, self._preferences, self._geometry = hide, preferences, geometry
        hide.setChecked(str(geometry.value(_KEY, "false")).lower() == "true")
        hide.toggled.connect(self._switch)
        preferences.loaded.connect(self._take_settings)
        identity.set_hidden(hide.isChecked())

    def _take_settings(self, settings: Settings, _notice: str) -> None:
        # Where the two disagree, the one that hides is right.
        self._hide.setChecked(self._hide.isChecked() or settings.identity_hidden)
        self._remember()

    def _switch(self, hidden: bool) -> None:
        identity.set_hidden(hidden)
        self._remember()
        self.refresh()

    def _remember(self) -> None:
        self._geometry.setValue(_KEY, self._hide.isChecked())
        self._preferences.change(identity_hidden=self._hide.isChecked())

    def refresh(self) -> None:
        """Have everything that shows names ask for them again."""
        self.switched.emit(identity.is_hidden())
