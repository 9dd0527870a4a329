"""The heat map as a picture: normalised, placed on the source through the geometry, coloured, blended.

The window and the exported pictures use these same functions, so that what is saved is what was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.imaging.heatmap.style import ColourMap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.geometry import Geometry

_OPENCV_MAP = {
    ColourMap.INFERNO: cv2.COLORMAP_INFERNO,
    ColourMap.VIRIDIS: cv2.COLORMAP_VIRIDIS,
    ColourMap.MAGMA: cv2.COLORMAP_MAGMA,
    ColourMap.CIVIDIS: cv2.COLORMAP_CIVIDIS,
}


@dataclass(frozen=True, slots=True, eq=False)
class PlacedHeatmap:
    """A heat map on the pixels of a picture of the source.

    Attributes
    ----------
    values
        Shape ``[rows, columns]``, float32, 0–1.
    seen
        Shape ``[rows, columns]``, bool: False where the model never looked.
    """

    values: NDArray[np.float32]
    seen: NDArray[np.bool_]


def is_blank(heatmap: NDArray[np.float32]) -> bool:
    """Tell whether a map of any shape has no positive evidence to show: an honest state, not an error."""
    return not bool(np.max(heatmap, initial=0.0) > 0.0)


def maximum_of(heatmap: NDArray[np.float32], scale_maximum: float | None = None) -> float:
    """Return what becomes 1: a common scale's maximum, or that of this map, of any shape, where None."""
    return float(np.max(heatmap, initial=0.0)) if scale_maximum is None else scale_maximum


def normalise(heatmap: NDArray[np.float32], scale_maximum: float | None = None) -> NDArray[np.float32]:
    """Divide by the maximum, so that 1 is the strongest evidence.

    Parameters
    ----------
    heatmap
        Zero or more, any shape.
    scale_maximum
        What becomes 1: the study's maximum for a common scale; this image's own where None. A blank map stays blank.
    """
    maximum = maximum_of(heatmap, scale_maximum)
    if maximum <= 0.0:
        return np.zeros_like(heatmap, dtype=np.float32)
    share: NDArray[np.float32] = np.clip(heatmap / np.float32(maximum), 0.0, 1.0).astype(np.float32)
    return share


def place_heatmap(
    normalised: NDArray[np.float32], geometry: Geometry, rows: int, columns: int, threshold: float = 0.0
) -> PlacedHeatmap:
    """Resample a normalised heat map onto a picture of the source.

    Parameters
    ----------
    normalised
        Shape ``[h, w]``, 0–1.
    geometry
        What `preprocess` gave for this image.
    rows, columns
        Size of the picture to draw on: the source's own, or a reduced one of the same proportions.
    threshold
        0–1: what is less becomes 0.
    """
    heatmap_rows, heatmap_columns = normalised.shape
    matrix = geometry.source_to_heatmap_matrix(heatmap_rows, heatmap_columns, rows, columns)
    down = linear_weights(matrix[1, 1], matrix[1, 2], rows, heatmap_rows)
    across = linear_weights(matrix[0, 0], matrix[0, 2], columns, heatmap_columns)
    seen_rows, seen_columns = _seen_lines(geometry, rows, columns)
    down[~seen_rows] = 0.0
    across[~seen_columns] = 0.0
    values = np.asarray(down @ normalised @ across.T, np.float32)
    if threshold > 0.0:
        values[values < threshold] = 0.0
    return PlacedHeatmap(values, seen_rows[:, None] & seen_columns[None, :])


def linear_weights(gain: float, offset: float, pixels: int, cells: int) -> NDArray[np.float32]:
    """Return each pixel's share of each cell along one axis, shape ``[pixels, cells]``; the outermost cells reach on.

    Pixel ``i`` lies at ``gain * i + offset`` in cells, whole numbers at their centres.

    Two products of such matrices are the exact bilinear interpolation. `cv2.warpAffine` rounds positions to a 32nd of
    a cell in some versions, which at a magnification of 200 shows as steps, and takes ten times as long.
    """
    position = np.clip(gain * np.arange(pixels) + offset, 0.0, cells - 1.0)
    distance = np.abs(position[:, None] - np.arange(cells)[None, :])
    weights: NDArray[np.float32] = np.maximum(1.0 - distance, 0.0).astype(np.float32)
    return weights


def seen_mask(geometry: Geometry, rows: int, columns: int) -> NDArray[np.bool_]:
    """Tell which pixels of a picture of the source the model looked at, shape ``[rows, columns]``."""
    seen_rows, seen_columns = _seen_lines(geometry, rows, columns)
    return seen_rows[:, None] & seen_columns[None, :]


def _seen_lines(geometry: Geometry, rows: int, columns: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    part = geometry.seen
    x = (np.arange(columns) + 0.5) * geometry.source_columns / columns
    y = (np.arange(rows) + 0.5) * geometry.source_rows / rows
    seen_rows = (y >= part.top) & (y < part.top + part.height)
    seen_columns = (x >= part.left) & (x < part.left + part.width)
    return seen_rows, seen_columns


@cache
def colour_table(colour_map: ColourMap) -> NDArray[np.uint8]:
    """Return the map's 256 colours, shape ``[256, 3]``, uint8, RGB."""
    ramp = np.arange(256, dtype=np.uint8).reshape(-1, 1)
    coloured = np.asarray(cv2.applyColorMap(ramp, _OPENCV_MAP[colour_map]), np.uint8)
    table = np.ascontiguousarray(coloured[:, 0, ::-1])
    table.setflags(write=False)
    return table


def blend(grey: NDArray[np.uint8], placed: PlacedHeatmap, colour_map: ColourMap, opacity: float) -> NDArray[np.uint8]:
    """Lay a heat map over a displayed picture.

    The layer's opacity grows with the value, so that what the model ignored stays readable; at opacity 0 the picture
    is untouched.

    Parameters
    ----------
    grey
        The displayed picture, shape ``[rows, columns]``, uint8.
    placed
        Of the same size.
    opacity
        0–1, of the strongest evidence.

    Returns
    -------
    ndarray
        Shape ``[rows, columns, 3]``, uint8, RGB.
    """
    alpha = (placed.values * np.float32(opacity))[..., None]
    layer = colour_table(colour_map)[np.rint(placed.values * 255.0).astype(np.uint8)]
    picture = grey[..., None].astype(np.float32)
    blended: NDArray[np.uint8] = np.rint(picture + (layer - picture) * alpha).astype(np.uint8)
    return blended
