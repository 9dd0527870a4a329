"""The user's keys: applied to actions and views, shown, edited and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from xray_desktop.qt.keys.commands import commands, default_keys
from xray_desktop.qt.keys.key_map import KeyMap
from xray_desktop.qt.viewer.view_keys import DEFAULT_KEYS, NEEDED_ELSEWHERE, ViewKeys
from xray_desktop.qt.window.actions import show_keys

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenuBar, QWidget

    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.viewer.image_view import ImageView
    from xray_desktop.qt.viewer.panes import Panes
    from xray_desktop.qt.window.actions import Actions
    from xray_desktop.settings.model import Settings


class ShortcutsController(QObject):
    """Holds the keys in force; every change is applied at once and written soon.

    Parameters
    ----------
    parent
        Of the dialogue.
    menu_bar
        Its menus are the chapters of the dialogue.
    panes
        Their views have keys of their own.
    """

    def __init__(
        self,
        parent: QWidget,
        menu_bar: QMenuBar,
        actions: Actions,
        panes: Panes,
        preferences: PreferencesController,
    ) -> None:
        super().__init__()
        self._parent, self._menu_bar, self._panes, self._preferences = parent, menu_bar, panes, preferences
        self._actions = actions.by_name
        self.keys = KeyMap(default_keys(self._actions))
        panes.made.connect(self._teach)
        actions.shortcuts.triggered.connect(self.show)
        preferences.loaded.connect(lambda settings, _notice: self._take(settings))
        self._apply()

    def _take(self, settings: Settings) -> None:
        self.keys = KeyMap(self.keys.defaults, settings.keys)
        self._apply()

    def change(self, keys: KeyMap) -> None:
        """Take other keys."""
        self.keys = keys
        self._preferences.change(keys=dict(keys.own))
        self._apply()

    def _apply(self) -> None:
        for name, action in self._actions.items():
            keys = self.keys.keys(name)
            # What buttons, lists and sliders need for themselves is heeded by a picture with the focus alone.
            free = keys if name not in DEFAULT_KEYS else tuple(key for key in keys if key not in NEEDED_ELSEWHERE)
            action.setShortcuts([QKeySequence(key) for key in free])
            show_keys(action, keys)
        for view in self._panes.views:
            self._teach(view)

    def _teach(self, view: ImageView) -> None:
        view.keys = ViewKeys({name: self.keys.keys(name) for name in DEFAULT_KEYS})

    def show(self) -> None:
        """Show all keys and what the mouse does."""
        from xray_desktop.qt.dialogs.keys import KeysDialog

        dialog = KeysDialog(commands(self._menu_bar, self._actions), self.keys, self._parent)
        dialog.changed.connect(self.change)
        dialog.open()
