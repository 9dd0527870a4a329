"""A study from its folders to its results, with nobody but the terminal watching."""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.services.open_study import ScanSummary, open_study
from xray_desktop.services.scoring.analysis import Analysis
from xray_desktop.study.result import Role
from xray_desktop.study.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xray_desktop.cli.progress import Progress
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.study.result import ImageResult
    from xray_desktop.study.row import Entry


class StudyRun:
    """Walks a study and has it scored, in the thread that made it; results come to that thread over a queue.

    Parameters
    ----------
    unpack_into
        Gives the folder for what lies in archives; None passes archives over.

    Attributes
    ----------
    study
        Fills while the run goes on.
    scan
        Set when the walk is over.
    images_per_second
        Set when the analysis is over.
    """

    def __init__(self, unpack_into: Callable[[], Path] | None = None) -> None:
        self._unpack_into = unpack_into
        self.study = Study()
        self.scan = ScanSummary(0, 0, 0, cancelled=False)
        self.images_per_second = 0.0

    def walk(self, roots: Sequence[Path], token: CancellationToken) -> None:
        """Find the files of a study without judging them."""
        self.scan = open_study(roots, self.study.add, token, self._unpack_into)

    def score(
        self,
        roots: Sequence[Path],
        reader: PooledReader,
        model: ModelSession,
        token: CancellationToken,
        progress: Progress,
        *,
        anyway: bool = False,
    ) -> None:
        """Find the files of a study and judge them meanwhile; returns when all are done or the token says stop.

        Parameters
        ----------
        model
            The one that has the first role.
        anyway
            Scores what the gate refuses too.
        """
        results = _Results(self.study, Role.FIRST)
        analysis = Analysis(reader, model, results.put, token, anyway=anyway)

        def show() -> None:
            progress.show(len(self.study.results()), len(self.study.entries))

        def take(batch: Sequence[Entry]) -> None:
            self.study.add(batch)
            analysis.add(entry for entry in batch if isinstance(entry, ScannedFile))
            results.deliver()
            show()

        try:
            self.scan = open_study(roots, take, token, self._unpack_into)
        except BaseException:
            token.cancel()
            raise
        finally:
            analysis.close_input()
        results.follow(analysis, show, progress.INTERVAL_SECONDS)
        progress.clear()
        self.images_per_second = analysis.future.result().images_per_second

    def score_again(
        self, reader: PooledReader, model: ModelSession, token: CancellationToken, progress: Progress
    ) -> None:
        """Have the model with the second role judge what the first one scored; returns as `score` does."""
        results = _Results(self.study, Role.SECOND)
        analysis = Analysis(reader, model, results.put, token)
        files = self.study.scored_files()
        analysis.add(files)
        analysis.close_input()

        def show() -> None:
            progress.show(len(self.study.results(Role.SECOND)), len(files))

        results.follow(analysis, show, progress.INTERVAL_SECONDS)
        progress.clear()


class _Results:
    """The way of results from the threads of an analysis to the thread that owns the study."""

    def __init__(self, study: Study, role: Role) -> None:
        self._study, self._role = study, role
        self._queue: SimpleQueue[ImageResult | None] = SimpleQueue()

    def put(self, result: ImageResult) -> None:
        """Hand a result over; any thread."""
        self._queue.put(result)

    def deliver(self) -> None:
        """Give the study what has come; does not wait."""
        come = []
        while not self._queue.empty():
            come.append(self._queue.get())
        self._give(come)

    def follow(self, analysis: Analysis, show: Callable[[], None], interval_s: float) -> None:
        """Give the study what comes until the analysis is finished, and show now and then how far it is."""
        # Every result was put before: this comes last, and ends the waiting for another one.
        analysis.future.add_done_callback(lambda _: self._queue.put(None))
        due = time.monotonic() + interval_s
        while not analysis.future.done():
            try:
                self._give([self._queue.get(timeout=max(0.0, due - time.monotonic()))])
                self.deliver()
            except Empty:
                show()
                due = time.monotonic() + interval_s
        self.deliver()

    def _give(self, come: list[ImageResult | None]) -> None:
        self._study.take_results([result for result in come if result is not None], self._role)
        while self._study.has_pending:
            self._study.advance()
