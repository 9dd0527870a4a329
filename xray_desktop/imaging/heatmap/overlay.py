"""A heat map drawn over its displayed image, pixel for pixel as the window does it: what exported pictures show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.imaging.heatmap.contours import contours, place_points
from xray_desktop.imaging.heatmap.render import blend, colour_table, maximum_of, normalise, place_heatmap, seen_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.geometry import Geometry
    from xray_desktop.imaging.heatmap.style import ColourMap, HeatmapStyle

LINE_WIDTH = 1.4
HALO_WIDTH = 3.4
"""Of contours and of the dark seam around them, in pixels of a picture of ordinary size."""
HALO_OPACITY = 0.7
"""Relative to the line's."""

_DARKEST_LINE = 0.4
_ORDINARY_SIDE = 1500
_SHIFT = 4
"""OpenCV takes corners as whole 16ths of a pixel."""


def line_colour(colour_map: ColourMap, level: float) -> tuple[int, int, int]:
    """Return the red, green and blue of a contour, 0 to 255.

    The dark half of a map is lost on a dark picture, and a line in the very colour of what it crosses could not be
    seen: lines take the bright part, in the same order.
    """
    red, green, blue = colour_table(colour_map)[round((_DARKEST_LINE + (1.0 - _DARKEST_LINE) * level) * 255.0)]
    return int(red), int(green), int(blue)


def overlay_heatmap(
    displayed: NDArray[np.uint8],
    heatmap: NDArray[np.float32],
    geometry: Geometry,
    style: HeatmapStyle,
    scale_maximum: float | None = None,
) -> NDArray[np.uint8]:
    """Draw a heat map over its image.

    Parameters
    ----------
    displayed
        The image as displayed, shape ``[rows, columns]``, uint8.
    heatmap
        As the model gave it, shape ``[h, w]``, zero or more.
    geometry
        Places it on the image.
    style
        What is drawn.
    scale_maximum
        What becomes 1; the map's own maximum where None.

    Returns
    -------
    ndarray
        Shape ``[rows, columns, 3]``, uint8, RGB.
    """
    rows, columns = displayed.shape
    if style.colours:
        placed = place_heatmap(normalise(heatmap, scale_maximum), geometry, rows, columns, style.threshold)
        picture = blend(displayed, placed, style.colour_map, style.opacity)
    else:
        picture = np.repeat(displayed[:, :, None], 3, axis=2)
    return _with_lines(picture, heatmap, geometry, style, maximum_of(heatmap, scale_maximum))


def _with_lines(
    picture: NDArray[np.uint8],
    heatmap: NDArray[np.float32],
    geometry: Geometry,
    style: HeatmapStyle,
    maximum: float,
) -> NDArray[np.uint8]:
    if maximum <= 0.0 or not style.levels or style.opacity <= 0.0:
        return picture
    rows, columns = picture.shape[:2]
    seen = seen_mask(geometry, rows, columns)
    # On a very large picture, which is looked at reduced, thin lines would be lost.
    width = max(1, round(max(rows, columns) / _ORDINARY_SIDE))
    found = contours(heatmap, [level * maximum for level in style.levels])
    for level, lines in zip(style.levels, found, strict=True):
        corners = [_corners(place_points(line, geometry, _shape(heatmap), rows, columns)) for line in lines]
        picture = _stroked(picture, corners, (0, 0, 0), HALO_WIDTH * width, seen, style.line_opacity * HALO_OPACITY)
        colour = line_colour(style.colour_map, level)
        picture = _stroked(picture, corners, colour, LINE_WIDTH * width, seen, style.line_opacity)
    return picture


def _shape(heatmap: NDArray[np.float32]) -> tuple[int, int]:
    return heatmap.shape[0], heatmap.shape[1]


def _corners(points: NDArray[np.float64]) -> NDArray[np.int32]:
    # OpenCV counts from the middle of the first pixel.
    return np.rint((points - 0.5) * 2.0**_SHIFT).astype(np.int32)


def _thickness(width: float) -> int:
    """Ask OpenCV for a smooth line of a width in pixels: what it draws is 1.4, 3.4, 5.4 ... wide."""
    return max(1, 2 * round((width - 1.4) / 2.0))


def _stroked(
    picture: NDArray[np.uint8],
    lines: list[NDArray[np.int32]],
    colour: tuple[int, int, int],
    width: float,
    seen: NDArray[np.bool_],
    opacity: float,
) -> NDArray[np.uint8]:
    """Draw lines over a copy of a picture where the model looked."""
    drawn = cv2.polylines(picture.copy(), lines, False, colour, _thickness(width), cv2.LINE_AA, _SHIFT)
    changed = seen & (drawn != picture).any(axis=2)
    before = picture[changed].astype(np.float32)
    mixed = picture.copy()
    mixed[changed] = np.rint(before + (drawn[changed] - before) * np.float32(opacity))
    return mixed
