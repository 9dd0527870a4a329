"""JPEG, JPEG lossless and JPEG-LS frames (ITU-T T.81, T.87; DICOM PS3.5 annex A.4.1 to A.4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import imagecodecs
import numpy as np

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.dicom.decoded_frame import (
    ColourSpace,
    DecodedFrame,
    check_codestream,
    header_colour_space,
    restore_sign,
)
from xray_desktop.imaging.messages import CUT_SHORT, DAMAGED
from xray_desktop.imaging.raster.jpeg_stream import JpegStream, decode_jpeg, parse_jpeg

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.image_pixel import ImagePixel


def decode_jpeg_family(codestream: bytes, pixel: ImagePixel) -> DecodedFrame:
    """Decode a stream that begins with SOI.

    Raises
    ------
    CorruptPixelData
        It is cut, damaged, or of another size than the header says.
    """
    parsed = parse_jpeg(codestream)
    check_codestream(pixel, parsed.rows, parsed.columns, parsed.components)
    if parsed.is_jpeg_ls:
        values = _decode_jpeg_ls(codestream, parsed)
    else:
        values = decode_jpeg(codestream, parsed, colourspace=_known_colourspace(parsed, pixel))
    space = header_colour_space(pixel) if parsed.is_jpeg_ls or parsed.is_lossless else ColourSpace.RGB
    return DecodedFrame(restore_sign(values, parsed.precision, pixel), space)


def _known_colourspace(parsed: JpegStream, pixel: ImagePixel) -> str | None:
    """Tell whether samples are to be left as they are, where the stream itself does not say what they are."""
    silent = not parsed.jfif and parsed.adobe_transform is None
    as_encoded = parsed.is_lossless or (silent and pixel.photometric_interpretation == "RGB")
    return "RGB" if as_encoded and parsed.components == 3 else None


def _decode_jpeg_ls(codestream: bytes, parsed: JpegStream) -> NDArray[Any]:
    if not parsed.complete:
        # CharLS 2.4.3 spends ten seconds on a cut stream of 7 kB before it notices.
        raise CorruptPixelData(CUT_SHORT)
    try:
        values: NDArray[Any] = imagecodecs.jpegls_decode(codestream)
    except (RuntimeError, ValueError) as error:
        raise CorruptPixelData(DAMAGED) from error
    in_planes = values.ndim == 3 and values.shape != (parsed.rows, parsed.columns, parsed.components)
    return np.moveaxis(values, 0, 2) if in_planes else values
