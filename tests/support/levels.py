"""What a process holds: memory, threads, children, open files, objects of ours (Linux)."""

from __future__ import annotations

import ctypes
import gc
import os
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_MEBIBYTE = 2**20


@dataclass(frozen=True)
class Levels:
    """One look.

    Attributes
    ----------
    memory_mib
        Resident, after what was freed went back to the system.
    threads
        Names, sorted.
    children
        Living child processes.
    files
        Open file descriptors.
    objects
        Instances of the program's own classes, by class.
    """

    memory_mib: float
    threads: tuple[str, ...]
    children: int
    files: int
    objects: Counter[str]


def look() -> Levels:
    """Collect cycles, give free memory back, and look."""
    gc.unfreeze()
    gc.collect()
    # What the window's own sparing collector has put aside meanwhile counts too.
    gc.unfreeze()
    ctypes.CDLL(None).malloc_trim(0)
    return Levels(_memory_mib(), _thread_names(), _children(), len(list(Path("/proc/self/fd").iterdir())), _objects())


def _memory_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MEBIBYTE


def _thread_names() -> tuple[str, ...]:
    return tuple(sorted(thread.name for thread in threading.enumerate()))


def _children() -> int:
    tasks = Path("/proc/self/task").iterdir()
    return sum(len((task / "children").read_text(encoding="ascii").split()) for task in tasks)


def _objects() -> Counter[str]:
    kinds = Counter(type(each) for each in gc.get_objects())
    return Counter(
        {
            f"{kind.__module__}.{kind.__qualname__}": count
            for kind, count in kinds.items()
            # Of a few classes written in C the module is no text.
            if str(kind.__module__).startswith("xray_desktop.")
        }
    )
