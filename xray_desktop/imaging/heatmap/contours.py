"""Lines of equal evidence on a heat map: marching squares on the same bilinear surface that is coloured.

The lines are found once, in cells of the heat map, and placed through the geometry at any zoom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from xray_desktop.imaging.heatmap.render import linear_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from xray_desktop.imaging.geometry import Geometry

_SAMPLES = 224
"""Along the longer side of a map, about: a step is then a few pixels of a large screen."""
_FINEST = 0.0005
"""Cells that a line may run astray where points are left out: a tenth of a pixel on a large screen."""

# Edges of a square of four samples, and for each pattern of corners at or above the level (1 upper left, 2 upper right,
# 4 lower right, 8 lower left) the edges that the line comes from and goes to, with the higher side on its left.
_TOP, _RIGHT, _BOTTOM, _LEFT = range(4)
_PASSAGES: Mapping[int, tuple[tuple[int, int], ...]] = {
    1: ((_LEFT, _TOP),),
    2: ((_TOP, _RIGHT),),
    3: ((_LEFT, _RIGHT),),
    4: ((_RIGHT, _BOTTOM),),
    6: ((_TOP, _BOTTOM),),
    7: ((_LEFT, _BOTTOM),),
    8: ((_BOTTOM, _LEFT),),
    9: ((_BOTTOM, _TOP),),
    11: ((_BOTTOM, _RIGHT),),
    12: ((_RIGHT, _LEFT),),
    13: ((_RIGHT, _TOP),),
    14: ((_TOP, _LEFT),),
    # Two opposite corners are high: a low middle parts them, a high one (16 more) joins them.
    5: ((_LEFT, _TOP), (_RIGHT, _BOTTOM)),
    10: ((_TOP, _RIGHT), (_BOTTOM, _LEFT)),
    21: ((_RIGHT, _TOP), (_LEFT, _BOTTOM)),
    26: ((_TOP, _LEFT), (_BOTTOM, _RIGHT)),
}


def contours(heatmap: NDArray[np.float32], levels: Iterable[float]) -> list[list[NDArray[np.float64]]]:
    """Find where a heat map crosses some levels.

    Parameters
    ----------
    heatmap
        Shape ``[h, w]``, any scale.
    levels
        On the same scale, above 0.

    Returns
    -------
    list of list of ndarray
        For each level its lines, of shape ``[n, 2]``, float64: ``(column, row)`` in cells, whole numbers at their
        centres, from -0.5 to the number of cells less 0.5. Closed lines end where they begin; others begin and end at
        the map's edge.
    """
    step = _samples_per_cell(heatmap)
    finest = _FINEST * step
    down, across = (linear_weights(1.0 / step, -0.5, cells * step + 1, cells) for cells in heatmap.shape)
    surface = np.asarray(down @ heatmap @ across.T, np.float32)
    rounding = step // 6
    return [
        [_thinned(_rounded(line, rounding), finest) / step - 0.5 for line in _lines(surface, level)] for level in levels
    ]


def place_points(
    cells: NDArray[np.float64], geometry: Geometry, shape: tuple[int, int], rows: int, columns: int
) -> NDArray[np.float64]:
    """Place points of a heat map on a picture of the source.

    Parameters
    ----------
    cells
        Shape ``[n, 2]``, as `contours` gives them.
    geometry
        What `preprocess` gave for this image.
    shape
        Rows and columns of the heat map.
    rows, columns
        Size of the picture.

    Returns
    -------
    ndarray
        Shape ``[n, 2]``, float64: ``(x, y)``, continuous pixels from the picture's upper left corner.
    """
    matrix = geometry.source_to_heatmap_matrix(*shape, rows, columns)
    placed: NDArray[np.float64] = (cells - matrix[:, 2]) / matrix.diagonal() + 0.5
    return placed


def _samples_per_cell(heatmap: NDArray[np.float32]) -> int:
    # An even number has samples on the centres, where the surface bends.
    rows, columns = heatmap.shape
    return max(2, 2 * int(_SAMPLES / max(rows, columns) / 2))


def _lines(surface: NDArray[np.float32], level: float) -> Iterator[NDArray[np.float64]]:
    """Yield the lines of one level, each ``[n, 2]``, float64, ``(column, row)`` in samples."""
    starts, ends = _segments(surface, level)
    for line in _chained(starts, ends):
        yield _crossings(surface, np.array(line), level)


def _rounded(line: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Round the corners that a bilinear surface has where cells meet: each point becomes the mean of its neighbours.

    It moves the line by less than a tenth of a cell. Both ends stay; a closed line is rounded all the way, and one too
    short to have corners is left alone.
    """
    width = 2 * reach + 1
    if len(line) <= 2 * width:
        return line
    if closed := _is_closed(line):
        line = np.concatenate([line[-1 - reach : -1], line, line[1 : 1 + reach]])
    sums = np.concatenate([np.zeros((1, 2)), np.cumsum(line, axis=0)])
    means = (sums[width:] - sums[:-width]) / width
    return means if closed else np.concatenate([line[:1], means, line[-1:]])


