"""One compressed frame, recognised by its own bytes.

The transfer syntax is not asked, except for RLE, which has no mark of its own: real files name the wrong one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydicom.uid import (
    UID,
    JPEG2000TransferSyntaxes,
    JPEGLSTransferSyntaxes,
    JPEGTransferSyntaxes,
    RLELossless,
    RLETransferSyntaxes,
    UncompressedTransferSyntaxes,
)

from xray_desktop.errors import CorruptPixelData, UnsupportedTransferSyntax
from xray_desktop.imaging.dicom.jpeg_2000 import decode_jpeg_2000, find_jpeg_2000
from xray_desktop.imaging.dicom.jpeg_family import decode_jpeg_family
from xray_desktop.imaging.dicom.run_length import decode_run_lengths
from xray_desktop.imaging.messages import CUT_SHORT, DAMAGED

if TYPE_CHECKING:
    from xray_desktop.imaging.dicom.decoded_frame import DecodedFrame
    from xray_desktop.imaging.dicom.image_pixel import ImagePixel

_JPEG_START = b"\xff\xd8"
_READ_SYNTAXES = frozenset().union(
    UncompressedTransferSyntaxes,
    RLETransferSyntaxes,
    JPEGTransferSyntaxes,
    JPEGLSTransferSyntaxes,
    JPEG2000TransferSyntaxes,
)


def decode_frame(codestream: bytes, pixel: ImagePixel, transfer_syntax_uid: str) -> DecodedFrame:
    """Decode one frame.

    Parameters
    ----------
    codestream
        The frame's fragments, joined.

    Raises
    ------
    CorruptPixelData
        The stream is cut, damaged, or of another size than the header says.
    UnsupportedTransferSyntax
        It is in no known format.
    """
    if codestream.startswith(_JPEG_START):
        return decode_jpeg_family(codestream, pixel)
    at = find_jpeg_2000(codestream)
    if at is not None:
        return decode_jpeg_2000(codestream[at:], pixel)
    if transfer_syntax_uid == RLELossless:
        return decode_run_lengths(codestream, pixel)
    if not any(codestream):
        raise CorruptPixelData(CUT_SHORT)
    if transfer_syntax_uid in _READ_SYNTAXES:
        raise CorruptPixelData(DAMAGED)
    raise refuse_syntax(transfer_syntax_uid)


def refuse_syntax(uid: str) -> UnsupportedTransferSyntax:
    """Name in words what cannot be decoded."""
    name = UID(uid).name
    shown = name if name and name != uid else "compressed data of a kind that is not in the standard"
    return UnsupportedTransferSyntax(
        f"The pixels are stored as {shown}, which is not read. Export the file uncompressed."
    )
