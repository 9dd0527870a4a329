"""Where the files of archives lie while they are looked at: a private folder of this run, gone when the run is over.

Each run has a folder beside a lock file that it holds as long as it lives. The system gives the lock back however the
run ends, so that the next one can tell what a crash has left behind from what another window still needs.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_LOCK_SUFFIX = ".lock"


class SessionFolder:
    """The folder of this run; made when it is first needed. Safe from any thread.

    Parameters
    ----------
    root
        Holds one folder for each run that is alive; made where it is absent.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._making = Lock()
        self._folder: Path | None = None
        self._lock_file: int | None = None

    def new_folder(self) -> Path:
        """Make a private folder in it.

        Raises
        ------
        OSError
            The disk is full, or the place cannot be written to.
        """
        with self._making:
            if self._folder is None:
                self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._lock_file, self._folder = _claim(self._root)
                self._folder.mkdir(mode=0o700)
            return Path(tempfile.mkdtemp(dir=self._folder))

    def close(self) -> None:
        """Remove everything."""
        with self._making:
            if self._folder is None or self._lock_file is None:
                return
            _remove(self._folder, self._lock_file)
            self._folder = self._lock_file = None

    def __enter__(self) -> Self:
        """Give the folder itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove everything."""
        self.close()


class StudyFolder:
    """The unpacked files of one study; made when the walk meets its first archive."""

    def __init__(self, session: SessionFolder) -> None:
        self._session = session
        self._making = Lock()
        self._folder: Path | None = None

    def __call__(self) -> Path:
        """Give the folder, making it the first time.

        Raises
        ------
        OSError
            The disk is full, or the place cannot be written to.
        """
        with self._making:
            if self._folder is None:
                self._folder = self._session.new_folder()
            return self._folder

    def remove(self) -> None:
        """Remove it with everything in it; takes as long as there are files. What is in use stays for the session."""
        with self._making:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None


def remove_leftovers(root: Path) -> None:
    """Remove what runs that did not end in order have left; what belongs to one that lives is not touched."""
    for lock_path in root.glob(f"*{_LOCK_SUFFIX}"):
        with contextlib.suppress(OSError):
            lock_file = os.open(lock_path, os.O_RDWR)
            if _try_lock(lock_file):
                _remove(lock_path.with_suffix(""), lock_file)
            else:
                os.close(lock_file)


def _claim(root: Path) -> tuple[int, Path]:
    """Make a lock file and hold it; give it with the path of the folder that it stands for, still to be made."""
    while True:
        folder = root / secrets.token_hex(8)
        lock_path = folder.with_suffix(_LOCK_SUFFIX)
        lock_file = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        _try_lock(lock_file)
        # Between making and holding it, another run may have taken it for a leftover and removed it.
        if lock_path.exists():
            return lock_file, folder
        os.close(lock_file)


def _remove(folder: Path, lock_file: int) -> None:
    """Remove a folder, and then the lock file that was held meanwhile; what cannot go waits for the next run."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        os.close(lock_file)
        return
    lock_path = folder.with_suffix(_LOCK_SUFFIX)
    if sys.platform == "win32":
        # An open file cannot be removed there.
        os.close(lock_file)
    with contextlib.suppress(OSError):
        lock_path.unlink()
    if sys.platform != "win32":
        os.close(lock_file)


def _try_lock(file: int) -> bool:
    """Hold a file for this process; False where another one does, or where the disk knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
