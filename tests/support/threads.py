"""Threads that a test leaves behind."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def no_thread_left(within: float = 30.0, besides: str = "decode-") -> Iterator[None]:
    """Fail where threads that were started inside still run a while after the end.

    Parameters
    ----------
    besides
        How the names of threads begin that belong to something which lives on: the reader, by default.
    """
    before = set(threading.enumerate())

    def left() -> list[str]:
        return [one.name for one in threading.enumerate() if one not in before and not one.name.startswith(besides)]

    yield
    assert eventually(lambda: not left(), within), left()


def eventually(condition: Callable[[], bool], within: float = 30.0) -> bool:
    """Wait until a condition holds; False where it does not in time."""
    end = time.monotonic() + within
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True
