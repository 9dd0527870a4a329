"""Decoded DICOM samples become one grey plane (DICOM PS3.3 C.7.6.3.1.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.errors import UnsupportedSopClass
from xray_desktop.imaging.dicom.decoded_frame import ColourSpace
from xray_desktop.imaging.dicom.palette import read_palette
from xray_desktop.imaging.grey import rgb_to_grey, ybr_is_colour

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.image_pixel import ImagePixel
    from xray_desktop.imaging.dicom.part10 import DicomFile


def samples_to_grey(
    values: NDArray[Any], space: ColourSpace, pixel: ImagePixel, file: DicomFile
) -> tuple[NDArray[Any], bool]:
    """Take the luminance of a colour picture.

    Returns
    -------
    grey
        Shape ``[rows, columns]``, uint8 or uint16 over its whole range for colour; stored values for grey.
    colour
        True where the picture is more than grey.
    """
    if pixel.photometric_interpretation == "PALETTE COLOR":
        return _look_up_palette(values, pixel, file)
    if values.ndim == 2:
        return values, False
    samples = _to_whole_range(values, pixel)
    if space is ColourSpace.YBR:
        luminance = np.ascontiguousarray(samples[..., 0])
        if pixel.photometric_interpretation.startswith("YBR_PARTIAL"):
            luminance = _stretch_studio_range(luminance)
        return luminance, ybr_is_colour(samples[..., 1], samples[..., 2])
    return rgb_to_grey(np.ascontiguousarray(samples))


def _to_whole_range(values: NDArray[Any], pixel: ImagePixel) -> NDArray[Any]:
    """Bring colour samples to the whole range of 8 or 16 bits: windows do not apply to colour."""
    if values.dtype.kind != "u":
        raise UnsupportedSopClass("The picture has signed colour samples, which are not read.")
    if values.dtype == np.uint8 and pixel.bits_stored == 8:
        return values
    wanted = np.uint8 if pixel.bits_stored <= 8 else np.uint16
    scale = np.iinfo(wanted).max / ((1 << pixel.bits_stored) - 1)
    return np.rint(np.minimum(values * scale, np.iinfo(wanted).max)).astype(wanted)


def _stretch_studio_range(luminance: NDArray[Any]) -> NDArray[Any]:
    """Spread 16 to 235 of 255, the range of television, over the whole (DICOM PS3.3-2017 C.7.6.3.1.2)."""
    largest = np.iinfo(luminance.dtype).max
    black, white = (largest + 1) * (16 / 256), (largest + 1) * (235 / 256)
    stretched = (luminance - black) * (largest / (white - black))
    return np.rint(np.clip(stretched, 0, largest)).astype(luminance.dtype)


def _look_up_palette(values: NDArray[Any], pixel: ImagePixel, file: DicomFile) -> tuple[NDArray[Any], bool]:
    """Turn the palette itself into grey, then look the pixels up in it; those outside take its first or last colour."""
    first, palette = read_palette(file.header, signed=pixel.signed, little_endian=file.little_endian)
    grey, colour = rgb_to_grey(palette[None])
    position = np.clip(values.astype(np.int64) - first, 0, len(palette) - 1)
    return grey[0][position], colour
