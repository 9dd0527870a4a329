"""Thumbnails of what is on the screen, and of nothing else."""

from __future__ import annotations

import logging
from threading import Condition, Thread
from typing import TYPE_CHECKING

from xray_desktop.errors import XrayError
from xray_desktop.settings.log_file import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.thumbnails import Thumbnail
    from xray_desktop.imaging.workers.pool import PooledReader

logger = logging.getLogger(__name__)

UNEXPECTED = "An unexpected fault stopped the reading of this file. The other files are not affected."


class ThumbnailService:
    """Makes thumbnails in threads of its own, the most urgent first; what scrolled away is forgotten.

    Parameters
    ----------
    reader
        Reads the files; it stays open.
    on_ready, on_failed
        Called from the service's threads; the second with the sentence why there is none.
    workers
        Threads.
    """

    def __init__(
        self,
        reader: PooledReader,
        on_ready: Callable[[Thumbnail], None],
        on_failed: Callable[[ImageKey, str], None],
        workers: int = 2,
    ) -> None:
        self._reader = reader
        self._on_ready = on_ready
        self._on_failed = on_failed
        self._changed = Condition()
        self._wanted: list[ImageKey] = []
        self._size_px = 0
        self._in_work: set[ImageKey] = set()
        self._closed = False
        self._threads = [
            Thread(target=self._make_all, name=f"thumbnail-{number}", daemon=True) for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def want(self, keys: Sequence[ImageKey], size_px: int) -> None:
        """Replace what is queued by these, the most urgent first; those being made are left to finish.

        Parameters
        ----------
        size_px
            Longest side of the thumbnails in pixels.
        """
        with self._changed:
            self._wanted = [key for key in reversed(keys) if key not in self._in_work]
            self._size_px = size_px
            self._changed.notify_all()

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
            key, size_px = order
            self._make(key, size_px)
            with self._changed:
                self._in_work.discard(key)

    def _next(self) -> tuple[ImageKey, int] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or bool(self._wanted))
            if self._closed:
                return None
            key = self._wanted.pop()
            self._in_work.add(key)
            return key, self._size_px

    def _make(self, key: ImageKey, size_px: int) -> None:
        try:
            self._on_ready(self._reader.thumbnail(key.path, key.frame, size_px))
        except XrayError as error:
            self._on_failed(key, error.sentence)
        except Exception as error:  # noqa: BLE001 - one strange file must not end the thread that serves the others
            log_fault(logger, "making a thumbnail", error)
            self._on_failed(key, UNEXPECTED)
