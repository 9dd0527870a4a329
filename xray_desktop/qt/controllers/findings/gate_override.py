"""Past the gate and back: the user has refused images scored all the same, one or several, and can undo it.

Such a decision holds for these images and this model alone; nothing remembers it for others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu

from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.runtime.threads import Bridge, Generation, Mailbox
from xray_desktop.qt.window.message_bar import Message, WayOut
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.study.result import ImageResult, Status, take_back

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.controllers.state.scoring import StartAnalysis
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.scoring.analysis import Analysis, AnalysisSummary

_TOPIC = "anyway"
_PATIENCE_MS = 500
_OFFER_MS = 100


class GateOverrideController(QObject):
    """Scores what the gate refused, where the user says so.

    Signals
    -------
    scored()
        A decision was carried out.

    Parameters
    ----------
    start_analysis
        Makes a job that scores whatever the gate says; given a model, where results go, and what stops it.
    """

    scored = Signal()

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        navigation: NavigationController,
        models: ModelController,
        start_analysis: StartAnalysis,
        bridge: Bridge,
    ) -> None:
        super().__init__(window)
        self._window, self._study, self._navigation, self._models = window, study.study, navigation, models
        self._start_analysis, self._bridge = start_analysis, bridge
        self._generation = Generation()
        self._results: Mailbox[ImageResult] = Mailbox(self)
        self._results.delivered.connect(self._take)
        self._token = CancellationToken()
        self._is_current = self._generation.begin()
        self._jobs: list[Analysis] = []
        self._past: list[Analysis] = []
        self._in_hand: list[ImageKey] = []
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._tell_running)
        self._offering = QTimer(self, singleShot=True, interval=_OFFER_MS)
        self._offering.timeout.connect(self._offer)
        self._connect(study)
        self._offer()

    def _connect(self, study: StudyController) -> None:
        window, actions = self._window, self._window.actions_
        actions.score_anyway.triggered.connect(lambda: self.score_anyway(self._chosen()))
        actions.take_back.triggered.connect(lambda: self.take_back(self._chosen()))
        window.view_page.panes.score_anyway_requested.connect(lambda: self.score_anyway(self._looked_at()))
        window.findings.score_anyway_requested.connect(lambda: self.score_anyway(self._looked_at()))
        window.findings.take_back_requested.connect(lambda: self.take_back(self._looked_at()))
        window.grid_page.view.menu_requested.connect(self._show_menu)
        for signal in (window.grid_page.view.selection_changed, self._navigation.key_changed, study.changed):
            signal.connect(self._offer_soon)
        study.opened.connect(lambda _title: self.drop())
        self._models.loaded.connect(lambda _model: self.drop())

    # --- which images --------------------------------------------------------------------------

    def _looked_at(self) -> list[ImageKey]:
        return [self._navigation.key] if self._navigation.key is not None else []

    def _chosen(self) -> list[ImageKey]:
        """Return what a menu or key is about: the image in the large view, else all that are selected in the grid."""
        in_grid = self._window.centre.currentWidget() is self._window.grid_page
        return self._window.grid_page.view.selected_keys() if in_grid else self._looked_at()

    def _known(self, keys: Iterable[ImageKey]) -> list[ImageResult]:
        return [result for key in keys if (result := self._study.result(key)) is not None]

    def _refused(self, keys: Iterable[ImageKey]) -> list[ImageResult]:
        return [result for result in self._known(keys) if result.can_be_overridden]

    def _overridden(self, keys: Iterable[ImageKey]) -> list[ImageResult]:
        return [result for result in self._known(keys) if result.overridden]

    def _offer_soon(self, *_: object) -> None:
        if not self._offering.isActive():
            self._offering.start()

    def _offer(self) -> None:
        known, actions = self._known(self._chosen()), self._window.actions_
        can_score = self._models.model is not None and any(result.can_be_overridden for result in known)
        actions.score_anyway.setEnabled(can_score)
        actions.take_back.setEnabled(any(result.overridden for result in known))

    def _show_menu(self, place: QPoint) -> None:
        self._offer()
        actions = self._window.actions_
        menu = QMenu(self._window)
        menu.addActions([actions.score_anyway, actions.take_back])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    # --- there and back ------------------------------------------------------------------------

    def score_anyway(self, keys: Iterable[ImageKey]) -> None:
        """Score those of some images that the gate refused; images of an earlier decision go on being scored."""
        model, refused = self._models.model, self._refused(keys)
        if model is None or not refused:
            return
        if not self._jobs:
            self._begin()
        self._in_hand += [result.key for result in refused]
        self._score(model, refused)

    def _begin(self) -> None:
        self._token = CancellationToken()
        self._is_current = self._generation.begin()
        self._in_hand = []
        self._window.messages.close_topic(_TOPIC)
        self._patience.start()

    def _score(self, model: ModelSession, refused: list[ImageResult]) -> None:
        box, is_current = self._results, self._is_current
        job = self._start_analysis(model, lambda result: box.post(result, is_current), self._token)
        self._jobs.append(job)
        self._bridge.watch(job.future, self._finish, is_current=is_current)
        job.add_again(refused)
        job.close_input()

    def take_back(self, keys: Iterable[ImageKey]) -> None:
        """Refuse again what the user had scored; nothing of the score is kept."""
        self._window.messages.close_topic(_TOPIC)
        self._study.take_results([take_back(result) for result in self._overridden(keys)])

    def _take(self, results: list[ImageResult]) -> None:
        # What was stopped stays refused.
        self._study.take_results([result for result in results if result.status is not Status.CANCELLED])

    def _finish(self, _summary: AnalysisSummary) -> None:
        self._results.when_empty(self._end, self._is_current)

    def _end(self) -> None:
        self._jobs = [job for job in self._jobs if not job.future.done()]
        if self._jobs:
            return
        self._patience.stop()
        self._tell_end()
        self.scored.emit()

    def stop(self) -> None:
        """Stop because the user said so; what is not scored yet stays refused."""
        self._token.cancel()

    def drop(self) -> None:
        """Stop and forget: the results are for a study or a model that is gone."""
        self._token.cancel()
        self._generation.begin()
        self._patience.stop()
        self._window.messages.close_topic(_TOPIC)
        self._past = [job for job in (*self._past, *self._jobs) if not job.future.done()]
        self._jobs, self._in_hand = [], []

    def close(self) -> None:
        """Stop and wait until no thread is left."""
        self.drop()
        self._results.close()
        for job in self._past:
            job.future.result()

    # --- sentences -----------------------------------------------------------------------------

    def _tell_running(self) -> None:
        count = len(self._in_hand)
        sentence = (
            tr("1 image that the gate refused is being scored.")
            if count == 1
            else tr("{count} images that the gate refused are being scored.", count=f"{count:,}")
        )
        self._say(sentence, WayOut(tr("Stop"), self.stop))

    def _tell_end(self) -> None:
        done = [result.key for result in self._overridden(self._in_hand)]
        if len(done) < 2:
            # One image says it all by itself.
            self._window.messages.close_topic(_TOPIC)
            return
        count = len(done)
        sentence = (
            tr("1 image is scored although not accepted; the report says so.")
            if count == 1
            else tr("{count} images are scored although not accepted; the report says so.", count=f"{count:,}")
        )
        self._say(sentence, WayOut(tr("Take back"), lambda: self.take_back(done)))

    def _say(self, sentence: str, way_out: WayOut) -> None:
        self._window.messages.show_message(Message(_TOPIC, sentence, ways_out=(way_out,)))
