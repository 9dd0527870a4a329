"""Uncompressed pixel data: one frame is read from the file, whatever the number of frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.dicom.stored_values import extract_stored_values
from xray_desktop.imaging.messages import CUT_SHORT, rows_missing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.image_pixel import ImagePixel
    from xray_desktop.imaging.dicom.part10 import DicomFile, PixelElement


def count_native_frames(_file: DicomFile, element: PixelElement, pixel: ImagePixel) -> int:
    """Count the frames of which anything is there, at most as many as the header claims."""
    begun = -(-element.length * 8 // pixel.frame_bits)
    return max(1, min(pixel.number_of_frames, begun))


def read_native_frame(file: DicomFile, element: PixelElement, pixel: ImagePixel, frame: int) -> NDArray[Any]:
    """Read one uncompressed frame.

    Returns
    -------
    ndarray
        Stored values, shape ``[rows, columns]`` or ``[rows, columns, 3]``, an integer dtype, float32 or
        float64.

    Raises
    ------
    CorruptPixelData
        Rows are missing.
    """
    first_bit = frame * pixel.frame_bits
    last_bit = first_bit + pixel.frame_bits
    start, stop = first_bit // 8, -(-last_bit // 8)
    content = _read_bytes(file, element, start, stop)
    if len(content) < stop - start:
        _refuse_short(pixel, len(content))
    if pixel.bits_allocated == 1:
        bits = np.unpackbits(content, bitorder="little")[first_bit % 8 :][: pixel.frame_bits]
        return bits.reshape(pixel.rows, pixel.columns)
    return arrange_samples(_interpret(content, file, pixel), pixel)


def arrange_samples(values: NDArray[Any], pixel: ImagePixel) -> NDArray[Any]:
    """Arrange flat samples by rows and columns (DICOM PS3.3 C.7.6.3.1.3).

    Parameters
    ----------
    values
        Shape ``[rows * columns * samples]``, in the order of the file.

    Returns
    -------
    ndarray
        Same dtype, shape ``[rows, columns]``, or ``[rows, columns, 3]`` for colour.
    """
    if pixel.samples_per_pixel == 1:
        return values.reshape(pixel.rows, pixel.columns)
    if pixel.subsampled:
        return _share_colour(values).reshape(pixel.rows, pixel.columns, 3)
    if pixel.planar:
        return np.moveaxis(values.reshape(pixel.samples_per_pixel, pixel.rows, pixel.columns), 0, 2)
    return values.reshape(pixel.rows, pixel.columns, pixel.samples_per_pixel)


def _read_bytes(file: DicomFile, element: PixelElement, start: int, stop: int) -> NDArray[np.uint8]:
    """Read part of the value; big-endian words of 8-bit samples are swapped back (DICOM PS3.5 8.1.2)."""
    swapped = not file.little_endian and element.vr == "OW" and file.header.whole("BitsAllocated") == 8
    even_start = start - start % 2 if swapped else start
    even_stop = stop + stop % 2 if swapped else stop
    content = np.empty(max(0, min(even_stop, element.length) - even_start), np.uint8)
    file.stream.seek(element.offset + even_start)
    got = file.stream.readinto(content.data)  # type: ignore[attr-defined]
    content = content[:got]
    if swapped:
        paired = content[: got - got % 2].reshape(-1, 2)
        content = np.ascontiguousarray(paired[:, ::-1]).reshape(-1)[start - even_start :][: stop - start]
    return content


def _refuse_short(pixel: ImagePixel, available: int) -> None:
    if pixel.planar:
        raise CorruptPixelData(CUT_SHORT)
    row_bits = pixel.frame_bits // pixel.rows
    raise CorruptPixelData(rows_missing(pixel.rows - available * 8 // row_bits, pixel.rows))


def _interpret(content: NDArray[np.uint8], file: DicomFile, pixel: ImagePixel) -> NDArray[Any]:
    order = "<" if file.little_endian else ">"
    width = pixel.bits_allocated // 8
    if pixel.floating:
        return content.view(f"{order}f{width}").astype(f"=f{width}")
    if width in (1, 2, 4, 8):
        words = content.view(f"{order}u{width}")
        return extract_stored_values(words if words.dtype.isnative else words.astype(f"=u{width}"), pixel)
    raise CorruptPixelData(
        f"The header gives each pixel {pixel.bits_allocated} bits, which is not read. "
        "Export the file again at its source."
    )


def _share_colour(values: NDArray[Any]) -> NDArray[Any]:
    """Expand Y1 Y2 B R to Y1 B R, Y2 B R (DICOM PS3.3 C.7.6.3.1.2, YBR_FULL_422)."""
    quads = values.reshape(-1, 4)
    pairs = np.empty((len(quads), 2, 3), values.dtype)
    pairs[:, :, 0] = quads[:, :2]
    pairs[:, :, 1:] = quads[:, None, 2:]
    return pairs
