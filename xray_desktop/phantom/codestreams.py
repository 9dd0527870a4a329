"""Pixels become the bytes of a DICOM transfer syntax (DICOM PS3.5 section 8 and annex A)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Pixels = NDArray[np.integer[Any]]

_JPEG_QUALITY = 95


def encode_frame(frame: Pixels, transfer_syntax_uid: str, bits_stored: int) -> bytes:
    """Compress one frame.

    Parameters
    ----------
    frame
        Shape ``[rows, columns]`` or ``[rows, columns, 3]``, 8 or 16 bit integers.
    transfer_syntax_uid
        One that `is_encapsulated` knows.
    bits_stored
        Significant bits of each sample. JPEG-LS and HTJ2K are always written with the 8 or 16 bits of the dtype.
    """
    return _ENCODERS[transfer_syntax_uid](np.ascontiguousarray(frame), bits_stored)


def is_encapsulated(transfer_syntax_uid: str) -> bool:
    """Tell whether pixels of this transfer syntax are compressed frame by frame, by an encoder that is here."""
    return transfer_syntax_uid in _ENCODERS


def native_bytes(frames: Pixels, *, big_endian: bool = False) -> bytes:
    """Return uncompressed pixels, any shape, 8 or 16 bit integers, as they stand in Pixel Data, of an even length."""
    ordered = frames.astype(frames.dtype.newbyteorder(">" if big_endian else "<"), copy=False)
    stream = ordered.tobytes()
    return stream + b"\x00" * (len(stream) % 2)


def _jpeg(frame: Pixels, bits_stored: int) -> bytes:
    from imagecodecs import jpeg8_encode

    return bytes(jpeg8_encode(frame, level=_JPEG_QUALITY, bitspersample=bits_stored))


def _jpeg_lossless(frame: Pixels, bits_stored: int) -> bytes:
    from imagecodecs import jpeg8_encode

    # The most common syntax, 1.2.840.10008.1.2.4.70, demands selection value 1 of its predictor.
    return bytes(jpeg8_encode(frame, lossless=True, predictor=1, bitspersample=bits_stored))


def _jpeg_ls(frame: Pixels, bits_stored: int) -> bytes:
    from imagecodecs import jpegls_encode

    return bytes(jpegls_encode(frame))


def _jpeg_2000_lossless(frame: Pixels, bits_stored: int) -> bytes:
    from imagecodecs import jpeg2k_encode

    return bytes(jpeg2k_encode(frame, codecformat="J2K", bitspersample=bits_stored, level=0, reversible=True))


def _jpeg_2000(frame: Pixels, bits_stored: int) -> bytes:
    from imagecodecs import jpeg2k_encode

    return bytes(jpeg2k_encode(frame, codecformat="J2K", bitspersample=bits_stored, level=50, reversible=False))


def _htj2k_lossless(frame: Pixels, bits_stored: int) -> bytes:
    from imagecodecs import htj2k_encode

    return bytes(htj2k_encode(frame, reversible=True))


def _rle(frame: Pixels, bits_stored: int) -> bytes:
    """Pack each byte plane of each sample as one segment, high bytes first (DICOM PS3.5 annex G)."""
    from imagecodecs import packbits_encode

    samples = frame.reshape(*frame.shape[:2], -1)
    planes = samples.astype(samples.dtype.newbyteorder(">")).view(np.uint8)
    segments = [bytes(packbits_encode(np.ascontiguousarray(planes[..., i]))) for i in range(planes.shape[-1])]
    segments = [segment + b"\x00" * (len(segment) % 2) for segment in segments]
    starts = [64 + sum(map(len, segments[:i])) for i in range(len(segments))]
    header = struct.pack("<16I", len(segments), *starts, *[0] * (15 - len(segments)))
    return header + b"".join(segments)


_ENCODERS: dict[str, Callable[[Pixels, int], bytes]] = {
    "1.2.840.10008.1.2.4.50": _jpeg,
    "1.2.840.10008.1.2.4.51": _jpeg,
    "1.2.840.10008.1.2.4.57": _jpeg_lossless,
    "1.2.840.10008.1.2.4.70": _jpeg_lossless,
    "1.2.840.10008.1.2.4.80": _jpeg_ls,
    "1.2.840.10008.1.2.4.90": _jpeg_2000_lossless,
    "1.2.840.10008.1.2.4.91": _jpeg_2000,
    "1.2.840.10008.1.2.4.201": _htj2k_lossless,
    "1.2.840.10008.1.2.5": _rle,
}
