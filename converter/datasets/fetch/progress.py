"""Bytes on their way, as the user sees them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from converter.console import Console


class Advance(Protocol):
    """Moves the bar."""

    def __call__(self, done: int, total: int | None) -> None:
        """Say how many bytes are done, and of how many, where that is known."""


@contextmanager
def counting_bytes(what: str, console: Console) -> Iterator[Advance]:
    """Show a bar; yield what moves it."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console.stderr, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
