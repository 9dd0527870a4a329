"""Asking a model file for both of its answers, and laying the maps on the pictures as the viewer does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from converter.export.parity import open_session, run_in_batches
from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.heatmap.render import normalise, place_heatmap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.model_file.checks import CheckedModel

    Pictures = NDArray[np.float32]

_BATCH = 8
_CERTAIN = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What a model says of pictures.

    Attributes
    ----------
    probabilities
        Shape ``[N]``, float64.
    heatmaps
        Shape ``[N, h, w]``, float32, zero or more.
    """

    probabilities: NDArray[np.float64]
    heatmaps: Pictures

    @property
    def log_odds(self) -> NDArray[np.float64]:
        """Return the probabilities on a scale without ends, ``[N]``; those nearer to 0 or 1 than 1e-7 are put there."""
        inside = np.clip(self.probabilities, _CERTAIN, 1.0 - _CERTAIN)
        return np.asarray(np.log(inside / (1.0 - inside)), np.float64)


class Looker:
    """A checked model file, run by onnxruntime on the CPU.

    Parameters
    ----------
    checked
        With its card.
    """

    def __init__(self, checked: CheckedModel) -> None:
        self.card = checked.card
        self.spec = checked.card.input.spec()
        self.threshold = checked.card.operating_point(checked.card.default_operating_point).threshold
        self.cells = (checked.card.heatmap.rows, checked.card.heatmap.columns)
        self._session = open_session(checked.content)

    def look(self, pictures: Pictures) -> Looked:
        """Judge pictures of the model's own size, ``[N, rows, columns]``, 0 to 255, bone bright."""
        probabilities, heatmaps = run_in_batches(self._session, np.asarray(pictures, np.float32)[..., None], _BATCH)
        return Looked(probabilities.astype(np.float64), heatmaps)

    def place(self, heatmaps: Pictures) -> Pictures:
        """Lay maps on what the model saw, ``[N, rows, columns]``, each 0 to 1: bilinear, as the viewer draws them."""
        return place_on_pictures(heatmaps, self.spec.rows, self.spec.columns)


def place_on_pictures(heatmaps: Pictures, rows: int, columns: int) -> Pictures:
    """Lay maps ``[N, h, w]`` on pictures of this size by the viewer's geometry; a blank map stays blank."""
    geometry = plan_geometry(rows, columns, rows, columns, AspectPolicy.STRETCH)
    return np.stack([place_heatmap(normalise(one), geometry, rows, columns).values for one in heatmaps])
