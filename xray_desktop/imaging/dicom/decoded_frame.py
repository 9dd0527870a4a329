"""What every codec gives, and what it has to check against the header."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.dicom.stored_values import cut_bits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.image_pixel import ImagePixel


class ColourSpace(StrEnum):
    """What three decoded samples are."""

    RGB = "RGB"
    YBR = "YBR"


@dataclass(frozen=True, slots=True, eq=False)
class DecodedFrame:
    """A frame out of its codec.

    Attributes
    ----------
    values
        Stored values, shape ``[rows, columns]`` or ``[rows, columns, 3]``.
    colour_space
        Of three samples; RGB for grey, where it says nothing.
    """

    values: NDArray[Any]
    colour_space: ColourSpace = ColourSpace.RGB


def header_colour_space(pixel: ImagePixel) -> ColourSpace:
    """Tell what the samples are where the codec leaves them as they were encoded."""
    return ColourSpace.YBR if pixel.photometric_interpretation.startswith("YBR_FULL") else ColourSpace.RGB


def check_codestream(pixel: ImagePixel, rows: int, columns: int, samples: int) -> None:
    """Hold the size that a codestream states against the header's, before anything is decoded.

    Raises
    ------
    CorruptPixelData
        They contradict each other.
    """
    if (rows, columns) != (pixel.rows, pixel.columns):
        raise CorruptPixelData(
            f"The header says {pixel.columns} × {pixel.rows} pixels, the compressed picture is {columns} × {rows}. "
            "Export the file again at its source."
        )
    if samples != pixel.samples_per_pixel:
        raise CorruptPixelData(
            f"The header says {pixel.samples_per_pixel} samples for each pixel, the compressed picture has {samples}. "
            "Export the file again at its source."
        )


def restore_sign(values: NDArray[Any], precision: int, pixel: ImagePixel) -> NDArray[Any]:
    """Read a codec's numbers of ``precision`` bits with the header's sign: streams carry none, or the wrong one.

    Parameters
    ----------
    values
        Any shape, an integer dtype of at least ``precision`` bits.

    Returns
    -------
    ndarray
        Same shape and width, signed where the pixels are.
    """
    if (values.dtype.kind == "i") == pixel.signed or precision > 8 * values.dtype.itemsize:
        return values
    words = np.array(values).view(f"=u{values.dtype.itemsize}")
    return cut_bits(words, precision - 1, precision, signed=pixel.signed)
