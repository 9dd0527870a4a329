"""Jobs that misbehave as decoders do: run in a decode worker by name, ``tests.support.decode_jobs:hang``."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from typing import NoReturn

import numpy as np


class Panic(BaseException):
    """What a decoder written in Rust raises: no `Exception`."""


def hang() -> NoReturn:
    """Never end, and hold the interpreter lock while at it, as a decoder in C does."""
    pthread_exit_never = ctypes.PyDLL(None).pause
    while True:
        pthread_exit_never()


def take_memory(megabytes: int) -> int:
    """Take and touch memory in numpy arrays; give how much was had."""
    blocks = [np.ones(1 << 20, np.uint8) for _ in range(megabytes)]
    return len(blocks)


def take_memory_without_python(megabytes: int) -> int:
    """Take memory as a C library does, which goes on when it gets none."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    had = 0
    for _ in range(megabytes):
        block = libc.malloc(1 << 20)
        if not block:
            break
        ctypes.memset(block, 1, 1 << 20)
        had += 1
    return had


def crash() -> None:
    """Touch memory that is not there."""
    ctypes.string_at(0)


def be_killed() -> None:
    """End as the system ends a process when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def panic() -> NoReturn:
    """Raise what `except Exception` does not catch."""
    raise Panic


def leave() -> NoReturn:
    """End the process politely, as a library that calls exit does."""
    os._exit(0)


def chatter() -> str:
    """Print on every stream, as codecs do."""
    print("patient's name on standard output")
    print("patient's name on standard error", file=sys.stderr)
    os.write(1, b"from C\n")
    os.write(2, b"from C\n")
    return "done"


def process_id() -> int:
    """Say who is working."""
    return os.getpid()


def imported_modules() -> list[str]:
    """Say what the worker has imported."""
    return sorted(sys.modules)


def work(seconds: float) -> float:
    """Take a while."""
    time.sleep(seconds)
    return seconds
