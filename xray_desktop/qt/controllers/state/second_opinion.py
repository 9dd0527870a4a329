"""A second opinion: another model scores what the first one scored, after it, and its answers stand beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.errors import ModelError
from xray_desktop.imaging.image import ImageKey
from xray_desktop.qt.controllers.state.scoring import ScoringController
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.runtime.jobs import Jobs
from xray_desktop.study.changes import RoleChanged
from xray_desktop.study.result import Role, ScoredBy, Status

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.scoring import StartAnalysis
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.runtime.jobs import Background
    from xray_desktop.study.changes import Change
    from xray_desktop.study.result import ImageResult


class SecondOpinionController(QObject):
    """Holds the second model, and has it score what the first one scored; the study holds what it says.

    Signals
    -------
    changed()
        Another model gives the second opinion, or none does.
    chosen(str)
        The user chose one, by its ID; empty for none.
    refused(Exception)
        A model cannot give a second opinion; the one before stays.

    Attributes
    ----------
    analysis
        Runs the second model over the study.
    model
        None where nobody gives a second opinion.
    """

    changed = Signal()
    chosen = Signal(str)
    refused = Signal(object)

    def __init__(
        self,
        models: ModelController,
        study: StudyController,
        first: ScoringController,
        start_analysis: StartAnalysis,
        background: Background,
    ) -> None:
        super().__init__()
        self._models, self._study, self._first = models, study.study, first
        self._loading: Jobs[None] = Jobs(background, self._take_model, self._refuse)
        self._asked = self._remembered = ""
        self._begun = False
        self._in_hand = 0
        self._left: set[ImageKey] = set()
        self.model: ModelSession | None = None
        self.analysis = ScoringController(start_analysis, background)
        self.analysis.setParent(self)
        self.analysis.results.connect(self._take_results)
        models.loaded.connect(self._follow_first_model)
        study.opened.connect(lambda _title: self.analysis.drop())
        first.running_changed.connect(self._give_way_to_first)
        first.finished.connect(lambda _summary: self._follow_first_analysis())
        self._study.observe(self._follow_study)

    @property
    def progress(self) -> tuple[int, int]:
        """Files that the second model has gone through in this run, and how many there are."""
        return self._in_hand - len(self._left), self._in_hand

    # --- which model ---------------------------------------------------------------------------

    def begin(self, asked: str, remembered: str) -> None:
        """Say which model is wanted; it is loaded once the first one is.

        Parameters
        ----------
        asked
            ID or file named for this run; empty where none.
        remembered
            ID from the settings; empty where none.
        """
        self._asked, self._remembered = asked, remembered

    def choose(self, path: Path) -> None:
        """Load a model that the user chose."""
        self._begun = True
        self._load(path, by_hand=True)

    def dismiss(self) -> None:
        """Ask nobody for a second opinion."""
        self._loading.drop()
        self._begun = True
        self._use(None)
        self.chosen.emit("")

    def _follow_first_model(self, first: ModelSession) -> None:
        from xray_desktop.services.models.second_opinion import unfit_reason

        if self.model is not None:
            reason = unfit_reason(first, self.model)
            if reason:
                self.refused.emit(ModelError(tr("There is no second opinion any more. {reason}", reason=said(reason))))
                self.dismiss()
        elif not self._begun:
            self._begun = True
            self._begin_with_known(first)

    def _begin_with_known(self, first: ModelSession) -> None:
        from xray_desktop.services.models.loading import choose_second_model

        if self._models.catalogue is None or not (self._asked or self._remembered):
            return
        try:
            entry = choose_second_model(self._models.catalogue, self._asked, self._remembered)
        except ModelError as error:
            self.refused.emit(error)
            return
        if entry is not None and (self._asked or entry.path != first.path):
            self._load(entry.path, by_hand=False)

    def _load(self, path: Path, *, by_hand: bool) -> None:
        if self._models.model is None:
            self.refused.emit(ModelError(tr("There is no model in use yet that a second one could stand beside.")))
            return
        self._loading.ask(_load, path, self._models.provider, self._models.model, context=(by_hand,))

    def _take_model(self, by_hand: bool, model: ModelSession) -> None:
        self._use(model)
        if by_hand:
            self.chosen.emit(model.card.model_id)

    def _refuse(self, _by_hand: bool, error: Exception) -> None:
        self.refused.emit(error)

    def _use(self, model: ModelSession | None) -> None:
        from xray_desktop.services.models.second_opinion import second_threshold

        self.analysis.drop()
        self.model = model
        by = None
        if model is not None:
            by = ScoredBy(model.card, model.sha256, second_threshold(model.card, self._study.threshold))
        self._study.assign(Role.SECOND, by)
        self.changed.emit()
        self._score()

    # --- the study -----------------------------------------------------------------------------

    def _give_way_to_first(self) -> None:
        """Wait while the first model works; what was said so far stays."""
        if self._first.running:
            self.analysis.drop()

    def _follow_first_analysis(self) -> None:
        if not self._first.stopped:
            self._score()

    def _score(self) -> None:
        if self.model is None or self._first.running:
            return
        files = self._files()
        if files:
            self._left = {ImageKey(file.path) for file in files}
            self._in_hand = len(self._left)
            self.analysis.start(self.model, files, more_to_come=False)

    def follow_override(self) -> None:
        """Give an opinion on what the user had the first model score although it was refused."""
        self._score()

    def score_the_rest(self) -> None:
        """Go on after the user said stop."""
        self._score()

    def _files(self) -> list[ScannedFile]:
        return [file for file in self._study.scored_files() if self._lacks(ImageKey(file.path))]

    def _lacks(self, key: ImageKey) -> bool:
        result = self._study.result(key, Role.SECOND)
        return result is None or result.status is Status.CANCELLED

    def _take_results(self, results: list[ImageResult]) -> None:
        self._left.difference_update(result.key for result in results if result.status is not Status.CANCELLED)
        self._study.take_results(results, Role.SECOND)

    def _follow_study(self, change: Change) -> None:
        """Hold everything against the second model's own line, which may be another now."""
        if self.model is not None and change == RoleChanged(Role.FIRST):
            from xray_desktop.services.models.second_opinion import second_threshold

            self._study.set_threshold(Role.SECOND, second_threshold(self.model.card, self._study.threshold))


def _load(path: Path, provider: str, first: ModelSession) -> ModelSession:
    from xray_desktop.services.models.second_opinion import load_second_model

    return load_second_model(path, provider, first)
