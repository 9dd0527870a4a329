"""Scoring: begins as soon as there is a model, follows the walk, can be stopped, and starts over with another model."""

from __future__ import annotations

import time
from collections import deque
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from xray_desktop.qt.runtime.jobs import Background, Jobs, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.scoring.analysis import Analysis, AnalysisSummary
    from xray_desktop.study.result import ImageResult

    StartAnalysis = Callable[[ModelSession, Callable[[ImageResult], None], CancellationToken], Analysis]

_RATE_WINDOW_S = 5.0
RESULTS_AT_ONCE = 500
"""Results that the window takes in one tick: ten thousand a second, which no accelerator reaches."""
FILES_AT_ONCE = 1000
"""Files that are handed to the job in one turn of the event loop, a few milliseconds."""


class ScoringController(QObject):
    """Runs one analysis at a time over the files of the open study.

    Signals
    -------
    results(list)
        `ImageResult` objects as they come, several at a time.
    running_changed()
        It began, ended, or was stopped.
    finished(object)
        An `AnalysisSummary`.

    Parameters
    ----------
    start_analysis
        Makes a job; given a model, where results go, and what stops it.
    """

    results = Signal(list)
    running_changed = Signal()
    finished = Signal(object)

    def __init__(self, start_analysis: StartAnalysis, background: Background) -> None:
        super().__init__()
        self._start_analysis = start_analysis
        self._jobs: Jobs[ImageResult] = Jobs(background, self._take_end, at_most=RESULTS_AT_ONCE)
        self._jobs.told.connect(self._take)
        self._question: Question[ImageResult] | None = None
        self._pace = Pace()
        self._files: deque[ScannedFile] = deque()
        self._more_to_come = False
        self._handed: Future[None] = Future()
        self._summary: AnalysisSummary | None = None
        self._handing = QTimer(self, singleShot=True, interval=0)
        self._handing.timeout.connect(self._hand_on)
        self._analysis: Analysis | None = None
        self._past: list[Analysis] = []
        self.stopped = False
        background.lifetime.at_stop(self.drop)
        background.lifetime.at_wait(self._wait)

    @property
    def running(self) -> bool:
        """Whether images are being scored."""
        return self._analysis is not None

    @property
    def rate(self) -> float | None:
        """Images a second over the last few seconds; None until there is one."""
        return self._pace.rate(time.monotonic())

    def start(self, model: ModelSession, files: Sequence[ScannedFile], *, more_to_come: bool) -> None:
        """Score files; whatever was under way is dropped.

        Parameters
        ----------
        more_to_come
            The walk still finds files; `add` brings them and `close_input` says when it is over.
        """
        self.drop()
        self.stopped = False
        self._pace = Pace()
        self._question = question = self._jobs.begin()
        self._analysis = self._start_analysis(model, question.tell, question.token)
        self._files, self._more_to_come, self._summary = deque(files), more_to_come, None
        self._handed = Future()
        # Over is what has all its files and has ended: those that a stopped job was never given come as it is given
        # them, after its end.
        self._jobs.watch(question, self._analysis.future)
        self._jobs.watch(question, self._handed)
        self._hand_on()
        self.running_changed.emit()

    def add(self, files: Sequence[ScannedFile]) -> None:
        """Score these too."""
        if self._analysis is not None:
            self._files += files
            self._hand_on()

    def close_input(self) -> None:
        """Say that the walk is over."""
        if self._analysis is not None:
            self._more_to_come = False
            self._hand_on()

    def _hand_on(self) -> None:
        """Give the job the next files, and the rest when the window has had its turn."""
        if self._analysis is None:
            return
        room = min(FILES_AT_ONCE, len(self._files))
        if room:
            self._analysis.add([self._files.popleft() for _ in range(room)])
        if self._files:
            self._handing.start()
            return
        if not self._more_to_come:
            self._analysis.close_input()
        self._note_handed()

    def _note_handed(self) -> None:
        """Note that the job has all its files; a stopped one has them though the walk goes on."""
        over = self._summary is not None or not self._more_to_come
        if over and not self._files and not self._handed.done():
            self._handed.set_result(None)

    def prioritise(self, keys: Sequence[ImageKey]) -> None:
        """Score what is looked at first."""
        if self._analysis is not None:
            self._analysis.prioritise(keys)

    def stop(self) -> None:
        """Stop because the user said so; what is scored stays, the rest comes back as cancelled."""
        self.stopped = True
        if self._question is not None:
            self._question.token.cancel()

    def drop(self) -> None:
        """Stop and forget: the results are for a study or a model that is gone."""
        self._jobs.drop()
        self._files.clear()
        if self._analysis is not None:
            self._past = [job for job in self._past if not job.future.done()] + [self._analysis]
            self._analysis = None
            self.running_changed.emit()

    def _wait(self) -> None:
        """Wait until no thread of any analysis is left."""
        wait([job.future for job in self._past])

    def _take(self, results: list[ImageResult]) -> None:
        self._pace.count(time.monotonic(), len(results))
        self.results.emit(results)

    def _take_end(self, summary: AnalysisSummary | None) -> None:
        """Take the end of the job, or that it has all its files; all results are told before the later of the two."""
        self._summary = self._summary or summary
        self._note_handed()
        if not self._jobs.is_asking():
            self._analysis = None
            self.running_changed.emit()
            self.finished.emit(self._summary)


class Pace:
    """Images a second, over a sliding window."""

    def __init__(self) -> None:
        self._counts: deque[tuple[float, int]] = deque()

    def count(self, now: float, images: int) -> None:
        """Note that some images are done."""
        self._counts.append((now, images))

    def rate(self, now: float) -> float | None:
        """Return the rate; None until results came at two moments."""
        while self._counts and self._counts[0][0] < now - _RATE_WINDOW_S:
            self._counts.popleft()
        if len(self._counts) < 2:
            return None
        # The first entry only opens the window: its images were done before it.
        span = now - self._counts[0][0]
        return sum(images for _, images in list(self._counts)[1:]) / span if span > 0.0 else None
