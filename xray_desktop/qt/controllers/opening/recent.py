"""What was opened last: in the menus and on the empty page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.privacy import identity
from xray_desktop.qt.widgets.short_path import short_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.window.empty_page import EmptyPage
    from xray_desktop.settings.model import Settings


class RecentController(QObject):
    """Keeps menus and the empty page filled with what was opened last.

    Signals
    -------
    chosen(list)
        The user wants one of them again; its path alone.

    Parameters
    ----------
    menus
        To be filled.
    """

    chosen = Signal(list)

    def __init__(self, empty_page: EmptyPage, menus: Sequence[QMenu], preferences: PreferencesController) -> None:
        super().__init__()
        self._empty_page, self._menus, self._preferences = empty_page, tuple(menus), preferences
        for menu in self._menus:
            menu.setEnabled(False)
        empty_page.open_recent.connect(lambda path: self.chosen.emit([path]))
        preferences.loaded.connect(lambda settings, _notice: self._show(settings))
        preferences.changed.connect(self._show)

    def _show(self, settings: Settings) -> None:
        self._empty_page.set_recent(settings.recent)
        for menu in self._menus:
            menu.clear()
            menu.setEnabled(bool(settings.recent))
            for number, path in enumerate(settings.recent, 1):
                name = identity.recent_name(path, number) if identity.is_hidden() else short_path(path)
                # An ampersand in a name is no key.
                action: QAction = menu.addAction(name.replace("&", "&&"))
                action.triggered.connect(lambda _=False, path=path: self.chosen.emit([path]))

    def refresh_names(self) -> None:
        """Show what was opened last under the names that are shown now."""
        if self._preferences.settings is not None:
            self._show(self._preferences.settings)
