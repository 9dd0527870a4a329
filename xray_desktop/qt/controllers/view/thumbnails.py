"""Asks for the thumbnails of what is on the screen, and shows those that come."""

from __future__ import annotations

from threading import Semaphore
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from xray_desktop.qt import theme
from xray_desktop.qt.runtime.threads import Mailbox

if TYPE_CHECKING:
    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.thumbnails import Thumbnail
    from xray_desktop.qt.grid.cache import ThumbnailCache
    from xray_desktop.qt.grid.model import GridModel
    from xray_desktop.qt.grid.view import GridView
    from xray_desktop.services.thumbnails import ThumbnailService

_TICK_MS = 30
_AT_MOST = 24
"""Thumbnails taken in one tick: a screen full, a few milliseconds."""
_WAITING = 64
"""Pictures that may wait for the window: while it is busy the service's threads wait too, instead of filling memory."""
_MARGIN_SCREENS = 1


class ThumbnailController(QObject):
    """Keeps the cache filled for the visible rows plus a margin of a screen on either side.

    Signals
    -------
    unreadable(ImageKey, str)
        An image has no thumbnail; the sentence why.
    seen(Thumbnail)
        One came; it also says what the header says.
    """

    unreadable = Signal(object, str)
    seen = Signal(object)

    def __init__(self, model: GridModel, view: GridView, cache: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cache = cache
        self._model, self._view = model, view
        self._service: ThumbnailService | None = None
        self._without: set[ImageKey] = set()
        self._room = Semaphore(_WAITING)
        self._pictures: Mailbox[tuple[Thumbnail, QImage]] = Mailbox(self, tick_ms=_TICK_MS, at_most=_AT_MOST)
        self._failures: Mailbox[tuple[ImageKey, str]] = Mailbox(self)
        self._pictures.delivered.connect(self._show)
        self._failures.delivered.connect(self._note_failures)
        view.moved.connect(self.request)

    def use(self, service: ThumbnailService) -> None:
        """Take the service into use, once it could be loaded."""
        self._service = service
        self.request()

    def forget(self) -> None:
        """Begin anew with another study."""
        self.cache.clear()
        self._without.clear()

    def request(self) -> None:
        """Ask for what is on the screen first, then for the rows below and above."""
        if self._service is not None:
            side = round(theme.SIZE.thumbnail * self._view.devicePixelRatioF())
            self._service.want([key for key in self._urgent() if self._is_missing(key)], side)

    def _urgent(self) -> list[ImageKey]:
        visible = self._view.visible_places()
        margin = max(len(visible), self._view.columns) * _MARGIN_SCREENS
        after = range(visible.stop, min(visible.stop + margin, self._model.rowCount()))
        before = range(max(0, visible.start - margin), visible.start)
        return [self._model.row_at(place).key for part in (visible, after, before) for place in part]

    def _is_missing(self, key: ImageKey) -> bool:
        return key not in self.cache and key not in self._without

    # --- called from the service's threads -----------------------------------------------------

    def take(self, thumbnail: Thumbnail) -> None:
        """Take a thumbnail from a thread of the service; the image made here owns its memory."""
        self._room.acquire()
        rows, columns = thumbnail.pixels.shape
        shared = QImage(
            thumbnail.pixels.data, columns, rows, thumbnail.pixels.strides[0], QImage.Format.Format_Grayscale8
        )
        # What the screen's own format is costs nothing to turn into a pixmap on the GUI thread.
        self._pictures.post((thumbnail, shared.convertToFormat(QImage.Format.Format_RGB32)))

    def take_failure(self, key: ImageKey, sentence: str) -> None:
        """Take the news that there is none, from any thread."""
        self._failures.post((key, sentence))

    # --- on the GUI thread ---------------------------------------------------------------------

    def _show(self, pictures: list[tuple[Thumbnail, QImage]]) -> None:
        scale = self._view.devicePixelRatioF()
        self._room.release(len(pictures))
        for thumbnail, picture in pictures:
            if self._model.row_of(thumbnail.key) is None:
                # Made for a study that is gone.
                continue
            pixmap = QPixmap.fromImage(picture)
            pixmap.setDevicePixelRatio(scale)
            self.cache.put(thumbnail.key, pixmap)
            self.seen.emit(thumbnail)
        # Only now: a thumbnail may bring frames along, and every one moves the places of those after it.
        for place in (self._model.place_of(thumbnail.key) for thumbnail, _ in pictures):
            if place is not None:
                self._view.update(self._model.index(place, 0))

    def _note_failures(self, failures: list[tuple[ImageKey, str]]) -> None:
        for key, sentence in failures:
            if self._model.row_of(key) is None:
                continue
            self._without.add(key)
            self.unreadable.emit(key, sentence)

    def close(self) -> None:
        """Stop and wait for the service's threads."""
        self._pictures.close()
        self._failures.close()
        # Whoever waits for room may go on, and end.
        self._room.release(_WAITING)
        if self._service is not None:
            self._service.close()
