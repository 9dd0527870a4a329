"""The heat map as a picture that Qt lays over the radiograph."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from xray_desktop.imaging.geometry import Geometry, Rectangle
from xray_desktop.imaging.heatmap import colour_table, is_blank, normalise, place_heatmap
from xray_desktop.imaging.turn import UPRIGHT, Turn
from xray_desktop.qt.viewer.qt_image import premultiplied_image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.colour_map import ColourMap
    from xray_desktop.qt.viewer.transform import PixelRectangle


class HeatmapLayer:
    """Places one heat map on the screen and remembers the last answer.

    Parameters
    ----------
    heatmap
        As the model gave it, shape ``[h, w]``, zero or more; its own maximum becomes 1.
    geometry
        Places it on the source.
    turn
        How the picture lies on the screen.
    """

    def __init__(self, heatmap: NDArray[np.float32], geometry: Geometry, turn: Turn = UPRIGHT) -> None:
        self.blank = is_blank(heatmap)
        self._normalised = turn.apply(normalise(heatmap))
        self._geometry = turn.geometry(geometry)
        self._request: tuple[PixelRectangle, PixelRectangle, ColourMap] | None = None
        self._picture = QImage()

    def picture(self, placement: PixelRectangle, part: PixelRectangle, colour_map: ColourMap) -> QImage:
        """Give the layer at full opacity, which itself grows with the value as in `imaging.heatmap.blend`.

        Parameters
        ----------
        placement
            Where the whole radiograph is drawn, in device pixels.
        part
            What of it is seen, from its own corner.
        colour_map
            Colours of the values.

        Returns
        -------
        QImage
            Premultiplied, of the size of ``part``.
        """
        request = (placement, part, colour_map)
        if self._request != request:
            self._request = request
            seen = geometry_of_part(self._geometry, placement, part)
            placed = place_heatmap(self._normalised, seen, part.height, part.width)
            levels = np.rint(placed.values * np.float32(255.0)).astype(np.uint8)
            self._picture = premultiplied_image(_layer_table(colour_map)[levels])
        return self._picture

    def unseen(self, placement: PixelRectangle) -> tuple[Rectangle, ...]:
        """List the parts of the placed radiograph that the model never looked at, from its own corner."""
        seen = _scaled(self._geometry, placement)
        right, bottom = seen.left + seen.width, seen.top + seen.height
        bands = (
            Rectangle(0.0, 0.0, float(placement.width), seen.top),
            Rectangle(0.0, bottom, float(placement.width), placement.height - bottom),
            Rectangle(0.0, seen.top, seen.left, seen.height),
            Rectangle(right, seen.top, placement.width - right, seen.height),
        )
        return tuple(band for band in bands if band.width >= 1.0 and band.height >= 1.0)


def geometry_of_part(geometry: Geometry, placement: PixelRectangle, part: PixelRectangle) -> Geometry:
    """Speak of what is seen as if it were the source, so that only the screen's own pixels are computed."""
    seen = _scaled(geometry, placement)
    return replace(
        geometry,
        source_rows=part.height,
        source_columns=part.width,
        seen=replace(seen, left=seen.left - part.left, top=seen.top - part.top),
    )


def _scaled(geometry: Geometry, placement: PixelRectangle) -> Rectangle:
    x, y = placement.width / geometry.source_columns, placement.height / geometry.source_rows
    seen = geometry.seen
    return Rectangle(seen.left * x, seen.top * y, seen.width * x, seen.height * y)


@cache
def _layer_table(colour_map: ColourMap) -> NDArray[np.uint32]:
    """Give value 0 to 255 as premultiplied 0xAARRGGBB whose alpha is the value itself."""
    alpha = np.arange(256, dtype=np.uint32)
    colours = np.rint(colour_table(colour_map) * (alpha[:, None] / 255.0)).astype(np.uint32)
    shifted = (alpha << 24) | (colours[:, 0] << 16) | (colours[:, 1] << 8) | colours[:, 2]
    return shifted.astype(np.uint32)
