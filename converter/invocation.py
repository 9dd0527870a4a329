"""The arguments of the running command: the card notes them, so that a model file tells how it was made."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GIVEN: ContextVar[tuple[str, ...]] = ContextVar("given", default=())


def given_arguments() -> tuple[str, ...]:
    """Return what `xray-converter` was started with, without the program's name; empty where it was not."""
    return _GIVEN.get()


@contextmanager
def running(arguments: Sequence[str]) -> Iterator[None]:
    """Say, while a command runs, what it was started with."""
    token = _GIVEN.set(tuple(arguments))
    try:
        yield
    finally:
        _GIVEN.reset(token)
