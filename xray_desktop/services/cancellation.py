"""One flag that says stop, shared by everything that works on the same job."""

from __future__ import annotations

from threading import Event, Lock
from typing import TYPE_CHECKING

from xray_desktop.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable


class CancellationToken:
    """Set once, never cleared; a new job takes a new token. Safe from any thread."""

    def __init__(self) -> None:
        self._event = Event()
        self._lock = Lock()
        self._callbacks: list[Callable[[], None]] = []

    def cancel(self) -> None:
        """Say stop."""
        with self._lock:
            self._event.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def on_cancel(self, callback: Callable[[], None]) -> None:
        """Have `callback` called once, by the thread that says stop; at once where somebody already did."""
        with self._lock:
            if not self._event.is_set():
                self._callbacks.append(callback)
                return
        callback()

    @property
    def cancelled(self) -> bool:
        """Whether somebody said stop."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Leave the job here if somebody said stop.

        Raises
        ------
        Cancelled
            Somebody did.
        """
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Sleep, but wake at once when somebody says stop; True if so."""
        return self._event.wait(seconds)
