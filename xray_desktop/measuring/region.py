"""The values inside a region, pixel by pixel: a pixel belongs to it where its centre does."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xray_desktop.measuring.shapes import EllipseRegion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from xray_desktop.measuring.shapes import Region


@dataclass(frozen=True, slots=True)
class RegionStatistics:
    """Of the modality values in a region.

    Attributes
    ----------
    mean, standard_deviation
        The latter of these very pixels (divided by their number).
    minimum, maximum
        The extremes.
    pixel_count
        At least 1.
    """

    mean: float
    standard_deviation: float
    minimum: float
    maximum: float
    pixel_count: int


def region_statistics(pixels: NDArray[Any], region: Region) -> RegionStatistics | None:
    """Count the values in a region.

    Parameters
    ----------
    pixels
        Modality values, shape ``[rows, columns]``, dtype as in `XrayImage`.
    region
        May reach out of the picture; only what is inside counts.

    Returns
    -------
    RegionStatistics
        None where no pixel's centre lies in the region.
    """
    rows, columns = pixels.shape
    first_row, last_row = _between(region.top, region.bottom, rows)
    first_column, last_column = _between(region.left, region.right, columns)
    part = pixels[first_row:last_row, first_column:last_column]
    if part.size == 0:
        return None
    mask = None
    if isinstance(region, EllipseRegion):
        mask = _ellipse_mask(region, range(first_row, last_row), range(first_column, last_column))
        if not mask.any():
            return None
    return _count(part, mask)


def _between(low: float, high: float, limit: int) -> tuple[int, int]:
    """Return the first and the last-but-one of the pixels whose centre lies in ``[low, high)``."""
    first, stop = (min(max(math.ceil(end - 0.5), 0), limit) for end in (low, high))
    return first, stop


def _ellipse_mask(region: Region, rows: range, columns: range) -> NDArray[np.bool_]:
    """Mark the pixels of a block whose centre lies in the ellipse.

    Row by row the ellipse is one stretch of columns, so that no square is taken of millions of pixels.
    """
    import numpy as np

    radius_x, radius_y = (region.right - region.left) / 2.0, (region.bottom - region.top) / 2.0
    heights = (np.arange(rows.start, rows.stop) + 0.5 - (region.top + region.bottom) / 2.0) / radius_y
    halves = radius_x * np.sqrt(np.maximum(1.0 - heights**2, 0.0))[:, np.newaxis]
    centres = np.arange(columns.start, columns.stop) + 0.5 - (region.left + region.right) / 2.0
    return np.asarray(np.abs(centres)[np.newaxis, :] <= halves)


def _count(part: NDArray[Any], mask: NDArray[np.bool_] | None) -> RegionStatistics:
    import numpy as np

    if part.dtype.itemsize > 2:
        values = (part if mask is None else part[mask]).astype(np.float64)
        mean, deviation = float(values.mean()), float(values.std())
        return RegionStatistics(mean, deviation, float(values.min()), float(values.max()), values.size)
    import cv2

    # OpenCV counts 12 megapixels within a frame of the screen, without a copy of them.
    chosen = None if mask is None else mask.view(np.uint8)
    block = np.ascontiguousarray(part)
    means, deviations = cv2.meanStdDev(block, mask=chosen)
    low, high, _, _ = cv2.minMaxLoc(block, mask=chosen)
    count = part.size if mask is None else int(np.count_nonzero(mask))
    return RegionStatistics(float(means[0, 0]), float(deviations[0, 0]), low, high, count)
