"""A file is either what it was or all of what it becomes, whenever the program or the machine stops."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def atomic_file(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its name only once it is complete and on the disk.

    The bytes go to a hidden ``.part`` file in the same folder, which is flushed to the disk and then renamed. Where
    anything fails, the previous file stays as it was and the ``.part`` file is removed. A previous file's permissions
    are kept; a link is written through.

    Parameters
    ----------
    path
        What is written: absent, or an ordinary file.
    mode
        Permissions of a new file, of which the system's mask may take some away; 0o600 for what is nobody else's.

    Raises
    ------
    OSError
        The folder is absent or read-only, the disk is full, or `path` is a folder or a device.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    # Not derived from the target's name, which may already have the longest length that a name can have.
    part = target.parent / f".{secrets.token_hex(8)}.part"
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; Windows does so by itself and cannot open folders."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
