"""How heat maps are shown: one look, set from the tool bar, the panel, the menu or a key, and remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from xray_desktop.imaging.heatmap.style import HeatmapMode, HeatmapScale, HeatmapStyle
from xray_desktop.qt.viewer.display_options import DisplayOptions
from xray_desktop.qt.viewer.hanging_protocol import HangingProtocol
from xray_desktop.services.report.study_scale import StudyScale

if TYPE_CHECKING:
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.panes import PanesController
    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.controllers.state.scoring import ScoringController
    from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.viewer.panes import Panes
    from xray_desktop.qt.window.actions import Actions
    from xray_desktop.settings.model import Settings

_REST_MS = 500
"""How often a scale that grows may repaint what is drawn on it."""


class HeatScaleController(QObject):
    """Counts what the models find; the evidence of one model cannot be held against that of another.

    Signals
    -------
    changed()
        A scale is not what it was.

    Attributes
    ----------
    first, second
        Of the model in use, and of the one that gives a second opinion.
    """

    changed = Signal()

    def __init__(
        self,
        models: ModelController,
        study: StudyController,
        analysis: ScoringController,
        second: SecondOpinionController,
    ) -> None:
        super().__init__()
        self.first, self.second = StudyScale(), StudyScale()
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self.changed)
        self._follow(self.first, analysis)
        self._follow(self.second, second.analysis)
        study.opened.connect(lambda _title: self._forget(self.first, self.second))
        models.loaded.connect(lambda _model: self._forget(self.first))
        second.changed.connect(lambda: self._forget(self.second))

    def _follow(self, scale: StudyScale, analysis: ScoringController) -> None:
        analysis.results.connect(scale.take)
        analysis.results.connect(lambda _results: self._change_soon())
        analysis.running_changed.connect(self._change_soon)

    def _change_soon(self) -> None:
        if not self._resting.isActive():
            self._resting.start()

    def _forget(self, *scales: StudyScale) -> None:
        for scale in scales:
            scale.forget()
        self._resting.stop()
        self.changed.emit()


class HeatMapController(QObject):
    """Holds how heat maps are shown, and keeps the ticks of the actions at it.

    Signals
    -------
    changed(Look)
        Heat maps are shown in another way, or on another scale.

    Attributes
    ----------
    display_options
        How heat maps of the model in use are shown.
    """

    changed = Signal(object)

    def __init__(self, actions: Actions, preferences: PreferencesController, scales: HeatScaleController) -> None:
        super().__init__()
        self._actions, self._preferences, self._scales = actions, preferences, scales
        self.display_options = DisplayOptions(heatmap_visible=True)
        actions.heat_map.toggled.connect(self.show)
        actions.heat_map_contours.toggled.connect(self.show_contours)
        actions.heat_map_study_scale.toggled.connect(self.share_scale)
        preferences.loaded.connect(lambda settings, _notice: self._take(settings))
        scales.changed.connect(self._follow_scales)
        self._apply()

    # --- what the user wants -------------------------------------------------------------------

    def show(self, visible: bool) -> None:
        """Show or hide heat maps."""
        self.display_options = replace(self.display_options, heatmap_visible=visible)
        self._apply()

    def show_contours(self, contours: bool) -> None:
        """Show heat maps as contours, or in colour; where they are hidden, contours are shown all the same."""
        if contours == (self.display_options.style.mode is not HeatmapMode.COLOUR):
            return
        if contours:
            self.display_options = replace(self.display_options, heatmap_visible=True)
        self._change(mode=HeatmapMode.CONTOURS if contours else HeatmapMode.COLOUR)

    def share_scale(self, shared: bool) -> None:
        """Have one scale for the study, or one for each image."""
        self._change(scale=HeatmapScale.STUDY if shared else HeatmapScale.IMAGE)

    def set_opacity(self, opacity: float) -> None:
        """Draw heat maps more or less opaque, 0 to 1."""
        self._change(opacity=opacity)

    def set_style(self, style: HeatmapStyle) -> None:
        """Draw heat maps in another way, and remember it."""
        self.display_options = replace(self.display_options, style=style)
        self._preferences.change(
            heatmap_opacity=style.opacity,
            heatmap_colour_map=style.colour_map,
            heatmap_mode=style.mode,
            heatmap_scale=style.scale,
            heatmap_threshold=style.threshold,
        )
        self._apply()

    def _change(self, **values: object) -> None:
        self.set_style(replace(self.display_options.style, **values))  # type: ignore[arg-type]

    # --- what holds ----------------------------------------------------------------------------

    def _take(self, settings: Settings) -> None:
        self.display_options = replace(self.display_options, style=settings.heatmap_style)
        self._apply()

    def _follow_scales(self) -> None:
        self.display_options = replace(self.display_options, common=self._scales.first.scale)
        if self.display_options.style.scale is HeatmapScale.STUDY:
            self.changed.emit(self.display_options)

    def _apply(self) -> None:
        style, actions = self.display_options.style, self._actions
        actions.heat_map.setChecked(self.display_options.heatmap_visible)
        actions.heat_map_contours.setChecked(style.mode is not HeatmapMode.COLOUR)
        actions.heat_map_study_scale.setChecked(style.scale is HeatmapScale.STUDY)
        self.changed.emit(self.display_options)


class HeatMapPanesController(QObject):
    """Keeps every pane at the look that it has in this arrangement."""

    def __init__(
        self, views: Panes, panes: PanesController, heatmap: HeatMapController, scales: HeatScaleController
    ) -> None:
        super().__init__()
        self._views, self._panes, self._heatmap, self._scales = views, panes, heatmap, scales
        heatmap.changed.connect(lambda _display_options: self._show())
        panes.arranged.connect(self._show)
        self._show()

    def _show(self) -> None:
        for number, view in enumerate(self._views.views):
            # Overlays are another controller's.
            view.set_display_options(
                replace(self._look_in(number), overlays_visible=view.display_options.overlays_visible)
            )

    def _look_in(self, number: int) -> DisplayOptions:
        """Decide for one pane: some arrangements are about the heat map itself, and another model has another scale."""
        display_options, protocol = self._heatmap.display_options, self._panes.protocol
        if protocol is HangingProtocol.HEAT_MAP:
            return replace(display_options, heatmap_visible=number > 0)
        if protocol is HangingProtocol.MODELS:
            scale = self._scales.second if number else self._scales.first
            return replace(display_options, heatmap_visible=True, common=scale.scale)
        return display_options
