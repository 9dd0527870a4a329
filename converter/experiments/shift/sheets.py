"""Contact sheets: what a kind of acquisition looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_ROWS_OF_EACH_CLASS, _COLUMNS, _GAP_PX = 2, 8, 4


def contact_sheet(
    file: Path, pictures: NDArray[np.float16], labels: NDArray[np.int64], inside: NDArray[np.int64]
) -> None:
    """Write a PNG of pictures spread over a group: two rows of the negative class above two of the positive.

    Parameters
    ----------
    pictures
        Shape ``[N, side, side]``, float16, 0 to 255.
    labels
        Shape ``[N]``, int64, 0 or 1.
    inside
        Positions of the group's pictures, shape ``[n]``, int64.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    rows = [row for label in (0, 1) for row in _rows_of(pictures, inside[labels[inside] == label])]
    with atomic_file(file) as stream:
        stream.write(cv2.imencode(".png", np.concatenate(rows))[1].tobytes())


def _rows_of(pictures: NDArray[np.float16], positions: NDArray[np.int64]) -> list[NDArray[np.uint8]]:
    count = _ROWS_OF_EACH_CLASS * _COLUMNS
    chosen = positions[np.unique(np.linspace(0, len(positions) - 1, min(count, len(positions))).astype(int))]
    tiles = [np.pad(np.rint(pictures[place]).astype(np.uint8), _GAP_PX) for place in chosen.tolist()]
    side = pictures.shape[1] + 2 * _GAP_PX
    tiles += [np.zeros((side, side), np.uint8)] * (count - len(tiles))
    return [np.concatenate(tiles[start : start + _COLUMNS], axis=1) for start in range(0, count, _COLUMNS)]
