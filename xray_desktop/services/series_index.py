"""Reading where DICOM images belong, beside everything else: whose they are, and their study and series.

Most headers are read in this process, in a few microseconds of a thread that gives way; what the quick reader leaves
alone goes to a decode worker, when the quick ones are done.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from threading import Condition, Thread
from typing import TYPE_CHECKING

from xray_desktop.errors import XrayError
from xray_desktop.imaging.dicom.quick_header import read_quick_info
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.settings.log_file import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.imaging.series_info import SeriesInfo

    Placed = tuple[Path, SeriesInfo | None]

logger = logging.getLogger(__name__)

MAX_BATCH = 200
MAX_BATCH_SECONDS = 0.05


class SeriesIndex:
    """Reads the places of one study's files in a thread of its own, in the order in which they are added.

    Parameters
    ----------
    read_thoroughly
        Reads what the quick reader leaves alone; may wait until it can.
    on_batch
        Called from the thread with files and where they belong; None where a header does not say.
    prepare
        Called once in the thread before anything else.
    """

    def __init__(
        self,
        read_thoroughly: Callable[[Path], SeriesInfo],
        on_batch: Callable[[Sequence[Placed]], None],
        prepare: Callable[[], None] = lambda: None,
    ) -> None:
        self._read_thoroughly = read_thoroughly
        self._on_batch = on_batch
        self._prepare = prepare
        self._changed = Condition()
        self._waiting: deque[Path] = deque()
        self._difficult: deque[Path] = deque()
        self._stopped = False
        self._batch: list[Placed] = []
        self._due = 0.0
        self._thread = Thread(target=self._run, name="series-places", daemon=True)
        self._thread.start()

    def add(self, files: Iterable[ScannedFile]) -> None:
        """Append files; those that are no DICOM are passed over."""
        paths = [file.path for file in files if file.kind is FileKind.DICOM]
        with self._changed:
            self._waiting += paths
            self._changed.notify_all()

    def stop(self) -> None:
        """Read no more; a batch that is on its way may still come."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    @property
    def has_ended(self) -> bool:
        """Whether the thread is gone, so that nothing is called back any more."""
        return not self._thread.is_alive()

    def close(self) -> None:
        """Stop, and wait for the thread; nothing is called back after this."""
        self.stop()
        self._thread.join()

    def _run(self) -> None:
        self._prepare()
        while (next_one := self._next()) is not None:
            path, quickly = next_one
            self._read(path, quickly=quickly)
            # The last one is not kept waiting for others.
            if self._batch and (len(self._batch) >= MAX_BATCH or time.monotonic() >= self._due or self._is_idle()):
                batch, self._batch = self._batch, []
                self._due = time.monotonic() + MAX_BATCH_SECONDS
                self._on_batch(batch)

    def _is_idle(self) -> bool:
        return not (self._waiting or self._difficult)

    def _next(self) -> tuple[Path, bool] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or not self._is_idle())
            if self._stopped:
                return None
            return (self._waiting.popleft(), True) if self._waiting else (self._difficult.popleft(), False)

    def _read(self, path: Path, *, quickly: bool) -> None:
        place: SeriesInfo | None
        try:
            place = read_quick_info(path) if quickly else self._read_thoroughly(path)
        except XrayError:
            # Reading the picture says why.
            quickly, place = False, None
        except Exception as error:  # noqa: BLE001 - one strange file must not end the thread that serves the others
            log_fault(logger, "reading a header", error)
            quickly, place = False, None
        if place is None and quickly:
            self._difficult.append(path)
            return
        self._batch.append((path, place if place is not None and place.is_assigned else None))
