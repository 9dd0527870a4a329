"""Walking a study: folders and files become a stream of what can be read, what cannot, and what is no image."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xray_desktop.imaging.sniff import HEAD_BYTES, FileKind, claims_to_be_image, is_dicom_directory, sniff
from xray_desktop.imaging.source import describe_os_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file that is an image, or claims to be one.

    Attributes
    ----------
    path
        Absolute.
    relative
        Below the root it was found under, with ``/`` between the parts, safe to print: what cannot be shown is escaped.
    kind
        By content; None where only the name claims an image, so that reading it will fail with a sentence.
    """

    path: Path
    relative: str
    kind: FileKind | None


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that is no image and claims nothing: a text, a DICOMDIR, a hidden file, a FIFO."""

    path: Path
    relative: str


@dataclass(frozen=True, slots=True)
class ScanFailure:
    """A folder or file that cannot be looked at, and why."""

    path: Path
    relative: str
    sentence: str


ScanItem = ScannedFile | SkippedFile | ScanFailure


def scan(roots: Sequence[Path], stop: Callable[[], bool] = lambda: False) -> Iterator[ScanItem]:
    """Walk files and folders lazily, without opening anything but regular files.

    Files come before subfolders, both in natural order ("2" before "10"). Links are followed, but no folder is walked
    twice, so that circles end. Hidden folders are left out.

    Parameters
    ----------
    roots
        Files and folders, mixed.
    stop
        Asked before every entry.
    """
    walk = _Walk(stop)
    for root in roots:
        yield from walk.root(root.absolute())


class _Walk:
    """One walk over several roots, and the folders it has been to."""

    def __init__(self, stop: Callable[[], bool]) -> None:
        self._stop = stop
        self._folders: set[tuple[int, int]] = set()

    def root(self, path: Path) -> Iterator[ScanItem]:
        try:
            status = path.stat()
        except OSError as error:
            yield ScanFailure(path, printable(path.name), f"This cannot be opened: {describe_os_error(error)}.")
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._folder(path)
        elif not self._stop():
            yield _look_at(os.fspath(path), printable(path.name), regular=stat.S_ISREG(status.st_mode))

    def _folder(self, root: Path) -> Iterator[ScanItem]:
        # Folders still to walk, the next one last; each with its prefix below the root.
        waiting = [(os.fspath(root), "")]
        while waiting and not self._stop():
            folder, prefix = waiting.pop()
            try:
                files, subfolders = self._list(folder)
            except OSError as error:
                relative = printable(prefix.rstrip("/")) or printable(root.name)
                yield ScanFailure(Path(folder), relative, f"This folder cannot be opened: {describe_os_error(error)}.")
                continue
            for entry in files:
                if self._stop():
                    return
                yield _look_at_entry(entry, prefix)
            waiting += [(entry.path, f"{prefix}{entry.name}/") for entry in reversed(subfolders)]

    def _list(self, folder: str) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]]:
        status = os.stat(folder)  # noqa: PTH116 - one call per folder, on what scandir gave
        identity = (status.st_dev, status.st_ino)
        if identity in self._folders:
            return [], []
        self._folders.add(identity)
        files: list[os.DirEntry[str]] = []
        subfolders: list[os.DirEntry[str]] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                if not _is_folder(entry):
                    files.append(entry)
                elif not entry.name.startswith("."):
                    subfolders.append(entry)
        files.sort(key=_natural_order)
        subfolders.sort(key=_natural_order)
        return files, subfolders


def printable(name: str) -> str:
    r"""Write a file name so that it can be shown and printed: undecodable bytes and control characters as ``\xNN``."""
    decoded = os.fsencode(name).decode("utf-8", "backslashreplace")
    if decoded.isprintable():
        return decoded
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in decoded)


def _look_at_entry(entry: os.DirEntry[str], prefix: str) -> ScanItem:
    relative = printable(prefix + entry.name)
    if entry.name.startswith("."):
        return SkippedFile(Path(entry.path), relative)
    try:
        # Only what is no file is asked a second time; a link that leads nowhere fails here.
        regular = entry.is_file() or stat.S_ISREG(entry.stat().st_mode)
    except OSError as error:
        return _unreadable(Path(entry.path), relative, error)
    return _look_at(entry.path, relative, regular=regular)


def _look_at(path_text: str, relative: str, *, regular: bool) -> ScanItem:
    path = Path(path_text)
    if not regular:
        return SkippedFile(path, relative)
    try:
        with open(path_text, "rb", buffering=0) as file:  # noqa: PTH123 - fifty thousand times
            head = file.read(HEAD_BYTES)
    except OSError as error:
        return _unreadable(path, relative, error)
    kind = sniff(head)
    if kind is FileKind.DICOM and is_dicom_directory(head):
        return SkippedFile(path, relative)
    if kind is None and not claims_to_be_image(path):
        return SkippedFile(path, relative)
    return ScannedFile(path, relative, kind)


def _unreadable(path: Path, relative: str, error: OSError) -> ScanFailure:
    return ScanFailure(path, relative, f"The file cannot be read: {describe_os_error(error)}.")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # It is listed as a file, and fails there with the reason.
        return False


def _natural_order(entry: os.DirEntry[str]) -> list[tuple[int, int, str]]:
    parts = _DIGITS.split(entry.name.casefold())
    # Numbers sort before text where both stand at the same place; the name itself breaks ties.
    return [(0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts if part] + [(2, 0, entry.name)]
