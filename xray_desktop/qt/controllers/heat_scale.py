"""The scales that heat maps share over the open study, one for each model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from xray_desktop.services.study_scale import StudyScale

if TYPE_CHECKING:
    from xray_desktop.qt.controllers.analysis import AnalysisController
    from xray_desktop.qt.controllers.models import ModelController
    from xray_desktop.qt.controllers.second_opinion import SecondOpinionController
    from xray_desktop.qt.controllers.study import StudyController

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
        analysis: AnalysisController,
        second: SecondOpinionController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.first, self.second = StudyScale(), StudyScale()
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self.changed)
        self._follow(self.first, analysis)
        self._follow(self.second, second.analysis)
        study.opened.connect(lambda _title: self._forget(self.first, self.second))
        models.loaded.connect(lambda _model: self._forget(self.first))
        second.changed.connect(lambda: self._forget(self.second))

    def _follow(self, scale: StudyScale, analysis: AnalysisController) -> None:
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
