"""JPEG and PNG files that say of themselves that they are drawn."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import cv2

from xray_desktop.imaging.synthetic import SYNTHETIC_MARK

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_JPEG_QUALITY = 88
_AFTER_JFIF = 20
"""Start of image and the JFIF segment that OpenCV writes, which must come first."""
_AFTER_IHDR = 33
"""PNG signature and header chunk."""


def write_jpeg(path: Path, picture: NDArray[Any], orientation: int | None = None) -> None:
    """Write a JPEG with the mark as its comment.

    Parameters
    ----------
    picture
        Shape ``[rows, columns]`` or ``[rows, columns, 3]`` (BGR), uint8, as it is stored.
    orientation
        EXIF Orientation (tag 0x0112), 1 to 8; none is written where None.
    """
    encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1].tobytes()
    segments = b"" if orientation is None else _segment(0xE1, b"Exif\x00\x00" + _orientation_tiff(orientation))
    segments += _segment(0xFE, SYNTHETIC_MARK.encode())
    path.write_bytes(encoded[:_AFTER_JFIF] + segments + encoded[_AFTER_JFIF:])


def write_png(path: Path, picture: NDArray[Any]) -> None:
    """Write a picture, ``[rows, columns]``, uint8 or uint16, as PNG with the mark as its comment."""
    encoded = cv2.imencode(".png", picture)[1].tobytes()
    content = b"tEXtComment\x00" + SYNTHETIC_MARK.encode()
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    path.write_bytes(encoded[:_AFTER_IHDR] + chunk + encoded[_AFTER_IHDR:])


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _orientation_tiff(orientation: int) -> bytes:
    """Return a TIFF structure of one directory with one entry: Orientation, SHORT, one value."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
