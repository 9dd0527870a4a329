"""From a drawn picture to the numbers of a DICOM file, with the VOI that leads back to the picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.phantom.plane import Float

_LUT_POWER = 1.6


class Presentation(Enum):
    """How a file says which of its values are shown (DICOM PS3.3 C.11.2)."""

    FULL_RANGE = auto()
    WINDOW = auto()
    SIGMOID = auto()
    LOOKUP_TABLE = auto()


@dataclass(frozen=True, slots=True, eq=False)
class StoredValues:
    """Numbers for Pixel Data and what the VOI LUT module says about them.

    Attributes
    ----------
    pixels
        Shape ``[rows, columns]``, uint8 or uint16.
    bits_stored
        Significant bits.
    attributes
        Attributes of the VOI LUT module by keyword.
    table
        A VOI LUT of 16 bits, one entry for every value; None where the file has none.
    """

    pixels: NDArray[np.uint8] | NDArray[np.uint16]
    bits_stored: int
    attributes: dict[str, Any] = field(default_factory=dict)
    table: NDArray[np.uint16] | None = None


def store(picture: Float, bits_stored: int, presentation: Presentation, *, inverse: bool = False) -> StoredValues:
    """Turn display values into stored values.

    Parameters
    ----------
    picture
        Shape ``[rows, columns]``, float32, 0 to 1, bone bright.
    inverse
        Return the values of MONOCHROME1; with a look-up table this is not offered.
    """
    largest = 2**bits_stored - 1
    values, attributes, table = _SCALES[presentation](picture, largest)
    pixels = np.rint(values).astype(np.uint8 if bits_stored <= 8 else np.uint16)
    if not inverse:
        return StoredValues(pixels, bits_stored, attributes, table)
    if "WindowCenter" in attributes:
        attributes["WindowCenter"] = _mirrored_center(attributes, largest)
    return StoredValues(largest - pixels, bits_stored, attributes)


def _mirrored_center(attributes: dict[str, Any], largest: int) -> float:
    # The linear function is centred half a value below Window Center (C.11.2.1.2.1), the sigmoid is not.
    linear = "VOILUTFunction" not in attributes
    return float(largest - attributes["WindowCenter"] + linear)


_Scaled = tuple["NDArray[np.floating[Any]]", dict[str, Any], "NDArray[np.uint16] | None"]


def _full_range(picture: Float, largest: int) -> _Scaled:
    return picture * largest, {}, None


def _window(picture: Float, largest: int) -> _Scaled:
    """Leave room below and above, as detectors do."""
    low, high = round(0.15 * largest), round(0.8 * largest)
    window: dict[str, Any] = {
        "WindowCenter": (low + high + 1) / 2,
        "WindowWidth": float(high - low + 1),
        "WindowCenterWidthExplanation": "CHEST",
    }
    return low + picture * (high - low), window, None


def _sigmoid(picture: Float, largest: int) -> _Scaled:
    center, width = float((largest + 1) // 2), round(largest / 2.2)
    grey = np.clip(picture, 0.02, 0.98)
    window: dict[str, Any] = {"WindowCenter": center, "WindowWidth": float(width), "VOILUTFunction": "SIGMOID"}
    return center + 0.25 * width * np.log(grey / (1.0 - grey)), window, None


def _lookup_table(picture: Float, largest: int) -> _Scaled:
    table = np.rint(65535.0 * (np.arange(largest + 1) / largest) ** _LUT_POWER).astype(np.uint16)
    return largest * picture ** (1.0 / _LUT_POWER), {}, table


_SCALES = {
    Presentation.FULL_RANGE: _full_range,
    Presentation.WINDOW: _window,
    Presentation.SIGMOID: _sigmoid,
    Presentation.LOOKUP_TABLE: _lookup_table,
}
