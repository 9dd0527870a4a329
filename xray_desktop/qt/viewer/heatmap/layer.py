"""The heat map as pictures and lines that Qt lays over the radiograph."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainterPath, QPolygonF

from xray_desktop.imaging.geometry import Geometry, Rectangle
from xray_desktop.imaging.heatmap.contours import contours, place_points
from xray_desktop.imaging.heatmap.render import colour_table, maximum_of, normalise, place_heatmap
from xray_desktop.imaging.turn import UPRIGHT, Turn
from xray_desktop.qt.viewer.screen_raster import premultiplied_image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.heatmap.style import ColourMap
    from xray_desktop.qt.viewer.transform import PixelRectangle

    Lines = tuple[tuple[float, QPainterPath], ...]


class HeatmapLayer:
    """Places one heat map on the screen and remembers the last answers.

    Parameters
    ----------
    heatmap
        As the model gave it, shape ``[h, w]``, zero or more; its own maximum becomes 1 until `use_scale` says
        otherwise.
    geometry
        Places it on the source.
    turn
        How the picture is turned on the screen; `placement` is then that of the turned picture.

    Attributes
    ----------
    maximum
        Of the map, as the model gave it; 0 where it is blank.
    """

    def __init__(self, heatmap: NDArray[np.float32], geometry: Geometry, turn: Turn = UPRIGHT) -> None:
        self.maximum = maximum_of(heatmap)
        self._heatmap = turn.apply(heatmap)
        self._geometry = turn.geometry(geometry)
        self._scale = self.maximum
        self._request: tuple[object, ...] | None = None
        self._picture = QImage()
        self._lines_request: tuple[object, ...] | None = None
        self._lines: Lines = ()
        self._cells_request: tuple[object, ...] | None = None
        self._cells: list[list[NDArray[np.float64]]] = []

    def use_scale(self, maximum: float | None) -> None:
        """Have another maximum become 1; the map's own where None."""
        self._scale = self.maximum if maximum is None else maximum

    def picture(
        self, placement: PixelRectangle, part: PixelRectangle, colour_map: ColourMap, threshold: float = 0.0
    ) -> QImage:
        """Return the layer at full opacity, which itself grows with the value as in `imaging.heatmap.blend`.

        Parameters
        ----------
        placement
            Where the whole radiograph is drawn, in device pixels.
        part
            What of it is seen, from its own corner.
        colour_map
            Colours of the values.
        threshold
            0 to 1 of the scale: what is less is left out.

        Returns
        -------
        QImage
            Premultiplied, of the size of ``part``.
        """
        request = (placement, part, colour_map, threshold, self._scale)
        if self._request != request:
            self._request = request
            seen = geometry_of_part(self._geometry, placement, part)
            # Cut off, a half more than the value is the value rounded.
            levels = normalise(self._heatmap, self._scale) * np.float32(255.0)
            placed = place_heatmap(levels, seen, part.height, part.width, threshold * 255.0)
            placed.values[...] += np.float32(0.5)
            self._picture = premultiplied_image(_layer_table(colour_map)[placed.values.astype(np.uint8)])
        return self._picture

    def lines(self, placement: PixelRectangle, levels: tuple[float, ...]) -> Lines:
        """Return contours at some levels, shares of the scale, in device pixels from the placed radiograph's corner.

        They reach on over what the model never saw and have to be clipped to `seen`.
        """
        request = (placement.width, placement.height, levels, self._scale)
        if self._lines_request != request:
            self._lines_request = request
            self._lines = tuple(
                (level, self._path(lines, placement)) for level, lines in zip(levels, self._found(levels), strict=True)
            )
        return self._lines

    def _found(self, levels: tuple[float, ...]) -> list[list[NDArray[np.float64]]]:
        """Return the contours in cells of the map, which neither zoom nor position changes."""
        request = (levels, self._scale)
        if self._cells_request != request:
            self._cells_request = request
            self._cells = contours(self._heatmap, [level * self._scale for level in levels])
        return self._cells

    def _path(self, lines: list[NDArray[np.float64]], placement: PixelRectangle) -> QPainterPath:
        path = QPainterPath()
        rows, columns = self._heatmap.shape
        for line in lines:
            points = place_points(line, self._geometry, (rows, columns), placement.height, placement.width)
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points.tolist()]))
        return path

    def seen(self, placement: PixelRectangle) -> Rectangle:
        """Return the part of the placed radiograph that the model looked at, from its own corner."""
        return _scaled(self._geometry, placement)

    def unseen(self, placement: PixelRectangle) -> tuple[Rectangle, ...]:
        """List the parts of the placed radiograph that the model never looked at, from its own corner."""
        seen = self.seen(placement)
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
    """Return value 0 to 255 as premultiplied 0xAARRGGBB whose alpha is the value itself."""
    alpha = np.arange(256, dtype=np.uint32)
    colours = np.rint(colour_table(colour_map) * (alpha[:, None] / 255.0)).astype(np.uint32)
    shifted = (alpha << 24) | (colours[:, 0] << 16) | (colours[:, 1] << 8) | colours[:, 2]
    return shifted.astype(np.uint32)
