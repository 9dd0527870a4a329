"""A study from its folders to its results, with nobody but the terminal watching."""

from __future__ import annotations

from concurrent.futures import wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.services.models.second_opinion import scored_files
from xray_desktop.services.open_study import ScanSummary, open_study
from xray_desktop.services.scoring.analysis import Analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xray_desktop.cli.progress import Progress
    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.scan.scan import ScanFailure
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.study.result import ImageResult


@dataclass(slots=True)
class StudyRun:
    """What is known of a study; it fills while the run goes on.

    Attributes
    ----------
    unpack_into
        Gives the folder for what lies in archives; None passes archives over.
    entries
        What the scan found, in its order.
    results
        What the analysis said, in any order.
    scan
        Set when the walk is over.
    images_per_second
        Set when the analysis is over.
    second_results
        What a second model said of the images that the first one scored.
    """

    unpack_into: Callable[[], Path] | None = None
    entries: list[ScannedFile | ScanFailure] = field(default_factory=list)
    results: dict[ImageKey, ImageResult] = field(default_factory=dict)
    scan: ScanSummary = field(default_factory=lambda: ScanSummary(0, 0, 0, cancelled=False))
    images_per_second: float = 0.0
    second_results: dict[ImageKey, ImageResult] = field(default_factory=dict)

    def walk(self, roots: Sequence[Path], token: CancellationToken) -> None:
        """Find the files of a study without judging them."""
        self.scan = open_study(roots, self.entries.extend, token, self.unpack_into)

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
        anyway
            Scores what the gate refuses too.
        """
        analysis = Analysis(reader, model, self._keep, token, anyway=anyway)

        def take(batch: Sequence[ScannedFile | ScanFailure]) -> None:
            self.entries.extend(batch)
            analysis.add(entry for entry in batch if isinstance(entry, ScannedFile))
            progress.show(len(self.results), len(self.entries))

        try:
            self.scan = open_study(roots, take, token, self.unpack_into)
        except BaseException:
            token.cancel()
            raise
        finally:
            analysis.close_input()
        while not wait([analysis.future], timeout=progress.INTERVAL_SECONDS).done:
            progress.show(len(self.results), len(self.entries))
        progress.clear()
        self.images_per_second = analysis.future.result().images_per_second

    def score_again(
        self, reader: PooledReader, model: ModelSession, token: CancellationToken, progress: Progress
    ) -> None:
        """Have a second model judge what the first one scored; returns when all are done or the token says stop."""
        analysis = Analysis(reader, model, self._keep_second, token)
        files = scored_files(self.entries, self.results)
        analysis.add(files)
        analysis.close_input()
        while not wait([analysis.future], timeout=progress.INTERVAL_SECONDS).done:
            progress.show(len(self.second_results), len(files))
        progress.clear()

    def _keep_second(self, result: ImageResult) -> None:
        self.second_results[result.key] = result

    def _keep(self, result: ImageResult) -> None:
        self.results[result.key] = result
