"""Which pixels only fill the frame and say nothing (DICOM PS3.3 C.7.5.1.1.2)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.header import Header

_KEYWORDS = (
    ("PixelPaddingValue", "PixelPaddingRangeLimit"),
    ("FloatPixelPaddingValue", "FloatPixelPaddingRangeLimit"),
    ("DoubleFloatPixelPaddingValue", "DoubleFloatPixelPaddingRangeLimit"),
)


def find_padding(stored: NDArray[Any], header: Header) -> NDArray[np.bool_] | None:
    """Mark the padding.

    Parameters
    ----------
    stored
        Stored values, before the modality LUT: the elements speak of these.

    Returns
    -------
    ndarray or None
        Same shape, bool; None where no pixel is padding. Where all of them would be, the header is not believed.
    """
    ends = _read_ends(stored.dtype, header)
    if ends is None:
        return None
    padding = np.asarray((stored >= min(ends)) & (stored <= max(ends)))
    return padding if padding.any() and not padding.all() else None


def _read_ends(dtype: np.dtype[Any], header: Header) -> tuple[float, float] | None:
    for value, limit in _KEYWORDS[1:] if dtype.kind == "f" else _KEYWORDS[:1]:
        numbers = [*header.numbers(value)[:1], *header.numbers(limit)[:1]]
        if value in header and numbers and all(map(math.isfinite, numbers)):
            ends = [_read_as(dtype, number) for number in numbers]
            return ends[0], ends[-1]
    return None


def _read_as(dtype: np.dtype[Any], value: float) -> float:
    """Read a number with the sign of the pixels: its own VR is ambiguous, US or SS."""
    if dtype.kind == "f":
        return float(dtype.type(value))
    bits = 8 * dtype.itemsize
    whole = int(value) % (1 << bits)
    return whole - (1 << bits) if dtype.kind == "i" and whole >> (bits - 1) else whole
