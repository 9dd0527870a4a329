"""One flag that says stop, shared by everything that works on the same job."""

from __future__ import annotations

from threading import Event

from xray_desktop.errors import Cancelled


class CancellationToken:
    """Set once, never cleared; a new job takes a new token. Safe from any thread."""

    def __init__(self) -> None:
        self._event = Event()

    def cancel(self) -> None:
        """Say stop."""
        self._event.set()

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
