"""Thumbnails of what is on the screen, and of nothing else."""

from __future__ import annotations

import logging
from threading import Condition, Thread
from typing import TYPE_CHECKING, Protocol

from xray_desktop.errors import XrayError
from xray_desktop.settings.log_file import log_fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.thumbnails import Thumbnail
    from xray_desktop.imaging.workers.pool import PooledReader

logger = logging.getLogger(__name__)

UNEXPECTED = "An unexpected fault stopped the reading of this file. The other files are not affected."


class ThumbnailListener(Protocol):
    """Whoever asked for thumbnails; called from the service's threads."""

    def take(self, thumbnail: Thumbnail) -> None:
        """Take a thumbnail."""

    def take_failure(self, key: ImageKey, sentence: str) -> None:
        """Take the sentence why there is none."""


class ThumbnailService:
    """Makes thumbnails in threads of its own, the most urgent first; what scrolled away is forgotten.

    Parameters
    ----------
    reader
        Reads the files; it stays open.
    workers
        Threads.
    """

    def __init__(self, reader: PooledReader, workers: int = 2) -> None:
        self._reader = reader
        self._changed = Condition()
        self._wanted: list[tuple[ImageKey, int, ThumbnailListener]] = []
        self._in_work: set[tuple[ImageKey, ThumbnailListener]] = set()
        self._closed = False
        self._threads = [
            Thread(target=self._make_all, name=f"thumbnail-{number}", daemon=True) for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def want(self, keys: Sequence[ImageKey], size_px: int, listener: ThumbnailListener) -> None:
        """Replace what is queued by these, the most urgent first; those being made are left to finish.

        Parameters
        ----------
        size_px
            Longest side of the thumbnails in pixels.
        listener
            Is told of these; of those being made whoever asked for them is.
        """
        with self._changed:
            self._wanted = [(key, size_px, listener) for key in reversed(keys) if (key, listener) not in self._in_work]
            self._changed.notify_all()

    def forget(self) -> None:
        """Forget the queue; what is being made is left to finish."""
        with self._changed:
            self._wanted = []

    def close(self) -> None:
        """Forget the queue and wait for the threads; nothing is called back after this."""
        with self._changed:
            self._closed = True
            self._wanted = []
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _make_all(self) -> None:
        while (order := self._next()) is not None:
            key, size_px, listener = order
            self._make(key, size_px, listener)
            with self._changed:
                self._in_work.discard((key, listener))

    def _next(self) -> tuple[ImageKey, int, ThumbnailListener] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or bool(self._wanted))
            if self._closed:
                return None
            key, size_px, listener = self._wanted.pop()
            self._in_work.add((key, listener))
            return key, size_px, listener

    def _make(self, key: ImageKey, size_px: int, listener: ThumbnailListener) -> None:
        try:
            listener.take(self._reader.thumbnail(key.path, key.frame, size_px))
        except XrayError as error:
            listener.take_failure(key, error.sentence)
        except Exception as error:  # noqa: BLE001 - one strange file must not end the thread that serves the others
            log_fault(logger, "making a thumbnail", error)
            listener.take_failure(key, UNEXPECTED)
