"""All processes of one session, from outside: whether they work, and whether any is left (Linux)."""

from __future__ import annotations

import os
from pathlib import Path

_TICK_S = 1.0 / os.sysconf("SC_CLK_TCK")
# Counted from the process' state on, which stands behind its name in /proc/*/stat (proc(5)).
_STATE, _SESSION, _USER_TIME, _SYSTEM_TIME = 0, 3, 11, 12


def processes(session: int) -> dict[int, float]:
    """List the living processes of a session with the processor time that each has used, in seconds."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            fields = _fields(folder)
            if fields and int(fields[_SESSION]) == session and fields[_STATE] != "Z":
                ticks = int(fields[_USER_TIME]) + int(fields[_SYSTEM_TIME])
                found[int(folder.name)] = ticks * _TICK_S
    return found


def _fields(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2].split()
    except OSError:
        # It ended in the meantime.
        return []


class Activity:
    """Tells whether the processes of a session have worked since it was asked last.

    Parameters
    ----------
    idle_s
        Processor time that a window uses which only waits.
    """

    def __init__(self, session: int, idle_s: float = 0.05) -> None:
        self._session, self._idle_s = session, idle_s
        self._used = 0.0

    def __call__(self) -> bool:
        """Look."""
        before, self._used = self._used, sum(processes(self._session).values())
        return self._used - before > self._idle_s
