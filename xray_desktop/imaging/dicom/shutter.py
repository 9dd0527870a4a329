"""Display shutters: what of a picture is not to be seen (DICOM PS3.3 C.7.6.11, C.7.6.15)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.imaging.graphics import Shutter
from xray_desktop.imaging.masks import pack_mask, unpack_mask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.header import Header
    from xray_desktop.imaging.graphics import Overlay

_UNUSABLE = "The shutter in the header is unusable and is left open."
_WHITE = 65535.0
_FAR = 100_000
"""A corner further out than this changes nothing of what a picture shows; OpenCV's arithmetic ends somewhere."""


class _BadShutterError(Exception):
    """The header names a shape and does not describe it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a shape lies on.

    Attributes
    ----------
    rows, columns
        Size of the picture.
    aspect
        Height of a pixel over its width.
    overlays
        By group, as one of them may be the shutter.
    """

    rows: int
    columns: int
    aspect: float
    overlays: Mapping[int, Overlay]


@dataclass(frozen=True, slots=True)
class ReadShutter:
    """A shutter, and which overlay is none because it is the shutter."""

    shutter: Shutter | None = None
    overlay_group: int | None = None
    notes: tuple[str, ...] = ()


def read_shutter(places: Sequence[Header], frame: Frame) -> ReadShutter:
    """Read the shutter; of several shapes, only what lies inside all of them is seen.

    Parameters
    ----------
    places
        Data sets that may hold it, the most specific first.
    """
    for place in places:
        shapes = [shape.upper() for shape in place.texts("ShutterShape")]
        if shapes:
            return _combine(place, shapes, frame)
    return ReadShutter()


def _combine(place: Header, shapes: list[str], frame: Frame) -> ReadShutter:
    seen = np.ones((frame.rows, frame.columns), np.bool_)
    try:
        for shape in shapes:
            seen &= _SHAPES[shape](place, frame)
    except (_BadShutterError, KeyError):
        return ReadShutter(notes=(_UNUSABLE,))
    if not seen.any():
        return ReadShutter(notes=(_UNUSABLE,))
    shutter = None if seen.all() else Shutter(pack_mask(~seen), _read_level(place))
    return ReadShutter(shutter, place.whole("ShutterOverlayGroup") if "BITMAP" in shapes else None)


def _read_level(place: Header) -> float:
    """Where nothing is said, black: the shutter is there to keep glare away."""
    return min(max((place.whole("ShutterPresentationValue") or 0) / _WHITE, 0.0), 1.0)


def _inside_rectangle(place: Header, frame: Frame) -> NDArray[np.bool_]:
    """Draw the rectangle; both edges belong to what is seen, and rows and columns count from 1."""
    left, right = _ordered(place, "ShutterLeftVerticalEdge", "ShutterRightVerticalEdge")
    upper, lower = _ordered(place, "ShutterUpperHorizontalEdge", "ShutterLowerHorizontalEdge")
    seen = np.zeros((frame.rows, frame.columns), np.bool_)
    seen[max(0, upper - 1) : max(0, lower), max(0, left - 1) : max(0, right)] = True
    return seen


def _inside_circle(place: Header, frame: Frame) -> NDArray[np.bool_]:
    """Draw the circle; its radius counts pixels along a row, so on pixels that are no squares it is an ellipse."""
    row, column = _numbers(place, "CenterOfCircularShutter", 2)
    (radius,) = _numbers(place, "RadiusOfCircularShutter", 1)
    across = (np.arange(1, frame.columns + 1) - column) ** 2
    down = ((np.arange(1, frame.rows + 1) - row) * frame.aspect) ** 2
    return np.asarray(down[:, None] + across[None, :] <= radius**2)


def _inside_polygon(place: Header, frame: Frame) -> NDArray[np.bool_]:
    numbers = np.clip(_numbers(place, "VerticesOfThePolygonalShutter", None), -_FAR, _FAR)
    if len(numbers) < 6 or len(numbers) % 2:
        raise _BadShutterError
    corners = np.rint(numbers.reshape(-1, 2)[:, ::-1] - 1).astype(np.int32)
    seen = np.zeros((frame.rows, frame.columns), np.uint8)
    cv2.fillPoly(seen, [corners], (1,))
    return seen.view(np.bool_)


def _outside_bitmap(place: Header, frame: Frame) -> NDArray[np.bool_]:
    overlay = frame.overlays.get(place.whole("ShutterOverlayGroup") or 0)
    if overlay is None:
        raise _BadShutterError
    return ~unpack_mask(overlay.mask)


def _ordered(place: Header, one: str, other: str) -> tuple[int, int]:
    numbers = [int(*_numbers(place, keyword, 1)) for keyword in (one, other)]
    return min(numbers), max(numbers)


def _numbers(place: Header, keyword: str, count: int | None) -> NDArray[np.float64]:
    numbers = place.numbers(keyword)
    if not all(map(math.isfinite, numbers)) or (count is not None and len(numbers) != count):
        raise _BadShutterError
    return np.array(numbers)


_SHAPES: dict[str, Callable[[Header, Frame], NDArray[np.bool_]]] = {
    "RECTANGULAR": _inside_rectangle,
    "CIRCULAR": _inside_circle,
    "POLYGONAL": _inside_polygon,
    "BITMAP": _outside_bitmap,
}
