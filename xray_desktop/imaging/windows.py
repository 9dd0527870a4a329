"""Windows of our own, where a file brings none or wants more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.imaging.image import VoiFunction, VoiWindow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.geometry import Rectangle

FULL_RANGE = "Full range"
TRIMMED_RANGE = "Full range without 0.1 % at each end"
REGION = "Window from a region"

_TRIMMED_SHARE = 0.001
_SAMPLE_PIXELS = 300_000
_MOST_BINS = 1 << 17


def bit_range_window(bits: int) -> VoiWindow:
    """Spread all values of an unsigned number of ``bits`` bits; at 8 bits, value v becomes exactly v / 255."""
    return VoiWindow(2.0 ** (bits - 1), 2.0**bits, explanation=FULL_RANGE)


def span_window(low: float, high: float, explanation: str, *, whole: bool) -> VoiWindow:
    """Make ``low`` black and ``high`` white.

    Parameters
    ----------
    low, high
        Modality values, ``low <= high``.
    explanation
        What a person reads.
    whole
        The values are integers, for which LINEAR counts both ends in.
    """
    if whole:
        return VoiWindow((low + high + 1.0) / 2.0, max(1.0, high - low + 1.0), explanation=explanation)
    width = max(high - low, float(np.finfo(np.float32).tiny))
    return VoiWindow((low + high) / 2.0, width, VoiFunction.LINEAR_EXACT, explanation)


def data_windows(pixels: NDArray[Any], counted: NDArray[np.bool_] | None = None) -> tuple[VoiWindow, VoiWindow]:
    """Give the range of the data without 0.1 % at each end, and the whole of it.

    Parameters
    ----------
    pixels
        Modality values, shape ``[rows, columns]``, finite.
    counted
        Same shape, False where a pixel is padding and says nothing; every pixel counts where None.
    """
    # A regular part of a large picture has the same percentiles and costs a fraction.
    step = max(1, int(np.sqrt(pixels.size / _SAMPLE_PIXELS)))
    sample = pixels[::step, ::step]
    low, high = pixels.min(), pixels.max()
    if counted is not None and counted.any():
        kept = sample[counted[::step, ::step]]
        sample = kept if kept.size else sample
        low, high = sample.min(), sample.max()
    whole = pixels.dtype.kind in "iu"
    trimmed = span_window(*_percentiles(sample, _TRIMMED_SHARE), TRIMMED_RANGE, whole=whole)
    return trimmed, span_window(float(low), float(high), FULL_RANGE, whole=whole)


def _percentiles(sample: NDArray[Any], share: float) -> tuple[float, float]:
    """Give the values that cut off a share of the sample at each end."""
    cut = int(sample.size * share)
    low = sample.min()
    if sample.dtype.kind in "iu" and int(sample.max()) - int(low) < _MOST_BINS:
        # Counting is ten times faster than sorting.
        cumulative = np.bincount((sample.astype(np.int64) - int(low)).ravel()).cumsum()
        ends = np.searchsorted(cumulative, (cut, sample.size - 1 - cut), side="right") + int(low)
        return float(ends[0]), float(ends[1])
    ordered = np.partition(sample, (cut, sample.size - 1 - cut), axis=None)
    return float(ordered[cut]), float(ordered[sample.size - 1 - cut])


def region_window(pixels: NDArray[Any], region: Rectangle) -> VoiWindow:
    """Give the window that fits the values in a drawn rectangle: from their 1st to their 99th percentile.

    Parameters
    ----------
    pixels
        Modality values, shape ``[rows, columns]``, finite.
    region
        In continuous pixel coordinates; cut to the picture, and at least one pixel of it.
    """
    rows, columns = pixels.shape
    left, top = (int(np.clip(start, 0, end - 1)) for start, end in ((region.left, columns), (region.top, rows)))
    right = int(np.clip(np.ceil(region.left + region.width), left + 1, columns))
    bottom = int(np.clip(np.ceil(region.top + region.height), top + 1, rows))
    low, high = _percentiles(pixels[top:bottom, left:right], 0.01)
    return span_window(low, high, REGION, whole=pixels.dtype.kind in "iu")
