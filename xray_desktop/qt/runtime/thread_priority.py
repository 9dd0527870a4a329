"""Threads that give way to the window.

On two cores, six threads that decode and judge keep the GUI thread waiting for its turn: gaps of 300 ms while a loaded
machine scrolls 5,000 images, with this 60. Linux alone knows priorities of threads; elsewhere nothing changes.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading

SEEN = 5
"""Niceness of work whose outcome the user waits for: thumbnails, files, a model that loads."""
UNSEEN = 10
"""Niceness of work that goes on by itself: the analysis."""


def lower_priority(niceness: int) -> None:
    """Lower the priority of the calling thread, and with it that of every thread and process that it starts.

    Parameters
    ----------
    niceness
        `SEEN` or `UNSEEN`.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)
