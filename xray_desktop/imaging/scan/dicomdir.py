"""The files of a disc or folder as its DICOMDIR names them, and never a file outside."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from xray_desktop.errors import DecodeError
from xray_desktop.imaging.scan.items import ScanFailure, SkippedFile, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xray_desktop.imaging.scan.items import ScanItem

_MISSING = "The DICOMDIR names this file, but it is not there. Copy the whole disc again."
_OUTSIDE = "The DICOMDIR names a file outside its own folder, which is not opened. It may be made to do harm."


def disc_items(
    directory: Path, prefix: str, stop: Callable[[], bool], identify: Callable[[str, str], ScanItem]
) -> Iterator[ScanItem]:
    """Yield what a DICOMDIR names, in the order of its records, each file once.

    Parameters
    ----------
    directory
        The DICOMDIR.
    prefix
        What the names of the files begin with.
    stop
        Asked before each file.
    identify
        Tells what a file is by its content, from its path and what it is called.
    """
    from xray_desktop.imaging.dicom.directory import read_directory

    yield SkippedFile(directory, printable(prefix + directory.name))
    try:
        records = read_directory(directory)
    except DecodeError as error:
        yield ScanFailure(directory, printable(prefix + directory.name), error.sentence)
        return
    disc = _Disc(directory.parent)
    named: set[tuple[str, ...]] = set()
    for record in records:
        if stop():
            return
        if record.referenced_file_id in named:
            continue
        named.add(record.referenced_file_id)
        shown = printable(prefix + "/".join(record.referenced_file_id))
        found = disc.find(record.referenced_file_id)
        if isinstance(found, str):
            yield ScanFailure(directory / shown.lstrip("/"), shown, found)
        elif record.is_image:
            yield identify(os.fspath(found), printable(prefix + found.relative_to(directory.parent).as_posix()))
        else:
            yield SkippedFile(found, shown)


class _Disc:
    """Finds files below a folder in any case, as a disc's names change when it is mounted or copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._inside = os.path.realpath(folder).rstrip(os.sep) + os.sep
        self._listings: dict[str, dict[str, str]] = {}

    def find(self, file_id: tuple[str, ...]) -> Path | str:
        """Return a file's path, or the sentence why there is none."""
        if not all(map(_is_plain, file_id)):
            return _OUTSIDE
        path = os.fspath(self._folder)
        for part in file_id:
            names = self._names(path)
            # The exact name, where there is one, before one that only reads the same.
            name = names.get(part) or names.get(_folded(part))
            if name is None:
                return _MISSING
            path = f"{path.rstrip(os.sep)}{os.sep}{name}"
        # A link may lead anywhere.
        return Path(path) if os.path.realpath(path).startswith(self._inside) else _OUTSIDE

    def _names(self, folder: str) -> dict[str, str]:
        known = self._listings.get(folder)
        if known is None:
            known = self._listings[folder] = _listing(folder)
        return known


def _listing(folder: str) -> dict[str, str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names are asked for, thousands of them
    except OSError:
        return {}
    return {_folded(name): name for name in names} | {name: name for name in names}


def _folded(name: str) -> str:
    """Write a name as it would be the same on a disc: without regard to case, version number and a last dot."""
    return name.casefold().removesuffix(";1").rstrip(".")


def _is_plain(part: str) -> bool:
    """Tell whether a component is one name, and neither a way up nor one to somewhere else."""
    return bool(part) and part not in (".", "..") and not any(sign in part for sign in "/\\:\0")
