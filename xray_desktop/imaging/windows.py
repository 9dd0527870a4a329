"""Windows of our own, where a file brings none or wants more."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.imaging.image import VoiFunction, VoiWindow
from xray_desktop.imaging.masks import counted_pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.geometry import Rectangle
    from xray_desktop.imaging.image import Voi, XrayImage

FULL_RANGE = "Full range"
TRIMMED_RANGE = "Full range without 0.1 % at each end"
REGION = "Window from a region"

_TRIMMED_SHARE = 0.001
_REGION_SHARE = 0.01
_NARROWEST_SHARE = 0.01
"""Of the picture's own span: a region of one grey is shown as one, not as black and white noise."""
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
        What the user reads.
    whole
        The values are integers, for which LINEAR counts both ends in.
    """
    if whole:
        return VoiWindow((low + high + 1.0) / 2.0, max(1.0, high - low + 1.0), explanation=explanation)
    width = max(high - low, float(np.finfo(np.float32).tiny))
    return VoiWindow((low + high) / 2.0, width, VoiFunction.LINEAR_EXACT, explanation)


def data_windows(pixels: NDArray[Any], counted: NDArray[np.bool_] | None = None) -> tuple[VoiWindow, VoiWindow]:
    """Return the range of the data without 0.1 % at each end, and the whole of it.

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
        low, high = pixels[counted].min(), pixels[counted].max()
    whole = pixels.dtype.kind in "iu"
    full = float(low), float(high)
    ends = _percentiles(sample, _TRIMMED_SHARE)
    # Where less than 0.1 % of a picture is not of one grey, that is what there is to see.
    trimmed = span_window(*(full if ends[0] == ends[1] else ends), TRIMMED_RANGE, whole=whole)
    return trimmed, span_window(*full, FULL_RANGE, whole=whole)


def offered_windows(image: XrayImage) -> tuple[Voi, ...]:
    """List what the user can choose: what the file offers, and where they are not among it, our own.

    The header's tables and windows come first, in its order and with its words. There is always a straight line over
    the whole range, so that a table can be switched off, and one without the rare values at both ends.

    Returns
    -------
    tuple
        The first is `XrayImage.vois`'s first.
    """
    named = {voi.explanation for voi in image.vois if isinstance(voi, VoiWindow)}
    if {FULL_RANGE, TRIMMED_RANGE} <= named:
        return image.vois
    own = data_windows(image.pixels, counted_pixels(image))
    return (*image.vois, *(window for window in own if window.explanation not in named))


def region_window(pixels: NDArray[Any], region: Rectangle, counted: NDArray[np.bool_] | None = None) -> VoiWindow:
    """Spread what lies inside a drawn region, without the rarest 1 % of its values at each end.

    Parameters
    ----------
    pixels
        Modality values, shape ``[rows, columns]``, finite.
    region
        In continuous source pixels; what lies outside the picture is left out, and the nearest pixel stands for a
        region that touches none.
    counted
        Same shape as ``pixels``, False where a pixel is padding; every pixel counts where None, and also where the
        region holds nothing else.

    Returns
    -------
    VoiWindow
        Never narrower than a hundredth of the picture's own span, so that a flat region does not become noise.
    """
    rows = _reached(region.top, region.top + region.height, pixels.shape[0])
    columns = _reached(region.left, region.left + region.width, pixels.shape[1])
    inside = pixels[rows, columns].ravel()
    if counted is not None and counted[rows, columns].any():
        inside = inside[counted[rows, columns].ravel()]
    low, high = _percentiles(inside, _REGION_SHARE)
    lacking = (float(pixels.max()) - float(pixels.min())) * _NARROWEST_SHARE - (high - low)
    margin = max(0.0, lacking / 2.0)
    return span_window(low - margin, high + margin, REGION, whole=pixels.dtype.kind in "iu")


def _reached(start: float, stop: float, limit: int) -> slice:
    """Return the pixels that a stretch touches, at least one."""
    first = min(max(0, math.floor(start)), limit - 1)
    return slice(first, max(first + 1, min(limit, math.ceil(stop))))


def _percentiles(sample: NDArray[Any], share: float) -> tuple[float, float]:
    """Return the values that cut off a share of the sample at each end."""
    cut = int(sample.size * share)
    low = sample.min()
    if sample.dtype.kind in "iu" and int(sample.max()) - int(low) < _MOST_BINS:
        # Counting is ten times faster than sorting.
        cumulative = np.bincount((sample.astype(np.int64) - int(low)).ravel()).cumsum()
        ends = np.searchsorted(cumulative, (cut, sample.size - 1 - cut), side="right") + int(low)
        return float(ends[0]), float(ends[1])
    ordered = np.partition(sample, (cut, sample.size - 1 - cut), axis=None)
    return float(ordered[cut]), float(ordered[sample.size - 1 - cut])
