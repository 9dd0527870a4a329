"""Where the unpacked copies of an archive's files go."""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from xray_desktop.imaging.scan.archive.bounds import OverBound
from xray_desktop.imaging.scan.archive.names import disk_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xray_desktop.imaging.scan.archive.bounds import Budget

_DISK_FULL = "The disk has no room for the rest of this archive. Make room and open it again."


class Stopped(Exception):  # noqa: N818 - ends a walk, never an error
    """Somebody said stop while a file was being unpacked."""


class Copies:
    """Unpacked copies in a private folder: one folder for each of the archive's, under a number.

    A copy keeps the name that its file has in the archive, as far as a disk takes it; where it lies, no name in the
    archive decides.

    Parameters
    ----------
    folder
        Existing and private; a new folder for one archive is made in it.
    budget
        What the archive may take.
    stop
        Asked before each piece.
    """

    def __init__(self, folder: Path, budget: Budget, stop: Callable[[], bool]) -> None:
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        self._budget = budget
        self._stop = stop
        self._folders: dict[tuple[str, ...], Path] = {}
        self._count = 0

    def write(self, parts: tuple[str, ...], pieces: Iterable[bytes], expected_bytes: int) -> Path:
        """Write one file and return its path; of a file that cannot be finished nothing stays.

        Raises
        ------
        OverBound
            The archive takes too much, or the disk is full.
        Stopped
            Somebody said stop.
        OSError
            The system refuses to write.
        """
        if shutil.disk_usage(self._folder).free < expected_bytes + self._budget.bounds.free_bytes:
            raise OverBound(_DISK_FULL, ends_archive=True)
        path = self._path(parts)
        try:
            self._fill(path, pieces)
        except OSError as error:
            path.unlink(missing_ok=True)
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise OverBound(_DISK_FULL, ends_archive=True) from error
            raise
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def _fill(self, path: Path, pieces: Iterable[bytes]) -> None:
        with path.open("xb") as copy:
            for piece in pieces:
                if self._stop():
                    raise Stopped
                self._budget.take(len(piece))
                copy.write(piece)

    def _path(self, parts: tuple[str, ...]) -> Path:
        folder = self._folders.get(parts[:-1])
        if folder is None:
            folder = self._folder / str(len(self._folders))
            folder.mkdir(mode=0o700)
            self._folders[parts[:-1]] = folder
        path = folder / disk_name(parts[-1])
        if path.exists():
            # Two names that differ on another disk and not on this one.
            self._count += 1
            path = folder / f"{self._count}-{path.name}"
        return path
