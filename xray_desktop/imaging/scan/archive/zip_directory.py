"""The central directory of a zip archive, and what can be found without it.

Not `zipfile`: it reads a central directory of any size whole, gives up the archive for one name that is not UTF-8, and
opens nothing of a download that was cut short. Format: PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5.
"""

from __future__ import annotations

import io
import stat
import struct
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from xray_desktop.imaging.scan.archive.names import decode_name, extra_field

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = struct.Struct("<4s4H2LH")
_END_64_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_ENTRY_LENGTHS = struct.Struct("<3H")
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
ENTRY_SIGNATURE, LOCAL_SIGNATURE = b"PK\x01\x02", b"PK\x03\x04"
_END_SIGNATURE, _END_64_SIGNATURE, _END_64_LOCATOR_SIGNATURE = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LONGEST_COMMENT = 0xFFFF
_UNKNOWN_16, _UNKNOWN_32 = 0xFFFF, 0xFFFFFFFF
_ZIP_64 = 0x0001
_MADE_ON_UNIX = 3
ENCRYPTED = 0x0001
SIZES_FOLLOW = 0x0008
"""The sizes stand behind the data, not before them."""


class DamagedArchive(Exception):  # noqa: N818 - becomes a sentence of the walk, never an error of its own
    """The archive contradicts itself, or a part of it is missing."""


class CentralDirectoryTooLarge(Exception):  # noqa: N818 - as above
    """The central directory is larger than may be read."""


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of an archive.

    Attributes
    ----------
    name
        As it stands there, decoded.
    flags
        General purpose bits; see `ENCRYPTED` and `SIZES_FOLLOW`.
    method
        Of compression: 0 stored, 8 deflate.
    checksum
        CRC-32 of the unpacked bytes.
    packed_bytes, unpacked_bytes
        As the archive says; None where it says so only behind the data.
    header_offset
        Of its local header in the stream.
    mode
        File type bits of a Unix mode; 0 where the archive does not say.
    """

    name: str
    flags: int
    method: int
    checksum: int
    packed_bytes: int | None
    unpacked_bytes: int | None
    header_offset: int
    mode: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether it is only a folder."""
        return self.name.endswith(("/", "\\")) or stat.S_ISDIR(self.mode)

    @property
    def is_regular(self) -> bool:
        """Whether it is a file and no link, device or pipe."""
        return self.mode in (0, stat.S_IFREG)

    @property
    def encrypted(self) -> bool:
        """Whether a password is needed."""
        return bool(self.flags & ENCRYPTED)


def is_zip(head: bytes) -> bool:
    """Tell by its first bytes whether a file is a zip archive."""
    return head.startswith((LOCAL_SIGNATURE, _END_SIGNATURE))


