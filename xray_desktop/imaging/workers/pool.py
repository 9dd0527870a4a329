"""Reading files of strangers: in threads where the codec is trusted, in killable processes where it is not."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, Self, cast

from xray_desktop.errors import Cancelled, DecodeError, XrayError
from xray_desktop.imaging.limits import DEFAULT_LIMITS, DecodeLimits
from xray_desktop.imaging.messages import DECODER_MISSING
from xray_desktop.imaging.reader import detect_kind, read_image
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.imaging.workers.worker import DecodeWorker, WorkerGone

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from xray_desktop.imaging.header_table import HeaderTable
    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.imaging.series_info import SeriesInfo
    from xray_desktop.imaging.thumbnails import Thumbnail

__all__ = ["DecodeLimits", "PooledReader"]

# Their decoders are fuzzed day and night, and release the interpreter lock.
_READ_IN_THREAD = frozenset({FileKind.JPEG, FileKind.PNG})
_ATTEMPTS = 3


class PooledReader:
    """Reads images and thumbnails from any thread.

    JPEG and PNG are decoded in the calling thread. Everything else is decoded in child processes with limits on time
    and memory; they start when first needed and are replaced when they end. A file that hangs, exhausts or crashes its
    decoder gets a `DecodeError`; the others never notice.

    Parameters
    ----------
    workers
        Child processes at most; as many as there are cores where None.
    limits
        For one file.
    """

    def __init__(self, workers: int | None = None, limits: DecodeLimits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._workers = workers or os.cpu_count() or 1
        self._places = threading.BoundedSemaphore(self._workers)
        self._lock = threading.Lock()
        self._idle: list[DecodeWorker] = []
        self._busy: set[DecodeWorker] = set()
        self._closed = False

    def read(self, path: Path, frame: int = 0) -> XrayImage:
        """Decode one frame.

        Raises
        ------
        DecodeError
            As `reader.read_image`.
        Cancelled
            The reader is closed.
        """
        if detect_kind(path) in _READ_IN_THREAD:
            return read_image(path, frame, self._limits)
        return cast("XrayImage", self._ask("xray_desktop.imaging.reader:read_image", path, frame, self._limits))

    def thumbnail(self, path: Path, frame: int, size_px: int) -> Thumbnail:
        """Decode one frame small.

        Raises
        ------
        DecodeError
            As `reader.read_image`.
        Cancelled
            The reader is closed.
        """
        if detect_kind(path) in _READ_IN_THREAD:
            from xray_desktop.imaging.thumbnails import make_thumbnail

            return make_thumbnail(path, frame, size_px, self._limits)
        job = "xray_desktop.imaging.thumbnails:make_thumbnail"
        return cast("Thumbnail", self._ask(job, path, frame, size_px, self._limits))

    def header(self, path: Path) -> HeaderTable:
        """List what a file says of itself; the pixels are not read.

        Raises
        ------
        DecodeError
            Nothing of it can be listed.
        Cancelled
            The reader is closed.
        """
        # Even of a trusted kind: texts of strangers are parsed here, and nobody waits for them by the thousand.
        return cast("HeaderTable", self._ask("xray_desktop.imaging.header_reader:read_header", path, self._limits))

    def series_info(self, path: Path) -> SeriesInfo:
        """Read where a DICOM image belongs, with pydicom; most files do without, see `dicom.quick_header`.

        Raises
        ------
        DecodeError
            The header cannot be read.
        Cancelled
            The reader is closed.
        """
        return cast("SeriesInfo", self._ask("xray_desktop.imaging.dicom.series:read_series_info", path, self._limits))

    def close(self) -> None:
        """End all children and wait until they are gone; what is being decoded ends as `Cancelled`."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in workers:
            worker.end()
        # Whoever still holds a place is starting a worker that it will end at once.
        for _place in range(self._workers):
            self._places.acquire()
        self._places.release(self._workers)

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the reader."""
        self.close()

    def _ask(self, job: str, *arguments: object) -> Any:
        with self._places:
            for _attempt in range(_ATTEMPTS):
                worker = self._take_worker()
                try:
                    return worker.ask(job, *arguments)
                except WorkerGone:
                    # It died idle; another one is asked.
                    continue
                except XrayError:
                    self._raise_if_closed()
                    raise
                finally:
                    self._give_back(worker)
            raise DecodeError(DECODER_MISSING)

    def _take_worker(self) -> DecodeWorker:
        with self._lock:
            self._raise_if_closed()
            if self._idle:
                worker = self._idle.pop()
                self._busy.add(worker)
                return worker
        # Starting takes half a second, so the others are not kept waiting.
        worker = DecodeWorker(self._limits)
        with self._lock:
            if not self._closed:
                self._busy.add(worker)
                return worker
        worker.end()
        raise Cancelled

    def _give_back(self, worker: DecodeWorker) -> None:
        with self._lock:
            self._busy.discard(worker)
            if worker.alive and not self._closed:
                self._idle.append(worker)
                return
        worker.end()

    def _raise_if_closed(self) -> None:
        if self._closed:
            raise Cancelled
