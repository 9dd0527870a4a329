"""TIFF and BigTIFF directories, also those inside Exif (TIFF 6.0; BigTIFF proposal of 2004)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.messages import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW_SUBFILE_TYPE = 254
IMAGE_WIDTH = 256
IMAGE_LENGTH = 257
BITS_PER_SAMPLE = 258
PHOTOMETRIC = 262
IMAGE_DESCRIPTION = 270
ORIENTATION = 274
SAMPLES_PER_PIXEL = 277

_MOST_PAGES = 10_000
_MOST_VALUES = 1_000_000
_FIELD_FORMATS = {1: "B", 2: "c", 3: "H", 4: "I", 6: "b", 7: "B", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}


@dataclass(frozen=True, slots=True)
class TiffDirectory:
    """The fields of one directory, by tag; those of whole numbers and of text."""

    numbers: dict[int, tuple[int, ...]]
    texts: dict[int, bytes]

    def first(self, tag: int, default: int) -> int:
        """Return a field's first number."""
        values = self.numbers.get(tag)
        return values[0] if values else default


@dataclass(frozen=True, slots=True)
class _Layout:
    """How one flavour of TIFF writes counts and offsets."""

    order: Literal["<", ">"]
    count: str
    entry: str
    entry_bytes: int
    offset: str
    inline_bytes: int


def parse_tiff(content: bytes) -> list[TiffDirectory]:
    """Read the chain of directories; a chain that runs in circles or out of the file ends there.

    Raises
    ------
    CorruptPixelData
        There is no directory at all.
    """
    directories = list(_walk(content))
    if not directories:
        raise CorruptPixelData(DAMAGED)
    return directories


def exif_orientation(exif: bytes) -> int:
    """Read Orientation (274) from a structure of Exif; 1 (upright) where there is none."""
    first = next(_walk(exif), None)
    return first.first(ORIENTATION, 1) if first else 1


def exif_description(exif: bytes) -> bytes:
    """Read ImageDescription (270) from a structure of Exif."""
    first = next(_walk(exif), None)
    return first.texts.get(IMAGE_DESCRIPTION, b"") if first else b""


def _walk(content: bytes) -> Iterator[TiffDirectory]:
    layout, offset = _read_header(content)
    seen: set[int] = set()
    while layout and offset and offset not in seen and len(seen) < _MOST_PAGES:
        seen.add(offset)
        try:
            directory, offset = _read_directory(content, layout, offset)
        except struct.error:
            return
        yield directory


def _read_header(content: bytes) -> tuple[_Layout | None, int]:
    order: Literal["<", ">"] = "<" if content[:2] == b"II" else ">"
    if content[:2] not in (b"II", b"MM") or len(content) < 16:
        return None, 0
    version = struct.unpack_from(f"{order}H", content, 2)[0]
    if version == 43:
        return _Layout(order, "Q", "HHQ", 20, "Q", 8), struct.unpack_from(f"{order}Q", content, 8)[0]
    return _Layout(order, "H", "HHI", 12, "I", 4), struct.unpack_from(f"{order}I", content, 4)[0]


def _read_directory(content: bytes, layout: _Layout, offset: int) -> tuple[TiffDirectory, int]:
    count = struct.unpack_from(layout.order + layout.count, content, offset)[0]
    start = offset + struct.calcsize(layout.order + layout.count)
    directory = TiffDirectory({}, {})
    for entry in range(min(count, 4096)):
        _read_entry(content, layout, start + entry * layout.entry_bytes, directory)
    following = struct.unpack_from(layout.order + layout.offset, content, start + count * layout.entry_bytes)[0]
    return directory, following


def _read_entry(content: bytes, layout: _Layout, position: int, directory: TiffDirectory) -> None:
    tag, kind, count = struct.unpack_from(layout.order + layout.entry, content, position)
    letter = _FIELD_FORMATS.get(kind)
    if letter is None or count > _MOST_VALUES:
        return
    value_at = position + layout.entry_bytes - layout.inline_bytes
    if struct.calcsize(f"={count}{letter}") > layout.inline_bytes:
        value_at = struct.unpack_from(layout.order + layout.offset, content, value_at)[0]
    if value_at + struct.calcsize(f"={count}{letter}") > len(content):
        return
    if letter == "c":
        directory.texts[tag] = content[value_at : value_at + count].rstrip(b"\x00")
    else:
        directory.numbers[tag] = struct.unpack_from(f"{layout.order}{count}{letter}", content, value_at)