def _thinned(line: NDArray[np.float64], finest: float) -> NDArray[np.float64]:
    """Leave out points that lie on the way from the one before to the one after, which only take time to draw."""
    closed = _is_closed(line)
    kept = cv2.approxPolyDP((line[:-1] if closed else line).astype(np.float32), finest, closed)[:, 0]
    return np.concatenate([kept, kept[:1]] if closed else [kept]).astype(np.float64)


def _is_closed(line: NDArray[np.float64]) -> bool:
    return bool((line[0] == line[-1]).all())


def _segments(surface: NDArray[np.float32], level: float) -> tuple[list[int], list[int]]:
    """Return the edges, numbered, that each piece of line comes from and goes to."""
    rows, columns, found = _crossed(surface, level)
    starts: list[NDArray[Any]] = []
    ends: list[NDArray[Any]] = []
    for pattern, passages in _PASSAGES.items():
        here = found == pattern
        edges = _edges(rows[here], columns[here], surface.shape)
        starts += [edges[begin] for begin, _ in passages]
        ends += [edges[end] for _, end in passages]
    return np.concatenate(starts).tolist(), np.concatenate(ends).tolist()


def _crossed(surface: NDArray[np.float32], level: float) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Find the squares that a line crosses: their rows, columns and patterns."""
    high = (surface >= level).view(np.uint8)
    corners = high[:-1, :-1] | high[:-1, 1:] << 1 | high[1:, 1:] << 2 | high[1:, :-1] << 3
    rows, columns = np.nonzero((corners != 0) & (corners != 15))
    found = corners[rows, columns]
    middle = sum(surface[rows + below, columns + beside] for below in (0, 1) for beside in (0, 1)) / 4.0
    return rows, columns, found + 16 * (((found == 5) | (found == 10)) & (middle >= level))


def _edges(rows: NDArray[Any], columns: NDArray[Any], shape: tuple[int, ...]) -> tuple[NDArray[Any], ...]:
    """Return the numbers of the four edges of squares: the lying ones first, by the sample that they begin at."""
    samples, width = shape[0] * shape[1], shape[1]
    corner = rows * width + columns
    return corner, samples + corner + 1, corner + width, samples + corner


def _crossings(surface: NDArray[np.float32], edges: NDArray[Any], level: float) -> NDArray[np.float64]:
    """Find the point ``(column, row)`` in samples where the level crosses each edge."""
    standing, begin = np.divmod(edges, surface.size)
    rows, columns = np.divmod(begin, surface.shape[1])
    near, far = surface[rows, columns], surface[rows + standing, columns + 1 - standing]
    share = (level - near) / (far - near)
    places = np.stack([columns + share * (1 - standing), rows + share * standing], axis=1)
    return places.astype(np.float64)


def _chained(starts: list[int], ends: list[int]) -> Iterator[list[int]]:
    """Join pieces to lines; those that begin at the map's edge first, for a closed line can begin anywhere."""
    following = dict(zip(starts, ends, strict=True))
    for begin in (*sorted(following.keys() - set(ends)), *starts):
        if begin in following:
            line = [begin]
            while (edge := following.pop(line[-1], None)) is not None:
                line.append(edge)
            yield line
