"""Unpacking an archive of a stranger: only files and folders, only below one folder, only so much.

An archive with a single entry that would leave the folder (``..``, an absolute path, a drive letter), or that is a link
or a device, is refused as a whole.
"""

from __future__ import annotations

import lzma
import stat
import tarfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath
from typing import IO, TYPE_CHECKING, cast

from converter.errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from converter.datasets.fetch.progress import Advance

MOST_RATIO = 100
"""Bytes that one byte of an archive may become. Radiographs are packed at most about 10 to 1."""

ALWAYS_BYTES = 1 << 30
"""So much may come of any archive."""

MOST_ENTRIES = 2_000_000

_CHUNK_BYTES = 1 << 20
_NO_ARCHIVE = "This is neither a zip nor a tar archive, or it is cut short."
_DAMAGED = "The archive is damaged or cut short. Fetch it again."
# What the Finder of macOS adds for itself.
_NOT_UNPACKED = "__MACOSX"


def unpack(archive: Path, folder: Path, advance: Advance) -> None:
    """Unpack a zip or tar archive (also gzip, bzip2, xz) into an empty folder.

    Parameters
    ----------
    archive
        A file; its content decides what it is, not its name.
    folder
        Left half filled where anything fails.
    advance
        Hears of each megabyte.

    Raises
    ------
    DownloadError
        It is no archive, is damaged, is encrypted, has an entry that is refused, or becomes too large.
    OSError
        The disk is full or the folder cannot be written.
    """
    unpacking = _Unpacking(folder, max(ALWAYS_BYTES, MOST_RATIO * archive.stat().st_size), advance)
    with _damage_as_sentence():
        if zipfile.is_zipfile(archive):
            _unpack_zip(archive, unpacking)
        else:
            _unpack_tar(archive, unpacking)


class _Unpacking:
    """Writes entries below a folder, and counts."""

    def __init__(self, folder: Path, most_bytes: int, advance: Advance) -> None:
        self._folder = folder
        self._most = most_bytes
        self._entries = 0
        self._read = 0
        self._advance = advance

    def place(self, name: str) -> Path | None:
        """Tell where an entry goes; None where it is not wanted."""
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            raise DownloadError(f"The archive has more than {MOST_ENTRIES:,} entries, which no set of images needs.")
        parts = _parts(name)
        return None if not parts or parts[0] == _NOT_UNPACKED else self._folder.joinpath(*parts)

    def write_folder(self, path: Path) -> None:
        """Make a folder."""
        try:
            path.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise DownloadError("The archive has a file and a folder of the same name.") from error

    def chunks(self, source: IO[bytes]) -> Iterator[bytes]:
        """Read to the end, as long as there may be more."""
        while chunk := source.read(_CHUNK_BYTES):
            self._read += len(chunk)
            if self._read > self._most:
                raise DownloadError(
                    f"The archive becomes more than {MOST_RATIO} times as large as it is, as no set of images does."
                )
            yield chunk
            self._advance(self._read, None)

    def write_file(self, path: Path, source: IO[bytes]) -> None:
        """Write a file that is not there yet."""
        self.write_folder(path.parent)
        try:
            stream = path.open("xb")
        except FileExistsError as error:
            raise DownloadError("The archive has two entries of the same name.") from error
        with stream:
            for chunk in self.chunks(source):
                stream.write(chunk)


def _parts(name: str) -> tuple[str, ...]:
    # Some programs on Windows write backslashes.
    parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
    leaves = name.startswith(("/", "\\")) or ".." in parts
    # A colon is a drive or a hidden stream on Windows, where CON and its kin are devices.
    if leaves or any(":" in part or "\0" in part or PureWindowsPath(part).is_reserved() for part in parts):
        raise DownloadError(
            "The archive has an entry that would be written outside of the folder, or whose name is not allowed. "
            "Nothing of it is unpacked."
        )
    return parts


def _refuse_special() -> DownloadError:
    return DownloadError("The archive has a link or a device in it, which is not unpacked. Nothing of it is kept.")


def _unpack_zip(archive: Path, unpacking: _Unpacking) -> None:
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist():
            path = unpacking.place(entry.orig_filename)
            if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise _refuse_special()
            if entry.flag_bits & 1:
                raise DownloadError("The archive is encrypted. Unpack it with its password and use the folder.")
            if path is None:
                continue
            if entry.orig_filename.endswith(("/", "\\")):
                unpacking.write_folder(path)
            else:
                with opened.open(entry) as source:
                    unpacking.write_file(path, source)


class _WholeTarInfo(tarfile.TarInfo):
    """A header; a cut or broken one is an error and not, as in tarfile, the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> _WholeTarInfo:
        try:
            return super().fromtarfile(tarfile)
        except _BROKEN_HEADERS as error:
            raise DownloadError(_DAMAGED) from error


_BROKEN_HEADERS = (
    tarfile.TruncatedHeaderError,  # type: ignore[attr-defined]  # as `TarFile.next` tells them apart
    tarfile.InvalidHeaderError,  # type: ignore[attr-defined]
    tarfile.EmptyHeaderError,  # type: ignore[attr-defined]
)


def _unpack_tar(archive: Path, unpacking: _Unpacking) -> None:
    if not tarfile.is_tarfile(archive):
        raise DownloadError(_NO_ARCHIVE)
    with tarfile.open(archive, "r:*", tarinfo=_WholeTarInfo) as opened:
        for entry in opened:
            path = unpacking.place(entry.name)
            if not (entry.isfile() or entry.isdir()):
                raise _refuse_special()
            source = opened.extractfile(entry)
            if path is None:
                continue
            if source is None:
                unpacking.write_folder(path)
            else:
                unpacking.write_file(path, source)
        # Behind the last entry there is padding, and the checksum of what is compressed.
        for _padding in unpacking.chunks(cast("IO[bytes]", opened.fileobj)):
            pass


@contextmanager
def _damage_as_sentence() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError) as error:
        raise DownloadError(_DAMAGED) from error
    except (NotImplementedError, RuntimeError) as error:
        raise DownloadError("The archive is packed in a way that is not known here.") from error
    except OSError as error:
        # gzip and bz2 speak of damage as OSError, without a number of the system.
        if error.errno is None:
            raise DownloadError(_DAMAGED) from error
        raise
