"""What the window says of the work: sentences about what went otherwise than hoped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.i18n.language import error_text, said, tr
from xray_desktop.qt.window.message_bar import Message, MessageButton, Severity

if TYPE_CHECKING:
    from xray_desktop.qt.controllers.state.scoring import ScoringController
    from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.actions import Actions
    from xray_desktop.qt.window.message_bar import MessageBar
    from xray_desktop.services.open_study import ScanSummary
    from xray_desktop.services.scoring.analysis import AnalysisSummary


class StatusController(QObject):
    """Keeps the messages in step with the walk, the scoring and the second opinion.

    Signals
    -------
    resume_requested()
        The user wants what was stopped to be scored after all.

    Parameters
    ----------
    actions
        What the user can do about an empty study.
    """

    resume_requested = Signal()

    def __init__(
        self,
        messages: MessageBar,
        actions: Actions,
        study: StudyController,
        scoring: ScoringController,
        second: SecondOpinionController,
    ) -> None:
        super().__init__()
        self._messages, self._actions, self._study = messages, actions, study.study
        self._scoring, self._second, self._second_scoring = scoring, second, second.analysis
        study.walk_finished.connect(self._tell_walk)
        study.failed.connect(lambda error: self.say_problem("study", error))
        scoring.finished.connect(self._tell_end)
        second.refused.connect(lambda error: self.say_problem("second", error))
        second.changed.connect(lambda: messages.close_topic("second"))
        self._second_scoring.finished.connect(self._tell_second_end)

    def say_problem(self, topic: str, error: BaseException) -> None:
        """Say what went wrong."""
        self._messages.show_message(Message(topic, error_text(error), Severity.PROBLEM))

    def _tell_walk(self, summary: ScanSummary) -> None:
        if summary.cancelled:
            sentence = tr(
                "Stopped: the folder may hold more than the {files} images found so far.", files=f"{summary.files:,}"
            )
            self._messages.show_message(Message("stopped", sentence))
        if summary.sentence:
            buttons = (
                MessageButton(tr("Open another folder…"), self._actions.open_folder.trigger),
                MessageButton(tr("Open the demo study"), self._actions.open_demo.trigger),
            )
            self._messages.show_message(Message("study", said(summary.sentence), Severity.PROBLEM, buttons))

    def _tell_end(self, _summary: AnalysisSummary) -> None:
        if self._scoring.stopped:
            done = self._study.counts
            sentence = tr(
                "Stopped: {scored} of {images} images are scored.", scored=f"{done.scored:,}", images=f"{done.images:,}"
            )
            again = MessageButton(tr("Score the rest"), self.resume_requested.emit)
            self._messages.show_message(Message("stopped", sentence, buttons=(again,)))

    def _tell_second_end(self, _summary: AnalysisSummary) -> None:
        if self._second_scoring.stopped:
            done, images = self._second.progress
            sentence = tr(
                "Stopped: the second model has gone through {done} of {images} files.",
                done=f"{done:,}",
                images=f"{images:,}",
            )
            again = MessageButton(tr("Go on"), self._second.score_the_rest)
            self._messages.show_message(Message("stopped", sentence, buttons=(again,)))
