"""A private folder for what the program itself lays on the disk while it runs: unpacked, downloaded, pasted pictures.

It is made when it is first needed, and gone when the window is. Where the program or the machine stopped without
tidying up, the next start does: a folder belongs to a running program for as long as the lock beside it is held, and
the system lets go of the lock of whoever ended, however he ended.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LOCK_SUFFIX = ".lock"
_FILES = "files"


class SessionFolder:
    """One run's own folder below `parent`. Safe from any thread; nothing is written before it is needed.

    Parameters
    ----------
    parent
        Where the folders of all runs lie: ``AppPaths.sessions``.
    """

    def __init__(self, parent: Path) -> None:
        self._parent = parent
        self._guard = Lock()
        self._own: OwnedFolder | None = None
        self._closed = False

    def path(self) -> Path:
        """Return this run's folder, made where it is absent.

        Raises
        ------
        OSError
            It cannot be made, or the session is over.
        """
        with self._guard:
            return self._made().path

    @property
    def begun(self) -> bool:
        """Whether there is anything of it on the disk."""
        return self._own is not None

    def new_folder(self) -> Path:
        """Make an empty folder (0700) for files that live as long as the session.

        Raises
        ------
        OSError
            It cannot be made.
        """
        with self._guard:
            folder = self._made().path / _FILES / secrets.token_hex(8)
            folder.mkdir(mode=0o700, parents=True)
        return folder

    def holds(self, path: Path) -> bool:
        """Tell whether a file is one of these, so that it is gone after the session."""
        own = self._own
        return own is not None and (own.path / _FILES) in path.parents

    def clear(self) -> None:
        """Remove every file made so far; the session goes on."""
        with self._guard:
            files = None if self._own is None else self._own.path / _FILES
            if files is None or not files.exists():
                return
            # Out of the way at once: what is made from here on stays.
            gone = files.rename(files.with_name(f"gone-{secrets.token_hex(8)}"))
        shutil.rmtree(gone, ignore_errors=True)

    def _made(self) -> OwnedFolder:
        if self._closed:
            raise FileNotFoundError("The session is over.")
        if self._own is None:
            self._own = OwnedFolder.make(self._parent)
        return self._own

    def close(self) -> None:
        """Remove the folder with everything in it; whatever cannot be removed now, the next start removes."""
        with self._guard:
            own, self._own, self._closed = self._own, None, True
        if own is not None:
            own.remove()


class OwnedFolder:
    """A folder with a lock beside it that says whose it is."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def make(cls, parent: Path) -> OwnedFolder:
        """Make a new one.

        Raises
        ------
        OSError
            It cannot be made.
        """
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = parent / secrets.token_hex(8)
        # The lock first: there is no moment at which the folder is nobody's.
        descriptor = _lock(_lock_of(path))
        path.mkdir(mode=0o700)
        return cls(path, descriptor)

    def keep_only(self, name: str) -> bool:
        """Remove everything but one file; False where that is not there."""
        if self.path.is_dir():
            for entry in self.path.iterdir():
                if entry.name != name:
                    _remove(entry)
        return (self.path / name).is_file()

    def remove(self) -> None:
        """Remove the folder, and let go of it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.release()
        if not self.path.exists():
            # Otherwise the lock stays, so that a later start finds the rest.
            _lock_of(self.path).unlink(missing_ok=True)

    def release(self) -> None:
        """Let go of the folder without removing it."""
        os.close(self._descriptor)


def left_behind(parent: Path) -> list[OwnedFolder]:
    """Take over the folders of runs that ended without tidying up, the latest first."""
    taken = []
    for lock in parent.glob(f"*{_LOCK_SUFFIX}"):
        with suppress(OSError):
            taken.append(OwnedFolder(lock.with_suffix(""), _lock(lock)))
    return sorted(taken, key=lambda folder: _modified(folder.path), reverse=True)


def _lock_of(path: Path) -> Path:
    return path.with_suffix(_LOCK_SUFFIX)


def _modified(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)


def _lock(path: Path) -> int:
    """Open and lock a file; whoever ends lets go of it.

    Raises
    ------
    OSError
        Somebody else holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock_descriptor(descriptor)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


if sys.platform == "win32":
    import msvcrt

    def _lock_descriptor(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock_descriptor(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
