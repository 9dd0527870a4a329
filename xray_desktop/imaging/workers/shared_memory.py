"""Memory that a decode worker fills and the program reads without a copy."""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class SharedArena:
    """A nameless piece of memory, or a private file where the system has no such thing.

    It lives in the kernel's own memory, not under /dev/shm, which containers keep small, and is gone when the last
    array over it is.
    """

    def __init__(self) -> None:
        self._file: str | None = None
        if hasattr(os, "memfd_create"):
            self._descriptor = os.memfd_create("xray-desktop")
            self.address = f"/proc/{os.getpid()}/fd/{self._descriptor}"
        else:
            self._descriptor, self._file = tempfile.mkstemp(prefix="xray-desktop-")
            self.address = self._file

    def view(self) -> memoryview:
        """Return what was written, read-only; arrays over it keep it alive after `close`."""
        size = os.fstat(self._descriptor).st_size
        if not size:
            return memoryview(b"")
        if self._file:
            return memoryview(Path(self._file).read_bytes())
        return memoryview(mmap.mmap(self._descriptor, size, access=mmap.ACCESS_READ))

    def close(self) -> None:
        """Let go of it."""
        os.close(self._descriptor)
        if self._file:
            with contextlib.suppress(OSError):
                Path(self._file).unlink()


def fill_arena(address: str, parts: Sequence[memoryview]) -> None:
    """Write parts one after the other into the arena at an address; called in the worker."""
    with Path(address).open("r+b", buffering=0) as file:
        for part in parts:
            written = 0
            while written < part.nbytes:
                written += file.write(part[written:])