class CentralDirectory:
    """The central directory of an archive.

    Its names are wanted at once, to put them in order, and there may be a hundred thousand; everything else of an entry
    only when the walk comes to it.
    """

    def __init__(self, content: bytes, shift: int) -> None:
        self._content = content
        self._shift = shift

    @classmethod
    def read(cls, stream: IO[bytes], most_bytes: int) -> CentralDirectory:
        """Read it from the end of an archive.

        Raises
        ------
        DamagedArchive
            There is none.
        CentralDirectoryTooLarge
            It takes more than `most_bytes`.
        """
        return cls(*_find_central_directory(stream, most_bytes))

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield the name of each entry and its place in the directory.

        Raises
        ------
        DamagedArchive
            The directory breaks off; the entries before that were given.
        """
        content, place, size = self._content, 0, len(self._content)
        while place + _ENTRY.size <= size and content[place : place + 4] == ENTRY_SIGNATURE:
            name_length, extra_length, comment_length = _ENTRY_LENGTHS.unpack_from(content, place + 28)
            name_end = place + _ENTRY.size + name_length
            extra_end = name_end + extra_length
            if extra_end + comment_length > size:
                break
            flags = content[place + 8] | content[place + 9] << 8
            yield decode_name(content[place + _ENTRY.size : name_end], flags, content[name_end:extra_end]), place
            place = extra_end + comment_length
        if place != size:
            raise DamagedArchive

    def member(self, place: int, name: str) -> Member:
        """Read the entry at a place that `names` gave, with its name."""
        fields = _ENTRY.unpack_from(self._content, place)
        made_by, flags, method, checksum, packed, unpacked = *fields[1:2], *fields[3:5], *fields[7:10]
        extra_start = place + _ENTRY.size + fields[10]
        extra = self._content[extra_start : extra_start + fields[11]]
        unpacked, packed, offset = _long_fields(extra, unpacked, packed, fields[16])
        mode = stat.S_IFMT(fields[15] >> 16) if made_by >> 8 == _MADE_ON_UNIX else 0
        return Member(name, flags, method, checksum, packed, unpacked, offset + self._shift, mode)


def _long_fields(extra: bytes, *fields: int) -> list[int]:
    """Take from the Zip64 extra field what has no room in four bytes; those fields stand there in this order."""
    long = extra_field(extra, _ZIP_64)
    values, place = [], 0
    for value in fields:
        if value == _UNKNOWN_32 and place + 8 <= len(long):
            values.append(int.from_bytes(long[place : place + 8], "little"))
            place += 8
        else:
            values.append(value)
    return values


def _find_central_directory(stream: IO[bytes], most_bytes: int) -> tuple[bytes, int]:
    """Return the central directory and how far everything is shifted, as where a program stands before the archive."""
    length = stream.seek(0, io.SEEK_END)
    start = max(0, length - _LONGEST_COMMENT - _END.size)
    stream.seek(start)
    tail = stream.read(length - start)
    place = _find_end(tail)
    _signature, _disk, _first_disk, _here, _entries, size, offset, _comment = _END.unpack_from(tail, place)
    directory_end = start + place
    if _UNKNOWN_32 in (size, offset) or _UNKNOWN_16 in (_here, _entries):
        size, offset, directory_end = _read_end_64(stream, directory_end, size, offset)
    if size > most_bytes:
        raise CentralDirectoryTooLarge
    shift = directory_end - size - offset
    if shift < 0:
        raise DamagedArchive
    stream.seek(directory_end - size)
    return stream.read(size), shift


def _find_end(tail: bytes) -> int:
    """Find the record at the end of the archive; its signature may also stand in the comment that follows it."""
    place = tail.rfind(_END_SIGNATURE)
    while place >= 0:
        if place + _END.size <= len(tail) and place + _END.size + _END.unpack_from(tail, place)[7] <= len(tail):
            return place
        place = tail.rfind(_END_SIGNATURE, 0, place)
    raise DamagedArchive


def _read_end_64(stream: IO[bytes], end: int, size: int, offset: int) -> tuple[int, int, int]:
    """Read size and offset of a long central directory, and where it ends; what the short record says if none."""
    stream.seek(max(0, end - _END_64_LOCATOR.size))
    locator = stream.read(_END_64_LOCATOR.size)
    if len(locator) < _END_64_LOCATOR.size or not locator.startswith(_END_64_LOCATOR_SIGNATURE):
        return size, offset, end
    # Where the record says it is, unless something stands before the archive; then directly before the locator.
    for place in (_END_64_LOCATOR.unpack(locator)[2], end - _END_64_LOCATOR.size - _END_64.size):
        if 0 <= place < end:
            stream.seek(place)
            record = stream.read(_END_64.size)
            if len(record) == _END_64.size and record.startswith(_END_64_SIGNATURE):
                fields = _END_64.unpack(record)
                return fields[8], fields[9], place
    raise DamagedArchive


def read_local_header(stream: IO[bytes], offset: int) -> tuple[Member, int] | None:
    """Read the header before a file's data: the entry as it stands there, and the data's offset; None if no header."""
    stream.seek(offset)
    head = stream.read(LOCAL_HEADER.size)
    if len(head) < LOCAL_HEADER.size or not head.startswith(LOCAL_SIGNATURE):
        return None
    _signature, _version, flags, method, _time, _date, checksum, packed, unpacked, name_length, extra_length = (
        LOCAL_HEADER.unpack(head)
    )
    raw_name, extra = stream.read(name_length), stream.read(extra_length)
    unpacked, packed = _long_fields(extra, unpacked, packed)
    known = not flags & SIZES_FOLLOW
    name = decode_name(raw_name, flags, extra)
    member = Member(name, flags, method, checksum, packed if known else None, unpacked if known else None, offset)
    return member, offset + LOCAL_HEADER.size + name_length + extra_length
