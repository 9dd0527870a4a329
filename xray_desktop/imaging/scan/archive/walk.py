"""Walking an archive as if it were a folder: each picture is unpacked when the walk comes to it."""

from __future__ import annotations

from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from xray_desktop.imaging.messages import EMPTY_FILE, NO_IMAGE
from xray_desktop.imaging.scan.archive.bounds import DEFAULT_BOUNDS, Budget, OverBound
from xray_desktop.imaging.scan.archive.contents import read_contents
from xray_desktop.imaging.scan.archive.copies import Copies, Stopped
from xray_desktop.imaging.scan.archive.unpacking import UnknownMethod, unpack
from xray_desktop.imaging.scan.archive.zip_directory import DamagedArchive, is_zip
from xray_desktop.imaging.scan.items import ScanFailure, ScanItem, ScannedFile, SkippedFile, printable
from xray_desktop.imaging.sniff import HEAD_BYTES, FileKind, claims_to_be_image, is_dicom_directory, sniff
from xray_desktop.imaging.source import describe_os_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xray_desktop.imaging.scan.archive.bounds import ArchiveBounds
    from xray_desktop.imaging.scan.archive.contents import Entry

_DAMAGED = "This archive is damaged or ends too early. Copy or download it again."
_DAMAGED_IN_PART = (
    "This archive is damaged or ends too early: files may be missing. What could be unpacked is shown. "
    "Copy or download it again."
)
_DAMAGED_FILE = "This file is damaged in its archive and cannot be unpacked. Copy or download the archive again."
_METHOD = "This file is packed in a way that this program does not read. Unpack the archive and open its folder."
_TOO_DEEP = "This archive lies too deep in other archives. Unpack the outer one and open its folder."
_ARCHIVE_SUFFIXES = (".zip", "")


def looks_like_archive(name: str, head: bytes) -> bool:
    """Tell whether a file is an archive of files, and no document that happens to be packed as one."""
    return is_zip(head) and PurePosixPath(name).suffix.lower() in _ARCHIVE_SUFFIXES


class ArchiveWalk:
    """The walk through one archive and the archives inside it.

    Parameters
    ----------
    path
        A regular file.
    relative
        What the names of its files begin with.
    folder
        Private and existing; unpacked files go into new folders below it.
    stop
        Asked before each file and while a large one is unpacked.
    bounds
        What the archive may ask for.
    """

    def __init__(
        self,
        path: Path,
        relative: str,
        folder: Path,
        stop: Callable[[], bool],
        bounds: ArchiveBounds = DEFAULT_BOUNDS,
    ) -> None:
        self._path, self._relative = path, relative
        self._folder = folder
        self._stop = stop
        self._bounds = bounds

    def items(self) -> Iterator[ScanItem]:
        """Yield what it holds; what is wrong with the whole of it comes as a failure under its own name."""
        try:
            self._budget = Budget(self._bounds, self._path.stat().st_size)
            yield from self._walk(self._path, self._relative, depth=0)
        except OverBound as over:
            yield ScanFailure(self._path, self._relative, over.sentence)
        except OSError as error:
            sentence = f"This archive cannot be unpacked: {describe_os_error(error)}."
            yield ScanFailure(self._path, self._relative, sentence)
        except Stopped:
            return

    def _walk(self, path: Path, relative: str, depth: int) -> Iterator[ScanItem]:
        with path.open("rb") as stream:
            contents = read_contents(stream, self._budget, self._stop)
            if not contents.complete:
                yield self._failure(relative, _DAMAGED if contents.empty else _DAMAGED_IN_PART)
            copies = Copies(self._folder, self._budget, self._stop)
            for entry in contents.entries:
                if self._stop():
                    return
                shown = f"{relative}/{printable('/'.join(entry.parts))}"
                item = self._identify(stream, entry, shown, copies)
                if isinstance(item, Path):
                    yield from self._nested(item, shown, depth + 1)
                else:
                    yield item

    def _nested(self, path: Path, relative: str, depth: int) -> Iterator[ScanItem]:
        if depth > self._bounds.depth:
            yield self._failure(relative, _TOO_DEEP)
        else:
            yield from self._walk(path, relative, depth)
        path.unlink()

    def _identify(self, stream: IO[bytes], entry: Entry, shown: str, copies: Copies) -> ScanItem | Path:
        """Say what a file is, with its copy made where it is a picture; the copy's path alone where an archive."""
        if entry.leads_out:
            return self._failure(shown, entry.objection)
        if entry.name.startswith("."):
            return SkippedFile(self._virtual(shown), shown)
        if entry.objection:
            return self._refusal(entry, shown, entry.objection)
        try:
            return self._copy(stream, entry, shown, copies)
        except OverBound as over:
            if over.ends_archive:
                raise
            return self._failure(shown, over.sentence)
        except DamagedArchive:
            return self._refusal(entry, shown, _DAMAGED_FILE)
        except UnknownMethod:
            return self._refusal(entry, shown, _METHOD)

    def _copy(self, stream: IO[bytes], entry: Entry, shown: str, copies: Copies) -> ScanItem | Path:
        pieces = unpack(stream, entry.member)
        head = _take_head(pieces)
        kind = sniff(head)
        nested = kind is None and looks_like_archive(entry.name, head)
        if (kind is None and not nested) or (kind is FileKind.DICOM and is_dicom_directory(head)):
            if kind is None and claims_to_be_image(PurePosixPath(entry.name)):
                return self._failure(shown, NO_IMAGE if head else EMPTY_FILE)
            return SkippedFile(self._virtual(shown), shown)
        unpacked_bytes = entry.member.unpacked_bytes or 0
        self._budget.check_member(unpacked_bytes, entry.member.packed_bytes or 0)
        copy = copies.write(entry.parts, chain((head,), pieces), unpacked_bytes)
        return copy if nested else ScannedFile(copy, shown, kind, self._virtual(shown))

    def _refusal(self, entry: Entry, shown: str, sentence: str) -> ScanItem:
        """Name a file that may be a picture with the reason why it cannot be seen; pass over any other."""
        name = PurePosixPath(entry.name)
        if claims_to_be_image(name) or not name.suffix or name.suffix.lower() in _ARCHIVE_SUFFIXES:
            return self._failure(shown, sentence)
        return SkippedFile(self._virtual(shown), shown)

    def _failure(self, shown: str, sentence: str) -> ScanFailure:
        return ScanFailure(self._virtual(shown), shown, sentence)

    def _virtual(self, shown: str) -> Path:
        """Write where a file of the archive would lie, were the archive a folder."""
        return self._path / shown.removeprefix(self._relative).lstrip("/")


def _take_head(pieces: Iterator[bytes]) -> bytes:
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= HEAD_BYTES:
            break
    return head
