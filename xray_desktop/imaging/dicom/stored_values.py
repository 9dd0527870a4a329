"""Words as they lie in a file become stored values: used bits cut out, signs extended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.image_pixel import ImagePixel


def extract_stored_values(words: NDArray[Any], pixel: ImagePixel) -> NDArray[Any]:
    """Cut the used bits out of unsigned words (DICOM PS3.5 8.1.1); what lies in the others means nothing.

    Parameters
    ----------
    words
        Any shape, uint8, uint16, uint32 or uint64 as `ImagePixel.bits_allocated` says, writable: changed in place.

    Returns
    -------
    ndarray
        Same shape and width, signed where the pixels are.
    """
    return cut_bits(words, pixel.high_bit, pixel.bits_stored, signed=pixel.signed)


def cut_bits(words: NDArray[Any], high_bit: int, bits: int, *, signed: bool) -> NDArray[Any]:
    """Take ``bits`` bits that end at ``high_bit``; shifting left, then right as signed, extends the sign.

    Parameters
    ----------
    words
        Any shape, an unsigned integer dtype, writable: it is changed in place.

    Returns
    -------
    ndarray
        Same memory, shape and width; a signed dtype where asked for.
    """
    width = 8 * words.dtype.itemsize
    above = width - 1 - high_bit
    if above:
        np.left_shift(words, above, out=words)
    values = words.view(words.dtype.str.replace("u", "i")) if signed else words
    if bits < width:
        np.right_shift(values, width - bits, out=values)
    return values
