"""How the large view is arranged, what the left mouse button does there, and which views go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.viewer.gestures import DragTool
from xray_desktop.qt.viewer.hanging_protocol import HangingProtocol

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.qt.controllers.state.panes import PanesController
    from xray_desktop.qt.viewer.image_view import ImageView
    from xray_desktop.qt.viewer.panes import Panes
    from xray_desktop.qt.viewer.view_state import ViewState
    from xray_desktop.qt.window.actions import Actions


class OverlaysController(QObject):
    """Keeps all panes at what the action says."""

    def __init__(self, action: QAction, views: Panes, panes: PanesController) -> None:
        super().__init__()
        self._action, self._views = action, views
        action.toggled.connect(self._apply)
        panes.arranged.connect(self._apply)

    def _apply(self) -> None:
        for view in self._views.views:
            view.set_overlays_visible(self._action.isChecked())


class LayoutController(QObject):
    """Turns the actions of the layout and of the mouse into arrangements."""

    def __init__(self, actions: Actions, views: Panes, panes: PanesController) -> None:
        super().__init__()
        self._actions, self._views, self._panes = actions, views, panes
        self._seen: tuple[ImageKey | None, ViewState | None] = (None, None)
        self._following = False
        for action, arrangement in self._arrangements.items():
            action.triggered.connect(lambda _=False, arrangement=arrangement: panes.choose(arrangement))
        for action, tool in self._tools.items():
            action.triggered.connect(lambda _=False, tool=tool: self._views.set_left_tool(tool))
        views.display_changed.connect(self._follow)
        views.activated.connect(self._forget_state)
        panes.arranged.connect(self._forget_state)

    @property
    def _arrangements(self) -> dict[QAction, HangingProtocol]:
        actions = self._actions
        return {
            actions.one_pane: HangingProtocol.ONE,
            actions.two_panes: HangingProtocol.TWO,
            actions.four_panes: HangingProtocol.FOUR,
            actions.beside_prior: HangingProtocol.PRIOR,
            actions.beside_heat_map: HangingProtocol.HEAT_MAP,
            actions.beside_models: HangingProtocol.MODELS,
        }

    @property
    def _tools(self) -> dict[QAction, DragTool]:
        actions = self._actions
        return {
            actions.window_tool: DragTool.WINDOW,
            actions.pan_tool: DragTool.PAN,
            actions.zoom_tool: DragTool.ZOOM,
            actions.region_tool: DragTool.REGION,
        }

    def offer(self) -> None:
        """Offer two models side by side where there are two."""
        possible = self._panes.can(HangingProtocol.MODELS)
        self._actions.beside_models.setEnabled(possible and self._actions.one_pane.isEnabled())
        if not possible and self._panes.protocol is HangingProtocol.MODELS:
            self._actions.one_pane.trigger()

    # --- views that go together ----------------------------------------------------------------

    def _forget_state(self) -> None:
        self._seen = (None, None)

    def _follow(self, view: ImageView) -> None:
        """Let the other views follow the one that the user works in; a new picture in it changes nothing for them."""
        pane = self._views.active_pane
        if self._following or view is not pane.view:
            return
        key = pane.key
        before, self._seen = self._seen, (key, view.view_state)
        if self._seen == before or before[0] != key or not self._linked:
            return
        self._lead(view)

    @property
    def _linked(self) -> bool:
        return self._actions.link_views.isChecked() or self._panes.protocol.repeats

    def _lead(self, view: ImageView) -> None:
        state = view.view_state
        if state is None:
            return
        self._following = True
        try:
            active = self._views.active_pane
            for pane in self._views.shown:
                if pane is not active:
                    pane.view.follow(state, same_values=pane.key == active.key)
        finally:
            self._following = False
