"""JPEG, JPEG lossless and JPEG-LS streams: what their markers say, and whether they are whole.

Decoders fill what is missing of a cut stream with grey and say nothing, so completeness is checked here.
Sources: ITU-T T.81 annex B, T.87 annex C, JFIF 1.02, Exif 2.32.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import imagecodecs
import numpy as np

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.messages import CUT_SHORT, DAMAGED, rows_missing
from xray_desktop.imaging.raster.tiff_directory import exif_description
from xray_desktop.imaging.synthetic import SYNTHETIC_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_MARK = SYNTHETIC_MARK.encode()
_SOI, _EOI, _APP0, _APP1, _APP14, _COM = 0xD8, 0xD9, 0xE0, 0xE1, 0xEE, 0xFE
_JPEG_LS = 0xF7
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {_JPEG_LS}
_LOSSLESS = frozenset({0xC3, 0xC7, 0xCB, 0xCF})
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
# What may follow 0xFF and begin a segment: no stuffed byte, no restart marker, no fill. In JPEG-LS every byte under
# 0x80 after 0xFF is data, and no marker of the others lies there.
_BEGINS_SEGMENT = np.zeros(256, np.bool_)
_BEGINS_SEGMENT[0x80:0xD0] = _BEGINS_SEGMENT[0xD8:0xFF] = True

_ADOBE_TRANSFORM_OFFSET = 11


@dataclass(frozen=True, slots=True)
class JpegStream:
    """What the markers of a stream say.

    Attributes
    ----------
    rows, columns, components, precision
        From the frame header.
    process
        The frame header's marker, 0xC0 to 0xCF, or 0xF7 for JPEG-LS.
    jfif
        A JFIF marker stands there, so three components are YCbCr.
    adobe_transform
        Adobe's colour transform: 0 none, 1 YCbCr, 2 YCCK; None without Adobe's marker.
    exif
        The TIFF structure of Exif, empty where there is none.
    comments
        Texts of the comment segments.
    complete
        The end marker was found.
    """

    rows: int = 0
    columns: int = 0
    components: int = 0
    precision: int = 0
    process: int = 0
    jfif: bool = False
    adobe_transform: int | None = None
    exif: bytes = b""
    comments: tuple[bytes, ...] = field(default=())
    complete: bool = False

    @property
    def synthetic(self) -> bool:
        """Whether the stream says of itself that it is a drawing of ours."""
        return any(_MARK in text for text in (*self.comments, exif_description(self.exif)))

    @property
    def is_jpeg_ls(self) -> bool:
        """Whether this is JPEG-LS."""
        return self.process == _JPEG_LS

    @property
    def is_lossless(self) -> bool:
        """Whether this is JPEG lossless (process 14 and its relatives)."""
        return self.process in _LOSSLESS

    @property
    def is_progressive(self) -> bool:
        """Whether each scan refines the whole picture."""
        return self.process in _PROGRESSIVE


def parse_jpeg(stream: bytes) -> JpegStream:
    """Walk the markers of a stream; a cut stream is no error here.

    Raises
    ------
    CorruptPixelData
        There is no frame header.
    """
    found = JpegStream()
    for marker, segment in _segments(stream):
        if marker == _EOI:
            found = replace(found, complete=True)
        elif marker in _FRAME_HEADERS and not found.process:
            found = _read_frame_header(found, marker, segment)
        else:
            found = _read_application_segment(found, marker, segment)
    if not found.process:
        raise CorruptPixelData(CUT_SHORT if not found.complete else DAMAGED)
    return found


def decode_jpeg(stream: bytes, parsed: JpegStream, *, colourspace: str | None = None) -> NDArray[Any]:
    """Decode a JPEG or JPEG lossless stream that may lack its end.

    Parameters
    ----------
    stream
        From the start marker on.
    parsed
        Its markers.
    colourspace
        "RGB" where a container knows better than the stream; None leaves it to the stream's markers.

    Returns
    -------
    ndarray
        Shape ``[rows, columns]`` or ``[rows, columns, components]``, uint8 or uint16; three components are RGB except
        in lossless streams, where they are what was encoded.

    Raises
    ------
    CorruptPixelData
        It cannot be decoded, or rows are missing.
    """
    try:
        picture = _decode(stream, colourspace)
        if not parsed.complete:
            _refuse_missing_rows(stream, parsed, picture, colourspace)
    except (RuntimeError, ValueError) as error:
        raise CorruptPixelData(DAMAGED if parsed.complete else CUT_SHORT) from error
    return picture


def _decode(stream: bytes, colourspace: str | None) -> NDArray[Any]:
    picture: NDArray[Any] = imagecodecs.jpeg8_decode(stream, colorspace=colourspace, outcolorspace=colourspace)
    return picture


def _refuse_missing_rows(stream: bytes, parsed: JpegStream, picture: NDArray[Any], colourspace: str | None) -> None:
    """Find the first row that depends on what follows the cut.

    The decoder pads a cut stream; padded differently, exactly the missing part comes out differently. A stream that
    lacks nothing but its end marker comes out the same, and is read.
    """
    if parsed.is_progressive:
        raise CorruptPixelData(CUT_SHORT)
    otherwise = _decode(stream.rstrip(b"\xff") + b"\x5a\xc3\x96" * 4096 + b"\xff\xd9", colourspace)
    differing = np.flatnonzero((picture != otherwise).reshape(parsed.rows, -1).any(axis=1))
    if differing.size:
        raise CorruptPixelData(rows_missing(parsed.rows - int(differing[0]), parsed.rows))


def _segments(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each marker and its segment's content; stop at the end marker or where data end."""
    octets = np.frombuffer(stream, np.uint8)
    prefixes = np.flatnonzero(octets[:-1] == 0xFF)
    candidates = prefixes[_BEGINS_SEGMENT[octets[prefixes + 1]]]
    position = 2
    # The next candidate ends entropy-coded data too, however long they are.
    while (index := int(np.searchsorted(candidates, position))) < len(candidates):
        offset = int(candidates[index])
        marker = stream[offset + 1]
        if marker in (_EOI, _SOI):
            yield marker, b""
            if marker == _EOI:
                return
            position = offset + 2
            continue
        length = int.from_bytes(stream[offset + 2 : offset + 4], "big")
        position = offset + 2 + length
        if length < 2 or position > len(stream):
            return
        yield marker, stream[offset + 4 : position]


def _read_frame_header(found: JpegStream, marker: int, segment: bytes) -> JpegStream:
    if len(segment) < 6 or len(segment) < 6 + 3 * segment[5]:
        raise CorruptPixelData(DAMAGED)
    return replace(
        found,
        process=marker,
        precision=segment[0],
        rows=int.from_bytes(segment[1:3], "big"),
        columns=int.from_bytes(segment[3:5], "big"),
        components=segment[5],
    )


def _read_application_segment(found: JpegStream, marker: int, segment: bytes) -> JpegStream:
    if marker == _APP0 and segment.startswith(b"JFIF\x00"):
        return replace(found, jfif=True)
    if marker == _APP1 and segment.startswith(b"Exif\x00\x00") and not found.exif:
        return replace(found, exif=segment[6:])
    if marker == _APP14 and segment.startswith(b"Adobe") and len(segment) > _ADOBE_TRANSFORM_OFFSET:
        return replace(found, adobe_transform=segment[_ADOBE_TRANSFORM_OFFSET])
    if marker == _COM:
        return replace(found, comments=(*found.comments, segment))
    return found
