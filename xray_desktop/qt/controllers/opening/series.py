"""Has the headers of a study's DICOM files read in the background, and tells the study where its images belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.runtime.jobs import Background, Jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.services.series_index import Placed, SeriesIndex

    StartReading = Callable[[Callable[[Sequence[Placed]], None]], SeriesIndex]

_BATCHES_AT_ONCE = 4
"""Of `services.series_places.MAX_BATCH` files each: rows that are changed in one turn of the event loop."""


class SeriesController(QObject):
    """Follows the study: files that are found are read, and where they belong is handed to it.

    Parameters
    ----------
    start
        Starts a reader that calls back from its own thread.
    """

    def __init__(self, study: StudyController, start: StartReading, background: Background) -> None:
        super().__init__()
        self._start = start
        self._reading: SeriesIndex | None = None
        self._begun: list[SeriesIndex] = []
        self._places: Jobs[Sequence[Placed]] = Jobs(background, at_most=_BATCHES_AT_ONCE)
        self._places.told.connect(study.take_places)
        study.opened.connect(lambda _title: self._let_go())
        study.files_found.connect(self._read)
        # The reader that the threads may be waiting for has to be closed before.
        background.lifetime.at_destroy(self._wait)

    def _let_go(self) -> None:
        """Read nothing more of the study before."""
        self._places.drop()
        self._reading = None

    def _read(self, files: list[ScannedFile]) -> None:
        if self._reading is None:
            question = self._places.begin()
            self._reading = self._start(question.tell)
            question.token.on_cancel(self._reading.stop)
            self._begun = [each for each in self._begun if not each.has_ended] + [self._reading]
        self._reading.add(files)

    def _wait(self) -> None:
        """Wait for the threads."""
        for reading in self._begun:
            reading.close()
