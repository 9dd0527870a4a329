"""The pointing game (Zhang et al., 2018): a map's maximum should fall into what it is to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from converter.evaluation.heatmaps.averages import mean_of, share_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.model_file.figure import Figure


@dataclass(frozen=True, slots=True, eq=False)
class PointingGame:
    """How maps lie to their targets, each ``[N]``, bool or float64.

    Attributes
    ----------
    inside, near
        The maximum lies within the target; within one cell of the map around it. A blank map points nowhere.
    energy
        Share of the map's sum within the target, 0 to 1.
    chance, chance_in_lungs
        What a point anywhere on the picture, or anywhere in the lungs, would do: target area over that area.
    """

    inside: NDArray[np.bool_]
    near: NDArray[np.bool_]
    energy: NDArray[np.float64]
    chance: NDArray[np.float64]
    chance_in_lungs: NDArray[np.float64]

    def figures(self, which: NDArray[np.bool_], patients: NDArray[Any]) -> dict[str, Figure]:
        """Return shares and means over some of the pictures, ``[N]``, bool; nothing where there are none."""
        if not which.any():
            return {}
        people = patients[which]
        return {
            "maximum inside": share_of(self.inside[which], people),
            "maximum within one cell": share_of(self.near[which], people),
            "heat inside": mean_of(self.energy[which], people),
            "chance on the picture": mean_of(self.chance[which], people),
            "chance in the lungs": mean_of(self.chance_in_lungs[which], people),
        }


def pointing_game(
    placed: NDArray[np.float32], targets: NDArray[np.bool_], lungs: NDArray[np.bool_], cells: tuple[int, int]
) -> PointingGame:
    """Hold maps against targets.

    Parameters
    ----------
    placed
        Maps on the pictures, shape ``[N, rows, columns]``, float32, zero or more.
    targets, lungs
        Of the same shape, bool; no target is empty.
    cells
        Rows and columns of the maps as the model gave them.
    """
    count, rows, columns = placed.shape
    flat = placed.reshape(count, -1)
    highest, every = flat.argmax(axis=1), np.arange(count)
    seen = flat.max(axis=1) > 0.0
    size = (2 * round(columns / cells[1]) + 1, 2 * round(rows / cells[0]) + 1)
    cell = cv2.getStructuringElement(cv2.MORPH_RECT, size)
    wide = np.stack([cv2.dilate(target.astype(np.uint8), cell).astype(np.bool_) for target in targets])
    total = flat.sum(axis=1, dtype=np.float64)
    area = targets.sum(axis=(1, 2))
    return PointingGame(
        seen & targets.reshape(count, -1)[every, highest],
        seen & wide.reshape(count, -1)[every, highest],
        (placed * targets).sum(axis=(1, 2), dtype=np.float64) / np.where(total > 0.0, total, 1.0),
        area / (rows * columns),
        (targets & lungs).sum(axis=(1, 2)) / np.maximum(lungs.sum(axis=(1, 2)), 1),
    )
