"""The switch that hides whose pictures these are: everything on the screen that names somebody follows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.appearance import IDENTITY_HIDDEN_KEY
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.viewer.display import PictureDisplay

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings

    from xray_desktop.qt.controllers.opening.open import OpeningController
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.settings.model import Settings


class PrivacyController(QObject):
    """Turns the switch and has every view that shows names show them anew.

    Parameters
    ----------
    geometry
        What is read before the window is painted: a name must not flash up until the settings are there.
    also
        Further views, with windows of their own, that show names.
    """

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        navigation: NavigationController,
        opening: OpeningController,
        preferences: PreferencesController,
        geometry: QSettings,
        also: tuple[Callable[[], None], ...],
    ) -> None:
        super().__init__(window)
        self._window, self._study = window, study
        self._navigation, self._opening, self._preferences = navigation, opening, preferences
        self._geometry, self._also = geometry, also
        self._action = window.actions_.hide_identity
        self._action.setChecked(identity.is_hidden())
        self._action.toggled.connect(self._switch)
        preferences.loaded.connect(self._take_settings)
        self.refresh()

    def _take_settings(self, settings: Settings, _notice: str) -> None:
        # Where the two disagree, the one that hides is right.
        self._action.setChecked(self._action.isChecked() or settings.identity_hidden)
        self._remember()

    def _switch(self, hidden: bool) -> None:
        identity.set_hidden(hidden)
        self._remember()
        self.refresh()

    def _remember(self) -> None:
        self._geometry.setValue(IDENTITY_HIDDEN_KEY, self._action.isChecked())
        self._preferences.change(identity_hidden=self._action.isChecked())

    def refresh(self) -> None:
        """Have everything that shows names ask for them again."""
        window, hidden = self._window, identity.is_hidden()
        self._show_study_name()
        self._close_search(hidden)
        window.grid_page.view.refresh_names()
        window.studies.set_identity_hidden(hidden)
        window.messages.set_identity_hidden(hidden)
        window.status.set_identity_hidden(hidden)
        for display in window.findChildren(PictureDisplay):
            display.set_identity_hidden(hidden)
        self._navigation.refresh_names()
        self._opening.refresh_names()
        for refresh in self._also:
            refresh()

    def _show_study_name(self) -> None:
        name = identity.study_name(self._study.title)
        self._window.set_study_title(name)
        self._window.grid_page.header.set_title(name)

    def _close_search(self, hidden: bool) -> None:
        """Take back a search by name: what was typed is a name, and what it finds has one."""
        header = self._window.grid_page.header
        header.set_names_hidden(hidden)
        study = self._study.study
        if hidden and study.arrangement.text:
            study.arrange(replace(study.arrangement, text=""))
            header.set_arrangement(study.arrangement)
