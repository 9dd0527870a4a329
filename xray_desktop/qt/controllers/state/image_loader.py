"""Images in full: those on the screen read away from the GUI thread, their neighbours ahead of time."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.runtime.jobs import Background, Jobs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from xray_desktop.imaging.image import ImageKey, XrayImage
    from xray_desktop.imaging.workers.pool import PooledReader

_KEPT_BYTES = 256 * 2**20
"""Of decoded pixels: the image, its neighbours, and some of those before."""


class ImageLoader(QObject):
    """Reads what is looked at.

    Signals
    -------
    ready(XrayImage)
        An image that is wanted now.
    failed(ImageKey, Exception)
        It cannot be read.
    """

    ready = Signal(object)
    failed = Signal(object, object)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._reading: Jobs[None] = Jobs(background, self._take, self._fail)
        # Its own two threads: opening an image never waits behind a walk or a model that loads.
        self._executor = ThreadPoolExecutor(2, "viewer")
        self._reader: PooledReader | None = None
        self._wanted: tuple[ImageKey, ...] = ()
        self._neighbours: tuple[ImageKey, ...] = ()
        self._futures: dict[ImageKey, Future[XrayImage]] = {}
        self._images: OrderedDict[ImageKey, XrayImage] = OrderedDict()
        background.lifetime.at_stop(self.forget)
        background.lifetime.at_wait(self._executor.shutdown)

    def use(self, reader: PooledReader) -> None:
        """Take the reader into use, once it could be loaded."""
        self._reader = reader
        if self._wanted:
            self.show(self._wanted, self._neighbours)

    def show(self, keys: Sequence[ImageKey], neighbours: Sequence[ImageKey]) -> None:
        """Read what the panes show, and after it what is likely to be next."""
        self._wanted, self._neighbours = tuple(dict.fromkeys(keys)), tuple(neighbours)
        for passed in [each for each in self._futures if each not in self._wanted and each not in neighbours]:
            # One that is being read already is kept when it comes.
            if self._futures[passed].cancel():
                del self._futures[passed]
                self._reading.drop(passed)
        if self._reader is None:
            return
        for each in self._wanted:
            if each in self._images:
                self.ready.emit(self._images[each])
        for each in (*self._wanted, *neighbours):
            self._read(each, self._reader)

    def forget(self) -> None:
        """Begin anew with another study, or go back to the grid."""
        self._wanted, self._neighbours = (), ()
        for future in self._futures.values():
            future.cancel()
        self._futures.clear()
        self._reading.drop_all()
        self._images.clear()

    def _read(self, key: ImageKey, reader: PooledReader) -> None:
        if key in self._images or key in self._futures:
            return
        question = self._reading.begin(key)
        self._futures[key] = future = self._executor.submit(reader.read, key.path, key.frame)
        self._reading.watch(question, future, (key,))

    def _take(self, key: ImageKey, image: XrayImage) -> None:
        del self._futures[key]
        self._keep(key, image)
        if key in self._wanted:
            self.ready.emit(image)

    def _fail(self, key: ImageKey, error: Exception) -> None:
        del self._futures[key]
        if key in self._wanted:
            self.failed.emit(key, error)

    def _keep(self, key: ImageKey, image: XrayImage) -> None:
        self._images[key] = image
        for each in [each for each in self._images if each not in self._wanted]:
            if sum(image.pixels.nbytes for image in self._images.values()) <= _KEPT_BYTES:
                break
            del self._images[each]
