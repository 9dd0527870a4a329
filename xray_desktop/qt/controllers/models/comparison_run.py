"""Comparing two models on the open study: one comparison at a time, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.runtime.jobs import Jobs
from xray_desktop.study.result import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.scoring import StartAnalysis
    from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
    from xray_desktop.qt.runtime.jobs import Background, Question
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.models.comparison import Comparer, Comparison
    from xray_desktop.study.result import ImageResult
    from xray_desktop.study.study import Study

    Known = tuple[ModelSession, Mapping[ImageKey, ImageResult]]


class ComparisonRun(QObject):
    """Runs one comparison at a time, of the study that is open.

    Signals
    -------
    progressed(int, int)
        Files that are done and files in all, of both models together; zeros while the models are loaded.
    finished(Comparison)
        It is done, or the user stopped it and images are missing.
    failed(Exception)
        There is no comparison.
    dropped()
        There is none any more: another study is open.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    dropped = Signal()

    def __init__(
        self,
        models: ModelController,
        second: SecondOpinionController,
        study: Study,
        start_analysis: StartAnalysis,
        background: Background,
    ) -> None:
        super().__init__()
        self._models, self._second, self._study = models, second, study
        self._start_analysis = start_analysis
        self._comparing: Jobs[tuple[int, int]] = Jobs(background, self._finish, self._fail)
        self._comparing.told.connect(lambda steps: self.progressed.emit(*steps[-1]))
        self._question: Question[tuple[int, int]] | None = None

    @property
    def is_possible(self) -> bool:
        """Whether there are images to compare on."""
        return bool(self._study.files)

    def start(self, first: Path, second: Path) -> None:
        """Compare two model files; a comparison that is under way is dropped."""
        from xray_desktop.services.models.comparison import Comparer

        question = self._question = self._comparing.begin()
        comparer = Comparer(self._study.files, self._start_analysis, lambda done, files: question.tell((done, files)))
        sides = (first, self._known(first)), (second, self._known(second))
        self._comparing.run(question, _compare, comparer, sides, self._models.provider or "auto", question.token)
        self.progressed.emit(0, 0)

    def _known(self, path: Path) -> Known | None:
        """Return a model that is loaded already, with what it said of this study."""
        for model, role in ((self._models.model, Role.FIRST), (self._second.model, Role.SECOND)):
            if model is not None and model.path == path:
                return model, self._study.snapshot().results[role]
        return None

    def stop(self) -> None:
        """Stop because the user said so; what is compared so far is shown."""
        if self._question is not None:
            self._question.token.cancel()

    def drop(self) -> None:
        """Stop and forget."""
        self._comparing.drop()

    def forget(self) -> None:
        """Stop and forget, as another study is open now."""
        self.drop()
        self.dropped.emit()

    def _finish(self, comparison: Comparison) -> None:
        self.finished.emit(comparison)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)


def _compare(
    comparer: Comparer,
    sides: tuple[tuple[Path, Known | None], tuple[Path, Known | None]],
    provider: str,
    token: CancellationToken,
) -> Comparison:
    from xray_desktop.services.models.loading import load_model

    def ready(path: Path, known: Known | None) -> Known:
        return known or (load_model(path, provider), {})

    first, second = sides
    return comparer.compare(ready(*first), ready(*second), token)
