"""How heat maps are shown: one look, set from the tool bar, the panel or a key, and remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.imaging.colour_map import ColourMap
from xray_desktop.qt.viewer.hanging import Hanging
from xray_desktop.qt.viewer.look import Look

if TYPE_CHECKING:
    from xray_desktop.qt.controllers.hanging import HangingController
    from xray_desktop.qt.controllers.preferences import PreferencesController
    from xray_desktop.qt.main_window import MainWindow
    from xray_desktop.settings.model import Settings


class HeatMapController(QObject):
    """Keeps the view, the tool bar and the panel at the same look."""

    def __init__(self, window: MainWindow, hanging: HangingController, preferences: PreferencesController) -> None:
        super().__init__(window)
        self._window, self._hanging, self._preferences = window, hanging, preferences
        hanging.arranged.connect(self._apply)
        self.look = Look(heatmap_visible=True)
        panel = window.findings
        window.actions_.heat_map.toggled.connect(self.show)
        panel.heatmap_toggled.connect(self.show)
        window.tool_bar.opacity_changed.connect(self.set_opacity)
        panel.heatmap_opacity_changed.connect(self.set_opacity)
        panel.colour_map_chosen.connect(self.set_colour_map)
        preferences.loaded.connect(lambda settings, _notice: self._take(settings))
        self._apply()

    def show(self, visible: bool) -> None:
        """Show or hide heat maps."""
        self.look = replace(self.look, heatmap_visible=visible)
        self._apply()

    def set_opacity(self, opacity: float) -> None:
        """Set the opacity of the strongest evidence, 0 to 1."""
        self.look = replace(self.look, heatmap_opacity=opacity)
        self._preferences.change(heatmap_opacity=opacity)
        self._apply()

    def set_colour_map(self, colour_map: ColourMap) -> None:
        """Set the colours."""
        self.look = replace(self.look, colour_map=colour_map)
        self._preferences.change(heatmap_colour_map=colour_map.value)
        self._apply()

    def _take(self, settings: Settings) -> None:
        known = {each.value: each for each in ColourMap}
        colour_map = known.get(settings.heatmap_colour_map, self.look.colour_map)
        self.look = replace(self.look, heatmap_opacity=settings.heatmap_opacity, colour_map=colour_map)
        self._apply()

    def _apply(self) -> None:
        look = self.look
        for number, view in enumerate(self._window.view_page.panes.views):
            view.set_heatmap_visible(_is_visible(look, self._hanging.hanging, number))
            view.set_heatmap_opacity(look.heatmap_opacity)
            view.set_colour_map(look.colour_map)
        self._window.tool_bar.set_opacity(look.heatmap_opacity)
        self._window.actions_.heat_map.setChecked(look.heatmap_visible)
        self._window.findings.set_heatmap_look(
            visible=look.heatmap_visible, opacity=look.heatmap_opacity, colour_map=look.colour_map
        )


def _is_visible(look: Look, hanging: Hanging, number: int) -> bool:
    """Decide for one pane: some arrangements are about the heat map itself."""
    if hanging is Hanging.HEAT_MAP:
        return number > 0
    return look.heatmap_visible or hanging is Hanging.MODELS
