"""A queue between two stages that makes the faster one wait, so that memory stays bounded."""

from __future__ import annotations

from collections import deque
from threading import Condition
from typing import Generic, TypeVar

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
