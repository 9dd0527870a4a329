"""When the open study is scored: once there is a study, a model and a reader, and anew when one of them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.controllers.state.study import Walk

if TYPE_CHECKING:
    from xray_desktop.qt.controllers.state.decoders import Decoders
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.scoring import ScoringController
    from xray_desktop.qt.controllers.state.study import StudyController


class StudyScoring(QObject):
    """Gives the files of the study to the scoring."""

    def __init__(
        self, study: StudyController, models: ModelController, decoders: Decoders, scoring: ScoringController
    ) -> None:
        super().__init__()
        self._controller, self._study = study, study.study
        self._models, self._decoders, self._scoring = models, decoders, scoring
        study.added.connect(self._score_added)
        study.files_found.connect(scoring.add)
        study.walk_finished.connect(lambda _summary: scoring.close_input())
        scoring.results.connect(self._study.take_results)

    def start(self) -> None:
        """Score the study anew, where there is one, and a model, and a reader."""
        model = self._models.model
        if model is None or self._decoders.reader is None or self._controller.walk is Walk.NONE:
            self._scoring.drop()
            return
        self._scoring.start(model, self._study.files, more_to_come=self._controller.walk is Walk.RUNNING)

    def score_the_rest(self) -> None:
        """Go on after the user said stop."""
        files = self._study.reopen_cancelled()
        if self._models.model is not None and files:
            self._scoring.start(self._models.model, files, more_to_come=False)

    def _score_added(self) -> None:
        """Score what joins the study, and what was still waiting."""
        if self._models.model is not None and self._decoders.reader is not None:
            self._scoring.start(self._models.model, self._study.unscored_files(), more_to_come=True)
