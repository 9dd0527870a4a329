"""The files that a DICOMDIR names, in the order of its records (DICOM PS3.3 F, PS3.10 8.6).

Read without pydicom: a table of contents is small, plain and read before anything is shown, and every step of reading
it here is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.dicom.elements import (
    ITEM,
    UNDEFINED_LENGTH,
    Encoding,
    EndsTooEarly,
    NotUnderstood,
    encoding_of,
    read_meta,
)
from xray_desktop.imaging.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MOST_BYTES = 256 << 20
_FIRST_RECORD, _RECORDS = 0x00041200, 0x00041220
_NEXT, _IN_USE, _LOWER, _TYPE, _FILE_ID = 0x00041400, 0x00041410, 0x00041420, 0x00041430, 0x00041500
_SEQUENCE_END = 0xFFFEE0DD
DAMAGED = "This DICOMDIR is damaged and cannot be read. Open its folder instead."


@dataclass(frozen=True, slots=True)
class DirectoryRecord:
    """One record.

    Attributes
    ----------
    offset
        Of its item in the file; records name each other by it.
    next_offset, lower_offset
        The record that follows on the same level, and the first one below; 0 for none.
    in_use
        False where the file was deleted.
    directory_record_type
        Directory Record Type: IMAGE, PRESENTATION and others.
    referenced_file_id
        Referenced File ID, its components; empty where the record names no file.
    """

    offset: int
    next_offset: int
    lower_offset: int
    in_use: bool
    directory_record_type: str
    referenced_file_id: tuple[str, ...]

    @property
    def is_image(self) -> bool:
        """Whether its file is a picture."""
        return self.directory_record_type == "IMAGE"


def read_directory(path: Path) -> list[DirectoryRecord]:
    """List the records that name a file, in the order of the directory's own hierarchy.

    Records that cannot be reached from the first one follow at the end, in the order of the file.

    Raises
    ------
    DecodeError
        The file is damaged, too large, or the system refuses to read it.
    """
    content = read_source(path, _MOST_BYTES)
    try:
        syntax, place = read_meta(content)
        first, records = _parse(content, place, _known_encoding(syntax))
    except NotUnderstood as error:
        raise CorruptPixelData(DAMAGED) from error
    return [record for record in _in_order(first, records) if record.referenced_file_id and record.in_use]


def _known_encoding(transfer_syntax_uid: str) -> Encoding:
    encoding = encoding_of(transfer_syntax_uid)
    if encoding is None:
        raise NotUnderstood
    return encoding


def _parse(content: bytes, place: int, encoding: Encoding) -> tuple[int, dict[int, DirectoryRecord]]:
    """Return the offset of the first record, and all records by theirs."""
    first = 0
    for tag, start, end in _top_level(content, place, encoding):
        if tag == _FIRST_RECORD:
            first = encoding.long(content[start:end])
        elif tag == _RECORDS:
            return first, {record.offset: record for record in _records(content, start, end, encoding)}
    return first, {}


def _top_level(content: bytes, place: int, encoding: Encoding) -> Iterator[tuple[int, int, int]]:
    """Yield the elements up to the records; where these are cut short, all that is there."""
    while place < len(content):
        tag, vr, start, length = encoding.element(content, place)
        if tag == _RECORDS:
            yield tag, start, len(content) if length == UNDEFINED_LENGTH else min(start + length, len(content))
            return
        place = encoding.end_of(content, vr, start, length)
        yield tag, start, place


def _records(content: bytes, place: int, end: int, encoding: Encoding) -> Iterator[DirectoryRecord]:
    while place < end:
        try:
            tag, _vr, start, length = encoding.element(content, place)
            if tag != ITEM:
                return
            item_end = encoding.end_of(content, b"", start, length)
            record = _record(place, content[start:item_end], encoding)
        except EndsTooEarly:
            return
        yield record
        place = item_end


def _record(offset: int, item: bytes, encoding: Encoding) -> DirectoryRecord:
    values = {tag: item[start:end] for tag, start, end in _inside(item, encoding)}
    return DirectoryRecord(
        offset,
        encoding.long(values.get(_NEXT, b"")),
        encoding.long(values.get(_LOWER, b"")),
        values.get(_IN_USE, b"\xff\xff") != b"\0\0",
        values.get(_TYPE, b"").decode("ascii", "replace").strip(" \0"),
        _file_id(values.get(_FILE_ID, b"")),
    )


def _inside(item: bytes, encoding: Encoding) -> Iterator[tuple[int, int, int]]:
    """Yield the elements of an item, of which the wanted ones come first."""
    for tag, start, end in encoding.elements(item, 0):
        if tag > _FILE_ID:
            return
        yield tag, start, end


def _file_id(value: bytes) -> tuple[str, ...]:
    """Take a Referenced File ID apart; names that are no ASCII, against the standard, stay as the disk has them."""
    text = value.decode("utf-8", "surrogateescape").strip(" \0")
    return tuple(part.strip(" ") for part in text.split("\\")) if text else ()


def _in_order(first: int, records: dict[int, DirectoryRecord]) -> Iterable[DirectoryRecord]:
    """Follow the links, each record once: what lies below a record comes before what follows it."""
    ordered: dict[int, DirectoryRecord] = {}
    waiting = [first]
    while waiting:
        record = records.get(waiting.pop())
        if record is not None and record.offset not in ordered:
            ordered[record.offset] = record
            waiting += (record.next_offset, record.lower_offset)
    return (ordered | records).values()
