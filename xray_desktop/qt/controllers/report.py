"""The report, written away from the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from xray_desktop.findings.finding import Threshold
    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.scan import ScanFailure, ScannedFile
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.bridge import Bridge
    from xray_desktop.services.agreement import SecondOpinion
    from xray_desktop.services.notes import ImageNotes
    from xray_desktop.services.result import ImageResult

    ReadNotes = Callable[[], Mapping[Path, ImageNotes]]


class ReportController(QObject):
    """Exports what is known at the moment it is asked.

    Signals
    -------
    written(Path)
        The report is complete and on the disk.
    failed(Exception)
        It is not written; what was there before is unchanged.
    """

    written = Signal(object)
    failed = Signal(object)

    def __init__(self, executor: Executor, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._bridge = bridge

    def export(
        self,
        path: Path,
        entries: Sequence[ScannedFile | ScanFailure],
        results: Mapping[ImageKey, ImageResult],
        model: ModelSession,
        threshold: Threshold,
        second: SecondOpinion | None = None,
        read_notes: ReadNotes = dict,
    ) -> None:
        """Write the report of a study; what is passed in may change afterwards.

        Parameters
        ----------
        read_notes
            Reads the notes on the images; called in the background.
        """
        if second is not None:
            second = replace(second, results=dict(second.results))
        job = self._executor.submit(_export, path, tuple(entries), dict(results), model, threshold, second, read_notes)
        self._bridge.watch(job, self._tell, self._fail)

    def _tell(self, path: Path) -> None:
        self.written.emit(path)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)


def _export(
    path: Path,
    entries: Sequence[ScannedFile | ScanFailure],
    results: Mapping[ImageKey, ImageResult],
    model: ModelSession,
    threshold: Threshold,
    second: SecondOpinion | None,
    read_notes: ReadNotes,
) -> Path:
    from xray_desktop.services.report import export_csv

    export_csv(path, entries, results, model, threshold, second, read_notes())
    return path
