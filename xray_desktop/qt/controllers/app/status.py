"""What the window says of the work: counts, progress, and sentences about what went otherwise than hoped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from xray_desktop.errors import XrayError
from xray_desktop.qt.controllers.state.study import Walk
from xray_desktop.qt.i18n.language import said, sentence, tr
from xray_desktop.qt.runtime.threads import TICK_MS
from xray_desktop.qt.threshold_bar.slider import BINS
from xray_desktop.qt.window.message_bar import Message, Tone, WayOut
from xray_desktop.qt.window.status_line import LOADING

if TYPE_CHECKING:
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.scoring import ScoringController
    from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.controllers.state.threshold import ThresholdController
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.open_study import ScanSummary
    from xray_desktop.services.scoring.analysis import AnalysisSummary

UNEXPECTED = sentence("An unexpected fault stopped this. The log says where; the other work goes on.")
_RATE_MS = 1000


class StatusController(QObject):
    """Keeps the status line, the threshold's histogram and the messages in step with the work.

    Signals
    -------
    resume_requested()
        The user wants what was stopped to be scored after all.
    """

    resume_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        analysis: ScoringController,
        models: ModelController,
        threshold: ThresholdController,
        second: SecondOpinionController,
    ) -> None:
        super().__init__(window)
        self._second = second
        self._window = window
        self._study, self._analysis = study, analysis
        self._models, self._threshold = models, threshold
        # Many results, one repaint.
        self._soon = QTimer(self, singleShot=True, interval=TICK_MS)
        self._soon.timeout.connect(self.refresh)
        self._steady = QTimer(self, interval=_RATE_MS)
        self._steady.timeout.connect(self.refresh)
        for signal in (study.changed, analysis.running_changed, second.analysis.running_changed, threshold.changed):
            signal.connect(self._refresh_soon)
        window.status.cancel_requested.connect(self._stop)
        study.walk_finished.connect(self._tell_walk)
        study.failed.connect(lambda error: self.say_problem("study", error))
        analysis.finished.connect(self._tell_end)
        models.loading.connect(self._tell_loading)
        models.loaded.connect(self._tell_model)
        models.refused.connect(self._tell_refusal)
        threshold.refused.connect(lambda error: self.say_problem("threshold", error))
        second.refused.connect(lambda error: self.say_problem("second", error))
        second.changed.connect(lambda: window.messages.close_topic("second"))
        second.analysis.finished.connect(self._tell_second_end)

    def _refresh_soon(self, *_: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    # --- counts and progress -------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the figures as they are now."""
        window, study = self._window, self._study.study
        counts = study.counts
        window.status.set_counts(counts)
        window.status.set_refusals(study.refusals())
        window.grid_page.threshold.set_counts(counts)
        window.grid_page.threshold.slider.set_histogram(study.histogram(BINS))
        window.band.setVisible(study.synthetic)
        self._show_progress(counts.finished, counts.images)

    def _show_progress(self, finished: int, images: int) -> None:
        progress = self._window.status.progress
        if self._analysis.running and images:
            progress.show_scoring(finished, images, self._analysis.rate)
        elif self._study.walk is Walk.RUNNING:
            progress.show_walking(images)
        elif self._second.analysis.running:
            progress.show_scoring(*self._second.progress, self._second.analysis.rate, f"{tr('second opinion')} ")
        else:
            progress.hide()
        busy = self._analysis.running or self._study.walk is Walk.RUNNING or self._second.analysis.running
        if busy != self._steady.isActive():
            self._steady.start() if busy else self._steady.stop()

    def _stop(self) -> None:
        self._study.stop_walking()
        if self._analysis.running:
            self._analysis.stop()
        elif self._second.analysis.running:
            self._second.analysis.stop()

    # --- sentences -----------------------------------------------------------------------------

    def say_problem(self, topic: str, error: BaseException) -> None:
        """Say what went wrong."""
        sentence = said(error.sentence) if isinstance(error, XrayError) else tr(UNEXPECTED)
        self._window.messages.show_message(Message(topic, sentence, Tone.PROBLEM))

    def _tell_walk(self, summary: ScanSummary) -> None:
        if summary.cancelled:
            sentence = tr(
                "Stopped: the folder may hold more than the {files} images found so far.", files=f"{summary.files:,}"
            )
            self._window.messages.show_message(Message("stopped", sentence))
        if summary.sentence:
            ways_out = (
                WayOut(tr("Open another folder…"), self._window.actions_.open_folder.trigger),
                WayOut(tr("Open the demo study"), self._window.actions_.open_demo.trigger),
            )
            self._window.messages.show_message(Message("study", said(summary.sentence), Tone.PROBLEM, ways_out))

    def _tell_end(self, summary: AnalysisSummary) -> None:
        if self._analysis.stopped:
            done = self._study.study.counts
            sentence = tr(
                "Stopped: {scored} of {images} images are scored.", scored=f"{done.scored:,}", images=f"{done.images:,}"
            )
            again = WayOut(tr("Score the rest"), self.resume_requested.emit)
            self._window.messages.show_message(Message("stopped", sentence, ways_out=(again,)))

    def _tell_second_end(self, _summary: AnalysisSummary) -> None:
        if self._second.analysis.stopped:
            done, images = self._second.progress
            sentence = tr(
                "Stopped: the second model has gone through {done} of {images} files.",
                done=f"{done:,}",
                images=f"{images:,}",
            )
            again = WayOut(tr("Go on"), self._second.score_the_rest)
            self._window.messages.show_message(Message("stopped", sentence, ways_out=(again,)))

    def _tell_loading(self, name: str) -> None:
        self._window.tool_bar.set_model(name)
        self._window.status.set_provider(tr(LOADING))

    def _tell_model(self, model: ModelSession) -> None:
        for topic in ("model", "provider", "threshold"):
            self._window.messages.close_topic(topic)
        self._window.tool_bar.set_model(f"{model.card.model_id} {model.card.model_version}")
        self._window.status.set_provider(model.provider_title)
        if model.installation_problem:
            self._window.messages.show_message(Message("installation", said(model.installation_problem), Tone.PROBLEM))
        if model.fallback_reason:
            self._window.messages.show_message(Message("provider", said(model.fallback_reason)))

    def _tell_refusal(self, error: Exception) -> None:
        model = self._models.model
        self._window.tool_bar.set_model(f"{model.card.model_id} {model.card.model_version}" if model else "")
        self._window.status.set_provider(model.provider_title if model else tr("no model"))
        what = said(error.sentence) if isinstance(error, XrayError) else tr(UNEXPECTED)
        if model is None:
            after = tr("The pictures can be looked at; nothing is scored.")
        else:
            after = tr("{model} stays in use.", model=model.card.model_id)
        way_out = WayOut(tr("Open another model…"), self._window.actions_.open_model.trigger)
        self._window.messages.show_message(Message("model", f"{what} {after}", Tone.PROBLEM, (way_out,)))
