"""What a JPEG, PNG, TIFF or BMP file says of itself, as rows for the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.errors import DecodeError
from xray_desktop.imaging.header_table import HeaderRow, HeaderRows, HeaderTable
from xray_desktop.imaging.natural_order import printable_text
from xray_desktop.imaging.raster import tiff_directory as tiff
from xray_desktop.imaging.raster.jpeg_stream import parse_jpeg
from xray_desktop.imaging.raster.png_stream import parse_png
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.imaging.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from xray_desktop.imaging.limits import DecodeLimits
    from xray_desktop.imaging.raster.tiff_directory import TiffDirectory

_ORIENTATIONS = {
    1: "upright",
    2: "stored mirrored, shown upright",
    3: "stored upside down, shown upright",
    4: "stored flipped, shown upright",
    5: "stored mirrored and lying on its side, shown upright",
    6: "stored lying on its side, shown turned clockwise by 90°",
    7: "stored mirrored and lying on its other side, shown upright",
    8: "stored lying on its side, shown turned counter-clockwise by 90°",
}
"""TIFF 6.0 Orientation (274), and what the reader does about it."""

_TEXTS = {
    270: "Image description",
    271: "Camera maker",
    272: "Camera model",
    305: "Software",
    306: "Date and time",
    315: "Artist",
    33432: "Copyright",
}
_COMPRESSIONS = {1: "none", 2: "CCITT", 3: "CCITT T.4", 4: "CCITT T.6", 5: "LZW", 6: "JPEG", 7: "JPEG", 8: "Deflate"}
_COMPRESSION, _DEFLATE_OF_OLD, _PACK_BITS = 259, 32946, 32773
_PHOTOMETRICS = {0: "grey, 0 is white", 1: "grey, 0 is black", 2: "RGB", 3: "palette", 5: "CMYK", 6: "YCbCr"}
_PNG_COLOURS = {0: "grey", 2: "RGB", 3: "palette", 4: "grey with transparency", 6: "RGB with transparency"}
_MOST_TEXTS = 200


def read_raster_header(path: Path, kind: FileKind, limits: DecodeLimits) -> HeaderTable:
    """List what is known of a picture file that is no DICOM; of a damaged one, its kind and size.

    Raises
    ------
    DecodeError
        The file cannot be read, or is larger than the limit.
    """
    content = read_source(path, limits.file_bytes)
    rows = [_fact("File kind", kind.value), _fact("File size", f"{len(content):,} bytes")]
    try:
        rows += _FACTS[kind](content)
    except DecodeError as error:
        return HeaderTable(kind.value, HeaderRows.of(rows), (error.sentence,))
    return HeaderTable(kind.value, HeaderRows.of(rows))


def _jpeg_facts(content: bytes) -> Iterator[HeaderRow]:
    parsed = parse_jpeg(content)
    process = "lossless" if parsed.is_lossless else "progressive" if parsed.is_progressive else "sequential"
    yield from _size(parsed.columns, parsed.rows)
    yield _fact("Bits per sample", f"{parsed.precision}")
    yield _fact("Samples per pixel", f"{parsed.components}")
    yield _fact("Process", "JPEG-LS" if parsed.is_jpeg_ls else f"JPEG, {process}")
    yield _fact("Complete", "yes" if parsed.complete else "no: the end marker is missing")
    yield from _exif(parsed.exif)
    yield from (_words("Comment", text) for text in parsed.comments[:_MOST_TEXTS])


def _png_facts(content: bytes) -> Iterator[HeaderRow]:
    parsed = parse_png(content)
    yield from _size(parsed.columns, parsed.rows)
    yield _fact("Bits per sample", f"{parsed.bit_depth}")
    yield _fact("Colour", _PNG_COLOURS.get(parsed.colour_type, f"type {parsed.colour_type}"))
    yield _fact("Interlaced", "yes" if parsed.interlaced else "no")
    yield from _exif(parsed.exif)
    for text in parsed.texts[:_MOST_TEXTS]:
        keyword, _, said = text.partition(b"\0")
        yield _words(printable_text(keyword.decode("latin-1")) or "Text", said)


def _tiff_facts(content: bytes) -> Iterator[HeaderRow]:
    pages = tiff.parse_tiff(content)
    first = pages[0]
    yield _fact("Pages", f"{len(pages):,}")
    yield from _size(first.first(tiff.IMAGE_WIDTH, 0), first.first(tiff.IMAGE_LENGTH, 0))
    yield _fact("Bits per sample", f"{first.first(tiff.BITS_PER_SAMPLE, 1)}")
    yield _fact("Samples per pixel", f"{first.first(tiff.SAMPLES_PER_PIXEL, 1)}")
    photometric = first.first(tiff.PHOTOMETRIC, 1)
    yield _fact("Colour", _PHOTOMETRICS.get(photometric, f"type {photometric}"))
    compression = first.first(_COMPRESSION, 1)
    known = _COMPRESSIONS | {_DEFLATE_OF_OLD: "Deflate", _PACK_BITS: "PackBits"}
    yield _fact("Compression", known.get(compression, f"number {compression}"))
    yield from _directory(first)


def _bmp_facts(content: bytes) -> Iterator[HeaderRow]:
    old = int.from_bytes(content[14:18], "little") == 12
    if old:
        columns, rows = (int.from_bytes(content[at : at + 2], "little") for at in (18, 20))
    else:
        columns, rows = (abs(int.from_bytes(content[at : at + 4], "little", signed=True)) for at in (18, 22))
    yield from _size(columns, rows)
    bits_at = 24 if old else 28
    yield _fact("Bits per pixel", f"{int.from_bytes(content[bits_at : bits_at + 2], 'little')}")


_FACTS = {
    FileKind.JPEG: _jpeg_facts,
    FileKind.PNG: _png_facts,
    FileKind.TIFF: _tiff_facts,
    FileKind.BMP: _bmp_facts,
}


def _size(columns: int, rows: int) -> Iterable[HeaderRow]:
    return _fact("Columns", f"{columns:,}"), _fact("Rows", f"{rows:,}")


def _exif(exif: bytes) -> Iterator[HeaderRow]:
    if exif:
        directory = next(iter(tiff.parse_tiff(exif)))
        yield from _directory(directory)
    else:
        yield _fact("Orientation", "not said, shown as stored")


def _directory(directory: TiffDirectory) -> Iterator[HeaderRow]:
    orientation = directory.first(tiff.ORIENTATION, 1)
    yield _fact("Orientation", _ORIENTATIONS.get(orientation, f"number {orientation}, which is none: shown as stored"))
    yield from (_words(name, directory.texts[tag]) for tag, name in _TEXTS.items() if directory.texts.get(tag))


def _fact(name: str, value: str) -> HeaderRow:
    return HeaderRow(0, name, value)


def _words(name: str, text: bytes) -> HeaderRow:
    """Return what the user or a program wrote; a name may stand there."""
    return HeaderRow(0, name, printable_text(text.decode("utf-8", "replace")), length=len(text), identifying=True)
