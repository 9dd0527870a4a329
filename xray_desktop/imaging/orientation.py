"""EXIF orientation: pictures are turned upright when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

UPRIGHT = 1

# TIFF 6.0 Orientation (274): what the stored first row and first column are of the upright picture.
_TURN: dict[int, Callable[[NDArray[Any]], NDArray[Any]]] = {
    1: lambda picture: picture,
    2: np.fliplr,
    3: lambda picture: np.rot90(picture, 2),
    4: np.flipud,
    5: lambda picture: picture.transpose(1, 0),
    6: lambda picture: np.rot90(picture, -1),
    7: lambda picture: np.rot90(picture, 2).transpose(1, 0),
    8: lambda picture: np.rot90(picture, 1),
}


def turn_upright(picture: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Apply an EXIF orientation to a grey picture, ``[rows, columns]``, any dtype; unknown numbers mean upright."""
    return np.ascontiguousarray(_TURN.get(orientation, _TURN[UPRIGHT])(picture))


def swaps_sides(orientation: int) -> bool:
    """Tell whether rows become columns."""
    return orientation in (5, 6, 7, 8)
