"""Images that wait to be read: in scan order, unless somebody looks at one of them."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xray_desktop.imaging.image import ImageKey


T = TypeVar("T")


class BoundedQueue(Generic[T]):
    """First in, first out, at most `capacity` items. Safe from any thread."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._changed = Condition()
        self._items: deque[T] = deque()
        self._closed = False

    def put(self, item: T) -> bool:
        """Wait for room and append; False, and the item is not appended, once the queue was closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._items) < self._capacity)
            if self._closed:
                return False
            self._items.append(item)
            self._changed.notify_all()
            return True

    def take(self, at_most: int) -> list[T]:
        """Wait for items and take those that are there, up to `at_most`; empty at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or bool(self._items))
            taken = [self._items.popleft() for _ in range(min(at_most, len(self._items)))]
            self._changed.notify_all()
            return taken

    def close(self) -> None:
        """Let nothing more in; what is inside can still be taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


@dataclass(frozen=True, slots=True)
class PendingImage:
    """One image or frame to be read.

    Attributes
    ----------
    key
        Which one.
    image_sha256
        Of its file, in hexadecimal, where a frame before it already told; else empty.
    """

    key: ImageKey
    image_sha256: str = ""


class PendingImages:
    """Hands each image to one of several threads.

    How many frames a file has shows only when its first one is read, so `take` waits, even after `close`, as long as
    an image is out that may bring followers. Safe from any thread.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: OrderedDict[ImageKey, PendingImage] = OrderedDict()
        self._out = 0
        self._closed = False
        self._stopped = False

    def add(self, images: Iterable[PendingImage]) -> bool:
        """Append images; False, and nothing is appended, once it was closed or stopped."""
        with self._changed:
            if self._closed or self._stopped:
                return False
            self._waiting.update((image.key, image) for image in images)
            self._changed.notify_all()
            return True

    def close(self) -> None:
        """Say that no more images come, except the frames that follow those already here."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def stop(self) -> None:
        """Hand out no more images; what waits stays for `drain`."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def prioritise(self, keys: Sequence[ImageKey]) -> None:
        """Put images before all others, in the order given; those that no longer wait are passed over."""
        with self._changed:
            for key in reversed(keys):
                if key in self._waiting:
                    self._waiting.move_to_end(key, last=False)

    def take(self) -> PendingImage | None:
        """Wait for the next image; None at the end. `finish` has to follow for each one taken."""
        with self._changed:
            self._changed.wait_for(self._take_is_decided)
            if self._stopped or not self._waiting:
                return None
            self._out += 1
            return self._waiting.popitem(last=False)[1]

    def finish(self, followers: Sequence[PendingImage] = ()) -> None:
        """Give an image back, with the frames that follow it; these come next."""
        with self._changed:
            for image in reversed(followers):
                self._waiting[image.key] = image
                self._waiting.move_to_end(image.key, last=False)
            self._out -= 1
            self._changed.notify_all()

    def drain(self) -> list[PendingImage]:
        """Take everything that still waits."""
        with self._changed:
            left = list(self._waiting.values())
            self._waiting.clear()
            return left

    def _take_is_decided(self) -> bool:
        return self._stopped or bool(self._waiting) or (self._closed and self._out == 0)
