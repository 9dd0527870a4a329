"""The parts of the window that keep something of a session, each under a name of its own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from xray_desktop.settings.log_file import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_log = logging.getLogger(__name__)


class SessionSections:
    """The parts of the window that have something to keep, by their names. GUI thread.

    >>> store = SessionSections()
    >>> notes = ["first"]
    >>> store.register("notes", lambda: list(notes), notes.extend)
    >>> store.take()
    {'notes': ['first']}
    """

    def __init__(self) -> None:
        self._parts: dict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = {}

    def register(self, name: str, take: Callable[[], Any], give: Callable[[Any], None]) -> None:
        """Have a part of the window kept.

        Parameters
        ----------
        name
            Of its section, the same in every version of the program.
        take
            Gives a value that JSON can hold, quickly: it is asked every few seconds. None where there is nothing.
        give
            Gets such a value back, after the study it belongs to began to open and perhaps before any of its images is
            there. It checks what it gets: another version of the program may have written it.
        """
        self._parts[name] = take, give

    def take(self) -> dict[str, Any]:
        """Gather what there is to keep."""
        taken = {name: take() for name, (take, _give) in self._parts.items()}
        return {name: value for name, value in taken.items() if value is not None}

    def give(self, sections: Mapping[str, Any]) -> None:
        """Hand everything back; a section that its part can make nothing of is left out, and the others go on."""
        for name, (_take, give) in self._parts.items():
            if name in sections:
                try:
                    give(sections[name])
                except Exception as error:  # noqa: BLE001 - a stranger's values; the log says where
                    log_fault(_log, "the restoring of a session", error)
