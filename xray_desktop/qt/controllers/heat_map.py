"""How heat maps are shown: one look, set from the tool bar, the panel, the menu or a key, and remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.imaging.heatmap_style import HeatmapMode, HeatmapScale, HeatmapStyle
from xray_desktop.qt.viewer.hanging import Hanging
from xray_desktop.qt.viewer.look import Look

if TYPE_CHECKING:
    from xray_desktop.qt.controllers.hanging import HangingController
    from xray_desktop.qt.controllers.heat_scale import HeatScaleController
    from xray_desktop.qt.controllers.preferences import PreferencesController
    from xray_desktop.qt.main_window import MainWindow
    from xray_desktop.qt.viewer import ImageView
    from xray_desktop.settings.model import Settings


@dataclass(frozen=True, slots=True)
class _Pane:
    """A view, and what is special about the maps in it; see `HeatMapController.add_view`."""

    view: ImageView
    second: bool
    visible: bool | None
    named: bool


class HeatMapController(QObject):
    """Keeps the views, the tool bar, the menu and the panel at the same look."""

    def __init__(
        self,
        window: MainWindow,
        hanging: HangingController,
        preferences: PreferencesController,
        scales: HeatScaleController,
    ) -> None:
        super().__init__(window)
        self._window, self._hanging, self._preferences, self._scales = window, hanging, preferences, scales
        self.look = Look(heatmap_visible=True)
        self._panes: list[_Pane] = []
        self._follow_hanging()
        hanging.arranged.connect(self._follow_hanging)
        panel, actions = window.findings, window.actions_
        actions.heat_map.toggled.connect(self.show)
        actions.heat_map_contours.toggled.connect(self.show_contours)
        actions.heat_map_study_scale.toggled.connect(self.share_scale)
        panel.heatmap_toggled.connect(self.show)
        panel.heatmap_style_changed.connect(self.set_style)
        window.tool_bar.opacity_changed.connect(lambda opacity: self._change(opacity=opacity))
        preferences.loaded.connect(lambda settings, _notice: self._take(settings))
        scales.changed.connect(self._follow_scales)
        self._apply()

    # --- views ---------------------------------------------------------------------------------

    def _follow_hanging(self) -> None:
        """Give each pane its part: some arrangements are about the heat map itself."""
        hanging = self._hanging.hanging
        models, heat_map = hanging is Hanging.MODELS, hanging is Hanging.HEAT_MAP
        for number, view in enumerate(self._window.view_page.panes.views):
            visible = True if models else number > 0 if heat_map else None
            self.add_view(view, second=models and number == 1, visible=visible, named=models)

    def add_view(
        self, view: ImageView, *, second: bool = False, visible: bool | None = None, named: bool = False
    ) -> None:
        """Keep a view at the look as well.

        Parameters
        ----------
        view
            It is given its image and result by whoever made it.
        second
            Its results are those of the second model, whose maps have a scale of their own.
        visible
            Whether it always or never shows heat maps; None where it does as the person chose.
        named
            The legend says whose map it is.
        """
        self.remove_view(view)
        self._panes.append(_Pane(view, second, visible, named))
        self._show_in(self._panes[-1])

    def remove_view(self, view: ImageView) -> None:
        """Let go of a view."""
        self._panes = [pane for pane in self._panes if pane.view is not view]

    def _show_in(self, pane: _Pane) -> None:
        scales = self._scales
        scale, model = (scales.second, scales.second_model) if pane.second else (scales.first, scales.first_model)
        pane.view.set_look(
            replace(
                self.look,
                heatmap_visible=self.look.heatmap_visible if pane.visible is None else pane.visible,
                common=scale.scale,
                model=model if pane.named else "",
            )
        )

    # --- what a person wants -------------------------------------------------------------------

    def show(self, visible: bool) -> None:
        """Show or hide heat maps."""
        self.look = replace(self.look, heatmap_visible=visible)
        self._apply()

    def show_contours(self, contours: bool) -> None:
        """Show heat maps as contours, or in colour; where they are hidden, contours are shown all the same."""
        if contours == (self.look.style.mode is not HeatmapMode.COLOUR):
            return
        if contours:
            self.look = replace(self.look, heatmap_visible=True)
        self._change(mode=HeatmapMode.CONTOURS if contours else HeatmapMode.COLOUR)

    def share_scale(self, shared: bool) -> None:
        """Have one scale for the study, or one for each image."""
        self._change(scale=HeatmapScale.STUDY if shared else HeatmapScale.IMAGE)

    def set_style(self, style: HeatmapStyle) -> None:
        """Draw heat maps in another way, and remember it."""
        self.look = replace(self.look, style=style)
        self._preferences.change(
            heatmap_opacity=style.opacity,
            heatmap_colour_map=style.colour_map,
            heatmap_mode=style.mode,
            heatmap_scale=style.scale,
            heatmap_threshold=style.threshold,
        )
        self._apply()

    def _change(self, **values: object) -> None:
        self.set_style(replace(self.look.style, **values))  # type: ignore[arg-type]

    # --- what holds ----------------------------------------------------------------------------

    def _take(self, settings: Settings) -> None:
        self.look = replace(self.look, style=settings.heatmap_style)
        self._apply()

    def _follow_scales(self) -> None:
        """Show another scale where it is the one that holds."""
        self.look = replace(self.look, common=self._scales.first.scale)
        if self.look.style.scale is HeatmapScale.STUDY or any(pane.named for pane in self._panes):
            self._show_everywhere()

    def _apply(self) -> None:
        look, style, actions = self.look, self.look.style, self._window.actions_
        self._window.tool_bar.set_opacity(style.opacity)
        actions.heat_map.setChecked(look.heatmap_visible)
        actions.heat_map_contours.setChecked(style.mode is not HeatmapMode.COLOUR)
        actions.heat_map_study_scale.setChecked(style.scale is HeatmapScale.STUDY)
        self._show_everywhere()

    def _show_everywhere(self) -> None:
        for pane in self._panes:
            self._show_in(pane)
        self._window.findings.set_heatmap_look(self.look)
