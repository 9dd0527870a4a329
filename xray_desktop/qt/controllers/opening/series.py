"""Has the headers of a study's DICOM files read in the background, and tells the study where its images belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.runtime.threads import Generation, Mailbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.services.series_index import Placed, SeriesPlaces

    StartReading = Callable[[Callable[[Sequence[Placed]], None]], SeriesPlaces]

_BATCHES_AT_ONCE = 4
"""Of `services.series_places.MAX_BATCH` files each: rows that are changed in one turn of the event loop."""


class SeriesController(QObject):
    """Follows the study: files that are found are read, and where they belong is handed to it.

    Parameters
    ----------
    start
        Starts a reader that calls back from its own thread.
    """

    def __init__(self, study: StudyController, start: StartReading) -> None:
        super().__init__(study)
        self._start = start
        self._generation = Generation()
        self._is_current = self._generation.begin()
        self._reading: SeriesPlaces | None = None
        self._past: list[SeriesPlaces] = []
        self._places: Mailbox[Sequence[Placed]] = Mailbox(self, at_most=_BATCHES_AT_ONCE)
        self._places.delivered.connect(study.take_places)
        study.opened.connect(lambda _title: self._let_go())
        study.files_found.connect(self._read)

    def _let_go(self) -> None:
        """Read nothing more of the study before."""
        self._is_current = self._generation.begin()
        if self._reading is not None:
            self._reading.stop()
            self._past = [one for one in self._past if not one.has_ended] + [self._reading]
            self._reading = None

    def _read(self, files: list[ScannedFile]) -> None:
        if self._reading is None:
            places, is_current = self._places, self._is_current
            self._reading = self._start(lambda batch: places.post(batch, is_current))
        self._reading.add(files)

    def close(self) -> None:
        """Stop, and wait for the threads; the reader that they may be waiting for has to be closed before."""
        self._let_go()
        self._places.close()
        for reading in self._past:
            reading.close()
