"""A folder of results is either what it was or all of what it becomes."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from converter.errors import RunFolderError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_NAMED = 3


def require_own(folder: Path, own: Collection[str]) -> None:
    """Make sure that replacing a folder takes nothing away from anybody.

    Parameters
    ----------
    folder
        Absent, or what is to be replaced.
    own
        Names that the folder may hold.

    Raises
    ------
    RunFolderError
        It holds something else.
    """
    if not folder.is_dir():
        return
    others = sorted(entry.name for entry in folder.iterdir() if entry.name not in own)
    if others:
        named = ", ".join(others[:_NAMED]) + (", ..." if len(others) > _NAMED else "")
        raise RunFolderError(
            f"The output folder holds files that are not of an earlier report ({named}), and a new report replaces the "
            "whole folder. Name another with --output."
        )


@contextmanager
def atomic_folder(folder: Path, own: Collection[str]) -> Iterator[Path]:
    """Return an empty folder that takes the name of `folder` once it is complete and on the disk.

    It lies hidden beside `folder`. Where anything fails, the previous folder stays as it was.

    Parameters
    ----------
    folder
        Absent, or a folder with nothing but `own` in it.
    own
        Names that are replaced.

    Raises
    ------
    RunFolderError
        See `require_own`.
    OSError
        The place cannot be written, or is no folder.
    """
    target = folder.resolve()
    previous = target.with_name(f".{target.name}.previous")
    target.parent.mkdir(parents=True, exist_ok=True)
    if previous.is_dir() and not target.exists():
        # The machine stopped between the two renames of an earlier report.
        previous.rename(target)
    require_own(target, own)
    new = target.with_name(f".{secrets.token_hex(8)}.new")
    new.mkdir()
    try:
        yield new
        for file in new.iterdir():
            with file.open("rb+") as stream:
                os.fsync(stream.fileno())
        _swap(new, target, previous)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _swap(new: Path, target: Path, previous: Path) -> None:
    if not target.exists():
        new.rename(target)
        return
    if not target.is_dir():
        raise NotADirectoryError
    if previous.exists():
        shutil.rmtree(previous)
    try:
        target.rename(previous)
        new.rename(target)
    except BaseException:
        if previous.is_dir() and not target.exists():
            previous.rename(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)
