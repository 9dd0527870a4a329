"""Asks for the thumbnails of what is on the screen, and shows those that come."""

from __future__ import annotations

from threading import Semaphore
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from xray_desktop.qt import theme
from xray_desktop.qt.runtime.jobs import Background, Jobs, Question

if TYPE_CHECKING:
    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.thumbnails import Thumbnail
    from xray_desktop.qt.grid.cache import ThumbnailCache
    from xray_desktop.qt.grid.model import GridModel
    from xray_desktop.qt.grid.view import GridView
    from xray_desktop.services.thumbnails import ThumbnailService

    Picture = tuple[Thumbnail, QImage]
    Failure = tuple[ImageKey, str]

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

    def __init__(self, model: GridModel, view: GridView, cache: ThumbnailCache, background: Background) -> None:
        super().__init__()
        self.cache = cache
        self._model, self._view = model, view
        self._service: ThumbnailService | None = None
        self._without: set[ImageKey] = set()
        self._pictures: Jobs[Picture] = Jobs(background, tick_ms=_TICK_MS, at_most=_AT_MOST)
        self._failures: Jobs[Failure] = Jobs(background)
        self._pictures.told.connect(self._show)
        self._failures.told.connect(self._note_failures)
        self._arrivals = Arrivals(self._pictures.begin(), self._failures.begin())
        view.moved.connect(self.request)
        background.lifetime.at_stop(self._stop)

    def use(self, service: ThumbnailService) -> None:
        """Take the service into use, once it could be loaded."""
        self._service = service
        self.request()

    def forget(self) -> None:
        """Begin anew with another study; what is still being made for the one before arrives no more."""
        self.cache.clear()
        self._without.clear()
        if self._service is not None:
            self._service.forget()
        self._arrivals.open()
        self._arrivals = Arrivals(self._pictures.begin(), self._failures.begin())

    def _stop(self) -> None:
        if self._service is not None:
            self._service.forget()
        self._service = None
        self._arrivals.open()

    def request(self) -> None:
        """Ask for what is on the screen first, then for the rows below and above."""
        if self._service is not None:
            side = round(theme.SIZE.thumbnail * self._view.devicePixelRatioF())
            self._service.want([key for key in self._urgent() if self._is_missing(key)], side, self._arrivals)

    def _urgent(self) -> list[ImageKey]:
        visible = self._view.visible_places()
        margin = max(len(visible), self._view.columns) * _MARGIN_SCREENS
        after = range(visible.stop, min(visible.stop + margin, self._model.rowCount()))
        before = range(max(0, visible.start - margin), visible.start)
        return [self._model.row_at(place).key for part in (visible, after, before) for place in part]

    def _is_missing(self, key: ImageKey) -> bool:
        return key not in self.cache and key not in self._without

    # --- what arrives --------------------------------------------------------------------------

    def _show(self, pictures: list[Picture]) -> None:
        scale = self._view.devicePixelRatioF()
        self._arrivals.release(len(pictures))
        for thumbnail, picture in pictures:
            if self._model.row_of(thumbnail.key) is None:
                continue
            pixmap = QPixmap.fromImage(picture)
            pixmap.setDevicePixelRatio(scale)
            self.cache.put(thumbnail.key, pixmap)
            self.seen.emit(thumbnail)
        # Only now: a thumbnail may bring frames along, and every one moves the places of those after it.
        for place in (self._model.place_of(thumbnail.key) for thumbnail, _ in pictures):
            if place is not None:
                self._view.update(self._model.index(place, 0))

    def _note_failures(self, failures: list[Failure]) -> None:
        for key, sentence in failures:
            if self._model.row_of(key) is None:
                continue
            self._without.add(key)
            self.unreadable.emit(key, sentence)


class Arrivals:
    """Takes what was asked for one study from the threads of the service.

    Parameters
    ----------
    pictures, failures
        Asked for as long as the study is open.
    """

    def __init__(self, pictures: Question[Picture], failures: Question[Failure]) -> None:
        self._pictures, self._failures = pictures, failures
        self._room = Semaphore(_WAITING)

    def take(self, thumbnail: Thumbnail) -> None:
        """Take a thumbnail once there is room for it; the image made here owns its memory."""
        self._room.acquire()
        rows, columns = thumbnail.pixels.shape
        shared = QImage(
            thumbnail.pixels.data, columns, rows, thumbnail.pixels.strides[0], QImage.Format.Format_Grayscale8
        )
        # What the screen's own format is costs nothing to turn into a pixmap on the GUI thread.
        self._pictures.tell((thumbnail, shared.convertToFormat(QImage.Format.Format_RGB32)))

    def take_failure(self, key: ImageKey, sentence: str) -> None:
        """Take the news that there is none."""
        self._failures.tell((key, sentence))

    def release(self, pictures: int) -> None:
        """Make room: so many were shown."""
        self._room.release(pictures)

    def open(self) -> None:
        """Let whoever waits for room go on, and end: nobody waits for the pictures any more."""
        self._room.release(_WAITING)
