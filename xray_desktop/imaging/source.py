"""Opening files of strangers: regular files only, and never more bytes than there are."""

from __future__ import annotations

import errno
import io
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xray_desktop.errors import DecodeError, NotAnImage, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CLAMP_FROM = 1 << 16


class SourceFile(io.BufferedReader):
    """A file whose `read` asks the system for no more than the file holds.

    A header may claim a value of 4 GB in a file of 2 kB, and Python allocates what is asked for before it reads.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))
        self.length = os.fstat(self.fileno()).st_size

    def read(self, size: int | None = -1, /) -> bytes:
        """Read at most ``size`` bytes, at most to the end."""
        if size is not None and size > _CLAMP_FROM:
            size = max(0, min(size, self.length - self.tell()))
        return super().read(size)


@contextmanager
def open_source(path: Path) -> Iterator[SourceFile]:
    """Open a regular file; FIFOs, sockets and devices are never touched.

    Raises
    ------
    DecodeError
        The system refuses to open it, or to read it later on.
    NotAnImage
        It is no regular file.
    """
    try:
        if not _is_regular(path):
            raise NotAnImage("This is no regular file and holds no picture.")
        with SourceFile(path) as source:
            yield source
    except OSError as error:
        raise DecodeError(f"The file cannot be read: {describe_os_error(error)}.") from error


def read_source(path: Path, limit: int) -> bytes:
    """Read a whole regular file.

    Raises
    ------
    TooLarge
        It is larger than ``limit`` bytes.
    DecodeError
        As `open_source`.
    """
    with open_source(path) as source:
        if source.length > limit:
            raise TooLarge(f"The file is larger than the {limit >> 20} MB that are read of one picture.")
        return source.read()


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except ValueError as error:
        # A name with a null character.
        raise OSError(errno.EINVAL, "the name is not valid") from error


def describe_os_error(error: OSError) -> str:
    """Say in words what the system refused, without the path."""
    if isinstance(error, PermissionError):
        return "permission is missing"
    if isinstance(error, FileNotFoundError):
        return "it is no longer there"
    return error.strerror[0].lower() + error.strerror[1:] if error.strerror else "the system gives no reason"
