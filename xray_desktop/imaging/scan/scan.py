"""Walking a study: folders and archives become a stream of what can be read, what cannot, and what is no image."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xray_desktop.imaging.natural_order import natural_key
from xray_desktop.imaging.scan.archive.walk import ArchiveWalk, looks_like_archive
from xray_desktop.imaging.scan.archive.zip_directory import is_zip
from xray_desktop.imaging.scan.dicomdir import disc_items
from xray_desktop.imaging.scan.items import ScanFailure, ScanItem, ScannedFile, SkippedFile, printable
from xray_desktop.imaging.sniff import HEAD_BYTES, FileKind, claims_to_be_image, is_dicom_directory, sniff
from xray_desktop.imaging.source import describe_os_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["ScanFailure", "ScanItem", "ScannedFile", "SkippedFile", "printable", "scan"]

_NO_ARCHIVE = "The name says that this is an archive, but its content is none. Copy or download it again."


def scan(
    roots: Sequence[Path],
    stop: Callable[[], bool] = lambda: False,
    unpack_into: Callable[[], Path] | None = None,
    *,
    named: bool | None = None,
) -> Iterator[ScanItem]:
    """Walk files and folders lazily, without opening anything but regular files.

    Files come before subfolders, both in natural order ("2" before "10"). Links are followed, but no folder is walked
    twice, so that circles end. Hidden folders are left out. An archive is walked where it stands, as if it were a
    folder of that name. A DICOMDIR among the roots gives the files that it names, in its order; one that is met in a
    folder is passed over, because the walk finds the files anyway. Of several roots every file comes once.

    Parameters
    ----------
    roots
        Folders, files, archives and DICOMDIRs, mixed.
    stop
        Asked before every entry, and while a large file is unpacked.
    unpack_into
        Gives a private folder for the unpacked copies of what lies in archives; called when the first archive is met.
        None passes archives over.
    named
        Whether what lies in a folder is written with the folder's own name in front; where None, if there are several
        roots.
    """
    walk = _Walk(stop, unpack_into, several=len(roots) > 1)
    names = _Names(len(roots) > 1 if named is None else named)
    for root in roots:
        yield from walk.root(root.absolute(), names)


@dataclass(frozen=True, slots=True)
class _Archive:
    """A file that is to be walked, not read."""

    path: Path
    relative: str


class _Names:
    """What each root is called in front of the files in it, no two alike."""

    def __init__(self, named: bool) -> None:
        self._named = named
        self._taken: set[str] = set()

    def prefix(self, root: Path) -> str:
        """Return what stands before the files of a folder."""
        return f"{self.unique(root.name or str(root))}/" if self._named else ""

    def unique(self, name: str) -> str:
        """Return a name that no root before had."""
        given, number = name, 1
        while given in self._taken:
            number += 1
            given = f"{name} ({number})"
        self._taken.add(given)
        return given


class _Walk:
    """One walk over several roots, and what it has been to."""

    def __init__(self, stop: Callable[[], bool], unpack_into: Callable[[], Path] | None, *, several: bool) -> None:
        self._stop = stop
        self._unpack_into = unpack_into
        self._been_to: set[tuple[int, int]] = set()
        self._several = several
        self._given: set[Path] = set()

    def root(self, path: Path, names: _Names) -> Iterator[ScanItem]:
        try:
            status = path.stat()
        except OSError as error:
            yield ScanFailure(path, printable(path.name), f"This cannot be opened: {describe_os_error(error)}.")
            return
        if self._stop():
            return
        if stat.S_ISDIR(status.st_mode):
            found = self._folder(path, names.prefix(path))
        else:
            found = self._file(path, names, regular=stat.S_ISREG(status.st_mode))
        yield from self._once(found) if self._several else found

    def _once(self, found: Iterator[ScanItem]) -> Iterator[ScanItem]:
        """Leave out what an earlier root has given."""
        for item in found:
            if item.path not in self._given:
                self._given.add(item.path)
                yield item

    def _file(self, path: Path, names: _Names, *, regular: bool) -> Iterator[ScanItem]:
        """Yield a file that the user named: what it is counts, whatever it is called."""
        head = _head_of(path) if regular else b""
        if sniff(head) is FileKind.DICOM and is_dicom_directory(head):
            yield from disc_items(path, names.prefix(path.parent), self._stop, _identify_file)
            return
        shown = names.unique(path.name) if is_zip(head) else path.name
        item = _identify(os.fspath(path), printable(shown), regular=regular)
        if is_zip(head):
            item = _Archive(path, printable(shown))
        yield from self._opened(item) if isinstance(item, _Archive) else (item,)

    def _folder(self, root: Path, first_prefix: str) -> Iterator[ScanItem]:
        # Folders still to walk, the next one last; each with its prefix below the root.
        waiting = [(os.fspath(root), first_prefix)]
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
                item = _identify_entry(entry, prefix)
                if isinstance(item, _Archive):
                    yield from self._opened(item)
                else:
                    yield item
            waiting += [(entry.path, f"{prefix}{entry.name}/") for entry in reversed(subfolders)]

    def _list(self, folder: str) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]]:
        if not self._is_new(folder):
            return [], []
        files: list[os.DirEntry[str]] = []
        subfolders: list[os.DirEntry[str]] = []
        with os.scandir(folder) as entries:
            for entry in entries:
                if not _is_folder(entry):
                    files.append(entry)
                elif not entry.name.startswith("."):
                    subfolders.append(entry)
        files.sort(key=lambda entry: natural_key(entry.name))
        subfolders.sort(key=lambda entry: natural_key(entry.name))
        return files, subfolders

    def _opened(self, archive: _Archive) -> Iterator[ScanItem]:
        """Walk an archive, once; pass it over where nothing may be unpacked."""
        if self._unpack_into is None:
            yield SkippedFile(archive.path, archive.relative)
            return
        try:
            if not self._is_new(archive.path):
                return
            folder = self._unpack_into()
        except OSError as error:
            sentence = f"This archive cannot be unpacked: {describe_os_error(error)}."
            yield ScanFailure(archive.path, archive.relative, sentence)
            return
        yield from ArchiveWalk(archive.path, archive.relative, folder, self._stop).items()

    def _is_new(self, path: str | Path) -> bool:
        status = os.stat(path)  # noqa: PTH116 - one call per folder, on what scandir gave
        identity = (status.st_dev, status.st_ino)
        if identity in self._been_to:
            return False
        self._been_to.add(identity)
        return True


def _identify_entry(entry: os.DirEntry[str], prefix: str) -> ScanItem | _Archive:
    relative = printable(prefix + entry.name)
    if entry.name.startswith("."):
        return SkippedFile(Path(entry.path), relative)
    try:
        # Only what is no file is asked a second time; a link that leads nowhere fails here.
        regular = entry.is_file() or stat.S_ISREG(entry.stat().st_mode)
    except OSError as error:
        return _unreadable(Path(entry.path), relative, error)
    return _identify(entry.path, relative, regular=regular)


def _identify_file(path_text: str, relative: str) -> ScanItem:
    """Look at a file that is named as a picture, so that it is no archive to walk."""
    path = Path(path_text)
    item = _identify(path_text, relative, regular=path.is_file())
    return SkippedFile(path, relative) if isinstance(item, _Archive) else item


def _identify(path_text: str, relative: str, *, regular: bool) -> ScanItem | _Archive:
    path = Path(path_text)
    if not regular:
        return SkippedFile(path, relative)
    try:
        with open(path_text, "rb", buffering=0) as file:  # noqa: PTH123 - fifty thousand times
            head = file.read(HEAD_BYTES)
    except OSError as error:
        return _unreadable(path, relative, error)
    kind = sniff(head)
    if kind is None:
        return _identify_by_name(path, relative, head)
    if kind is FileKind.DICOM and is_dicom_directory(head):
        return SkippedFile(path, relative)
    return ScannedFile(path, relative, kind)


def _identify_by_name(path: Path, relative: str, head: bytes) -> ScanItem | _Archive:
    """Say what a file is that is no image by its content."""
    if looks_like_archive(path.name, head):
        return _Archive(path, relative)
    if claims_to_be_image(path):
        return ScannedFile(path, relative, None)
    if path.suffix.lower() == ".zip":
        return ScanFailure(path, relative, _NO_ARCHIVE)
    return SkippedFile(path, relative)


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb", buffering=0) as file:
            return file.read(HEAD_BYTES)
    except OSError:
        # Looking at it says why.
        return b""


def _unreadable(path: Path, relative: str, error: OSError) -> ScanFailure:
    return ScanFailure(path, relative, f"The file cannot be read: {describe_os_error(error)}.")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # It is listed as a file, and fails there with the reason.
        return False
