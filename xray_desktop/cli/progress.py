"""Progress of a headless run, on standard error and only for the user who watches."""

from __future__ import annotations

import sys
import time
from typing import TextIO


class Progress:
    """One line that is written over again. Called by one thread."""

    INTERVAL_SECONDS = 0.2

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._started = time.monotonic()
        self._width = 0

    def show(self, done: int, found: int) -> None:
        """Write how many images are done, of how many found so far, and how fast."""
        rate = done / max(time.monotonic() - self._started, 1e-3)
        self._write(f"{done} of {found} images, {rate:.1f} images/s")

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            self._write("")
            self._stream.write("\r")

    def _write(self, line: str) -> None:
        if self._stream.isatty():
            self._stream.write("\r" + line.ljust(self._width))
            self._stream.flush()
            self._width = len(line)
