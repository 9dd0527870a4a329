"""RLE Lossless frames (DICOM PS3.5 annex G)."""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import TYPE_CHECKING

import imagecodecs
import numpy as np

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.dicom.decoded_frame import DecodedFrame, header_colour_space
from xray_desktop.imaging.dicom.stored_values import extract_stored_values
from xray_desktop.imaging.messages import CUT_SHORT, DAMAGED, rows_missing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.image_pixel import ImagePixel

_HEADER_BYTES = 64
_MOST_SEGMENTS = 15


def decode_run_lengths(codestream: bytes, pixel: ImagePixel) -> DecodedFrame:
    """Put the byte planes together, most significant first, sample after sample.

    The planes are found and measured here: `imagecodecs.dicomrle_decode` believes the header, and crashes.

    Raises
    ------
    CorruptPixelData
        It is cut, damaged, or of another size than the header says.
    """
    width, places = pixel.bits_allocated // 8, pixel.rows * pixel.columns
    segments = _find_segments(codestream)
    if width not in (1, 2, 4) or len(segments) != width * pixel.samples_per_pixel:
        raise CorruptPixelData(DAMAGED)
    octets = np.empty((pixel.samples_per_pixel, places, width), np.uint8)
    for index, segment in enumerate(segments):
        octets[index // width, :, width - 1 - index % width] = _unpack_plane(segment, pixel)
    words = octets.reshape(-1).view(f"<u{width}").reshape(pixel.samples_per_pixel, pixel.rows, pixel.columns)
    values = extract_stored_values(words, pixel)
    return DecodedFrame(
        values[0] if pixel.samples_per_pixel == 1 else np.moveaxis(values, 0, 2), header_colour_space(pixel)
    )


def _find_segments(codestream: bytes) -> list[bytes]:
    count, *offsets = struct.unpack("<16I", codestream[:_HEADER_BYTES].ljust(_HEADER_BYTES, b"\x00"))
    bounds = [*offsets[:count], len(codestream)]
    if count > _MOST_SEGMENTS:
        raise CorruptPixelData(DAMAGED)
    if bounds != sorted(bounds):
        raise CorruptPixelData(CUT_SHORT)
    return [codestream[start:stop] for start, stop in pairwise(bounds)]


def _unpack_plane(segment: bytes, pixel: ImagePixel) -> NDArray[np.uint8]:
    places = pixel.rows * pixel.columns
    # A padding byte after the last run may look like one more.
    room = np.empty(places + 128, np.uint8)
    try:
        unpacked = imagecodecs.packbits_decode(segment, out=room.data)
    except (RuntimeError, ValueError) as error:
        raise CorruptPixelData(DAMAGED) from error
    if len(unpacked) < places:
        raise CorruptPixelData(rows_missing(pixel.rows - len(unpacked) // pixel.columns, pixel.rows))
    return room[:places]
