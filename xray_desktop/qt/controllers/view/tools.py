"""What can be done to the picture on the screen: fit, turn, mirror, invert, and its windows by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from xray_desktop.qt.window.centre import Page

if TYPE_CHECKING:
    from xray_desktop.qt.viewer.panes import Panes
    from xray_desktop.qt.window.actions import Actions
    from xray_desktop.qt.window.centre import Centre
    from xray_desktop.qt.window.tool_bar import ToolBar

_MOST_KEYS = 9
_DONE_BY_VIEW = ("fit", "one_to_one", "invert", "reset", "turn_right", "turn_left", "mirror", "flip")


class ViewToolsController(QObject):
    """Hands what is asked for to the view that the user works in, and offers it where there is a picture."""

    def __init__(self, actions: Actions, tool_bar: ToolBar, centre: Centre, panes: Panes) -> None:
        super().__init__()
        self._actions, self._tool_bar, self._centre, self._panes = actions, tool_bar, centre, panes
        for name, action in actions.by_name.items():
            if name in _DONE_BY_VIEW:
                action.triggered.connect(lambda _=False, name=name: panes.view.do(name))
        actions.give_up.triggered.connect(lambda: panes.view.cancel())
        tool_bar.window_menu.aboutToShow.connect(self._offer_windows)
        centre.currentChanged.connect(self._offer)
        self._offer()

    def _offer(self) -> None:
        viewing = self._centre.shows(Page.VIEW)
        for action in self._actions.of_the_view:
            action.setEnabled(viewing)
        self._tool_bar.set_view_tools_enabled(viewing)

    def _offer_windows(self) -> None:
        """List the windows of the image on the screen."""
        from xray_desktop.qt.viewer.corner_text import voi_name

        view, menu = self._panes.view, self._tool_bar.window_menu
        menu.clear()
        group = QActionGroup(menu)
        for number, voi in enumerate(view.presets, 1):
            # The picture takes these keys itself; behind a tab a menu shows them without claiming them.
            key = f"\t{number}" if number <= _MOST_KEYS else ""
            action = QAction(voi_name(voi).replace("&", "&&") + key, menu)
            action.setCheckable(True)
            action.setChecked(voi == view.voi)
            action.triggered.connect(lambda _=False, voi=voi: view.choose_voi(voi))
            group.addAction(action)
            menu.addAction(action)
