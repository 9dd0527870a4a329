"""Thumbnails that were seen last, kept up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from xray_desktop.imaging.image import ImageKey

_BYTES_PER_PIXEL = 4


class ThumbnailCache:
    """Pixmaps by image, the least recently used dropped first. GUI thread.

    Parameters
    ----------
    limit_bytes
        Of pixel memory; the thumbnail that was put in last always stays.
    """

    def __init__(self, limit_bytes: int = 96 * 2**20) -> None:
        self._limit_bytes = limit_bytes
        self._bytes = 0
        self._pixmaps: OrderedDict[ImageKey, QPixmap] = OrderedDict()

    def __contains__(self, key: ImageKey) -> bool:
        return key in self._pixmaps

    def __len__(self) -> int:
        return len(self._pixmaps)

    def get(self, key: ImageKey) -> QPixmap | None:
        """Look a thumbnail up, which makes it the most recently used."""
        found = self._pixmaps.get(key)
        if found is not None:
            self._pixmaps.move_to_end(key)
        return found

    def put(self, key: ImageKey, pixmap: QPixmap) -> None:
        """Keep a thumbnail, and drop others until the limit holds."""
        self._drop(key)
        self._pixmaps[key] = pixmap
        self._bytes += _size(pixmap)
        while self._bytes > self._limit_bytes and len(self._pixmaps) > 1:
            self._drop(next(iter(self._pixmaps)))

    def clear(self) -> None:
        """Drop all."""
        self._pixmaps.clear()
        self._bytes = 0

    def _drop(self, key: ImageKey) -> None:
        gone = self._pixmaps.pop(key, None)
        if gone is not None:
            self._bytes -= _size(gone)


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * _BYTES_PER_PIXEL
