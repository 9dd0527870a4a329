"""The end of the program: whatever must end registers its end where it is made, and all of it ends in three phases."""

from __future__ import annotations

import logging
from enum import Enum
from typing import TYPE_CHECKING

from xray_desktop.settings.log_file import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)


class Phase(Enum):
    """The phases of an end, in their order."""

    STOP = "stop"
    """Cancel the work, keep what must be kept, stop deliveries. Nothing here waits for a thread."""
    WAIT = "wait"
    """Wait for threads: all were told to stop, so that none waits for another."""
    DESTROY = "destroy"
    """Remove what threads could have used until now: workers, files, folders."""


class Lifetime:
    """Ends what was registered, phase by phase, and in a phase in the order of registration. GUI thread.

    The reverse of the order of making would be wrong here: a thread that delivers to a window made before it must be
    told to stop before the window's own work ends, and be waited for after it.
    """

    def __init__(self) -> None:
        self._ends: dict[Phase, list[Callable[[], None]]] = {phase: [] for phase in Phase}
        self.ended = False

    def at_stop(self, end: Callable[[], None]) -> None:
        """Register what cancels work and stops deliveries; it must not wait."""
        self._ends[Phase.STOP].append(end)

    def at_wait(self, end: Callable[[], None]) -> None:
        """Register what waits for a thread."""
        self._ends[Phase.WAIT].append(end)

    def at_destroy(self, end: Callable[[], None]) -> None:
        """Register what removes that which threads used."""
        self._ends[Phase.DESTROY].append(end)

    def end(self) -> None:
        """End everything, once; a fault in one end keeps no other from its turn and goes to the log."""
        if self.ended:
            return
        self.ended = True
        for phase in Phase:
            for end in self._ends[phase]:
                try:
                    end()
                except Exception as fault:  # noqa: BLE001 - the others must end too
                    log_fault(_log, f"the phase {phase.value} of the end", fault)
            self._ends[phase].clear()
