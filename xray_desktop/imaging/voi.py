"""The VOI transformation: modality values to display values, by window or by table.

The grey-scale chain runs: stored pixel, modality LUT, **VOI**, inversion, display range. `XrayImage.pixels` have the
first two steps behind them; this module does the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from xray_desktop.imaging.image import VoiFunction, VoiLut, VoiWindow
from xray_desktop.imaging.masks import cover

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.image import Voi, XrayImage


def apply_voi(pixels: NDArray[Any], voi: Voi) -> NDArray[np.float32]:
    """Map modality values to 0–1, before any inversion.

    Parameters
    ----------
    pixels
        Modality values, any shape, integers or float32.
    voi
        The window or table.

    Returns
    -------
    ndarray
        Same shape, float32, 0–1.
    """
    lookup = _plan_lookup(pixels)
    if lookup is None:
        return _transfer(pixels, voi).astype(np.float32)
    indices, values = lookup
    table: NDArray[np.float32] = _transfer(values, voi).astype(np.float32)
    return np.take(table, indices)


def render(image: XrayImage, voi: Voi | None = None, *, invert: bool = False) -> NDArray[np.uint8]:
    """Make the display values of a picture: windowed, its padding black and its shutter closed.

    Parameters
    ----------
    image
        The picture.
    voi
        What to apply; the file's own first VOI where None.
    invert
        The user's switch; it reverses the file's own polarity.

    Returns
    -------
    ndarray
        Shape ``[rows, columns]``, uint8, 0 is black.
    """
    chosen = image.vois[0] if voi is None else voi
    return cover(display_values(image.pixels, chosen, inverse=image.inverse != invert), image)


def display_values(pixels: NDArray[Any], voi: Voi, *, inverse: bool) -> NDArray[np.uint8]:
    """Window modality values for the display.

    Parameters
    ----------
    pixels
        Modality values, any shape, integers or float32.
    voi
        The window or table.
    inverse
        Low values are white.

    Returns
    -------
    ndarray
        Same shape, uint8, 0 is black, of its own.
    """
    lookup = _plan_lookup(pixels)
    if lookup is None:
        return _in_steps(_transfer(pixels, voi), inverse=inverse)
    indices, values = lookup
    return cv2.LUT(indices, _in_steps(_transfer(values, voi), inverse=inverse))  # type: ignore[return-value]


def _in_steps(levels: NDArray[Any], *, inverse: bool) -> NDArray[np.uint8]:
    grey = np.rint(levels * 255.0).astype(np.uint8)
    return 255 - grey if inverse else grey


def _plan_lookup(pixels: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.float64]] | None:
    """Return unsigned indices for the pixels and the value that each index stands for.

    None where the values are too many for a table: floats, and integers that span more than 65,536.
    """
    if pixels.dtype == np.uint8:
        return pixels, np.arange(256, dtype=np.float64)
    if pixels.dtype == np.uint16:
        return pixels, np.arange(65536, dtype=np.float64)
    if pixels.dtype == np.int16:
        # The same bits read as unsigned: 0 to 32767, then -32768 to -1.
        return pixels.view(np.uint16), np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.float64)
    if pixels.dtype.kind in "iu" and pixels.size:
        low, high = int(pixels.min()), int(pixels.max())
        if high - low < 65536:
            return (pixels - low).astype(np.uint16), np.arange(low, low + 65536, dtype=np.float64)
        return None
    return None


def _transfer(values: NDArray[Any], voi: Voi) -> NDArray[Any]:
    if isinstance(voi, VoiLut):
        return _look_up(values, voi)
    return _apply_window(values, voi)


def _look_up(values: NDArray[Any], lut: VoiLut) -> NDArray[np.float64]:
    """DICOM PS3.3 C.11.2.1.1: values before the first entry take it, values after the last take that."""
    last = len(lut.table) - 1
    position = np.clip(np.rint(values) - lut.first_value_mapped, 0, last).astype(np.intp)
    levels: NDArray[np.float64] = lut.table[position] / float((1 << lut.bits) - 1)
    return levels


def _apply_window(values: NDArray[Any], window: VoiWindow) -> NDArray[Any]:
    """DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3, with an output range of 0 to 1."""
    # Integers become float64 here, float32 stays what it is.
    center, width = float(window.center), float(window.width)
    if window.function is VoiFunction.SIGMOID:
        # 1 / (1 + exp(-4 (x - c) / w)), written so that nothing overflows.
        return 0.5 + 0.5 * np.tanh((values - center) * (2.0 / width))
    if window.function is VoiFunction.LINEAR_EXACT:
        return np.clip((values - center) / width + 0.5, 0.0, 1.0)
    if width <= 1.0:
        return (values > center - 0.5).astype(np.float64)
    return np.clip((values - (center - 0.5)) / (width - 1.0) + 0.5, 0.0, 1.0)
