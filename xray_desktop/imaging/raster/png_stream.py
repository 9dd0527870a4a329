"""PNG: what its chunks say, and whether they are whole (PNG specification, third edition)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.messages import CUT_SHORT, DAMAGED, rows_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE_BYTES = 8
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


@dataclass(frozen=True, slots=True)
class PngStream:
    """What the chunks of a file say.

    Attributes
    ----------
    rows, columns, bit_depth, colour_type, interlaced
        From IHDR.
    exif
        The TIFF structure of eXIf, empty where there is none.
    texts
        Contents of the tEXt chunks.
    """

    rows: int = 0
    columns: int = 0
    bit_depth: int = 0
    colour_type: int = 0
    interlaced: bool = False
    exif: bytes = b""
    texts: tuple[bytes, ...] = ()


def parse_png(stream: bytes) -> PngStream:
    """Walk the chunks and check that they are whole.

    Raises
    ------
    CorruptPixelData
        The file ends too early, or a checksum is wrong.
    """
    found = PngStream()
    compressed: list[bytes] = []
    for kind, content, intact in _chunks(stream):
        if kind == b"IDAT":
            compressed.append(content)
        # Ancillary chunks (lower case) may be damaged without harm to the picture.
        if not intact and kind[:1].isupper():
            raise _refuse(found, b"".join(compressed), stream)
        if kind == b"IEND":
            return found
        if intact:
            found = _read_chunk(found, kind, content)
    raise _refuse(found, b"".join(compressed), stream)


def _chunks(stream: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Yield each chunk's kind, its content as far as it is there, and whether its checksum is right."""
    position = _SIGNATURE_BYTES
    while position + 8 <= len(stream):
        length = int.from_bytes(stream[position : position + 4], "big")
        kind = stream[position + 4 : position + 8]
        content = stream[position + 8 : position + 8 + length]
        checksum = stream[position + 8 + length : position + 12 + length]
        intact = len(checksum) == 4 and zlib.crc32(content, zlib.crc32(kind)) == int.from_bytes(checksum, "big")
        yield kind, content, intact
        position += 12 + length


def _read_chunk(found: PngStream, kind: bytes, content: bytes) -> PngStream:
    if kind == b"IHDR" and len(content) >= 13:
        return replace(
            found,
            columns=int.from_bytes(content[0:4], "big"),
            rows=int.from_bytes(content[4:8], "big"),
            bit_depth=content[8],
            colour_type=content[9],
            interlaced=content[12] != 0,
        )
    if kind == b"eXIf":
        return replace(found, exif=content)
    if kind == b"tEXt":
        return replace(found, texts=(*found.texts, content))
    return found


def _refuse(found: PngStream, compressed: bytes, stream: bytes) -> CorruptPixelData:
    """Say how many rows are missing, where that can be known."""
    if stream.rstrip(b"\x00").endswith(b"IEND\xaeB`\x82"):
        return CorruptPixelData(DAMAGED)
    if not found.rows or found.interlaced or found.colour_type not in _SAMPLES:
        return CorruptPixelData(CUT_SHORT)
    row_bytes = 1 + (found.columns * found.bit_depth * _SAMPLES[found.colour_type] + 7) // 8
    missing = found.rows - _inflated_length(compressed, row_bytes * found.rows) // row_bytes
    # Nothing missing but the end chunk is still a file that was cut.
    return CorruptPixelData(rows_missing(missing, found.rows) if missing else CUT_SHORT)


def _inflated_length(compressed: bytes, limit: int) -> int:
    try:
        return len(zlib.decompressobj().decompress(compressed, limit))
    except zlib.error:
        return 0
