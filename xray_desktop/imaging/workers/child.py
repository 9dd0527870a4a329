"""The decode worker's side: a process of its own that turns requests into images until its input ends.

It imports `xray_desktop.imaging` and nothing else of the program. What it decodes may hang it, exhaust it or crash it;
the other side (`worker`) watches.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import struct
import sys
import warnings
from enum import Enum
from pathlib import Path
from typing import IO

from xray_desktop.errors import CorruptPixelData, TooLarge, XrayError
from xray_desktop.imaging.messages import DAMAGED, TOO_MUCH_MEMORY
from xray_desktop.imaging.workers.shared_memory import fill_arena

_FRAME = struct.Struct("<Q")
_IN_BAND_BYTES = 1 << 18
_SECONDS_OF_GRACE = 10


class Outcome(Enum):
    """How a job ended."""

    DONE = 0
    FAILED = 1
    EXHAUSTED = 2
    """Out of memory: what is left of this process's heap is not worth keeping."""


def write_message(stream: IO[bytes], message: bytes) -> None:
    """Write one length-prefixed message."""
    stream.write(_FRAME.pack(len(message)))
    stream.write(message)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes | None:
    """Read one length-prefixed message; None where the stream ends."""
    head = stream.read(_FRAME.size)
    if len(head) < _FRAME.size:
        return None
    length = _FRAME.unpack(head)[0]
    message = stream.read(length)
    return message if len(message) == length else None


def serve() -> None:
    """Answer requests on standard input until it ends.

    A request is a pickled tuple: name of the job as ``module:function``, its arguments, the address of the arena for
    large arrays, and the seconds it may take. The answer is a pickled tuple: the outcome, the result or the error, and
    the sizes of the arrays in the arena.
    """
    # An interrupt from the terminal is the program's to handle; it closes its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, replies = sys.stdin.buffer, _take_over_output()
    memory_bytes = int(sys.argv[-1])
    _warm_up()
    _limit_process(memory_bytes)
    write_message(replies, b"ready")
    while (request := read_message(requests)) is not None:
        job, arguments, address, seconds = pickle.loads(request)  # noqa: S301 - from the program itself
        _set_alarm(seconds)
        reply = _answer(job, arguments, address)
        _set_alarm(0)
        write_message(replies, reply)


def _answer(job: str, arguments: tuple[object, ...], address: str) -> bytes:
    large: list[memoryview] = []

    def keep_in_band(buffer: pickle.PickleBuffer) -> bool:
        part = buffer.raw()
        if part.nbytes <= _IN_BAND_BYTES:
            return True
        large.append(part)
        return False

    try:
        module, _, function = job.partition(":")
        result = getattr(importlib.import_module(module), function)(*arguments)
        pickled = pickle.dumps(result, protocol=5, buffer_callback=keep_in_band)
        fill_arena(address, large)
    except XrayError as error:
        exhausted = isinstance(error.__cause__, MemoryError)
        return pickle.dumps((Outcome.EXHAUSTED if exhausted else Outcome.FAILED, error, []))
    except MemoryError:
        return pickle.dumps((Outcome.EXHAUSTED, TooLarge(TOO_MUCH_MEMORY), []))
    except BaseException:  # noqa: BLE001 - decoders raise anything, panics that are no Exception included
        return pickle.dumps((Outcome.FAILED, CorruptPixelData(DAMAGED), []))
    return pickle.dumps((Outcome.DONE, pickled, [part.nbytes for part in large]))


def _take_over_output() -> IO[bytes]:
    """Keep standard output for replies; whatever a codec prints goes nowhere."""
    replies = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.close(silence)
    return replies


def _warm_up() -> None:
    """Import the decoders now, so that the first file's time is its own."""
    import cv2

    from xray_desktop.imaging.dicom import read  # noqa: F401

    # One worker runs on each core already.
    cv2.setNumThreads(1)
    warnings.simplefilter("ignore")


def _limit_process(memory_bytes: int) -> None:
    if not sys.platform.startswith("linux"):
        return
    import resource

    occupied = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (occupied + memory_bytes, occupied + memory_bytes))
    # A core file would hold somebody's radiograph.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _set_alarm(seconds: float) -> None:
    """Have the system end this process, should it hang longer than the program lives to see."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + _SECONDS_OF_GRACE if seconds else 0)
