"""What a heat map attributes a score to: the maps of a model on the pictures, as the viewer shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.heatmap.render import normalise, place_heatmap

if TYPE_CHECKING:
    from numpy.typing import NDArray


def place_on_pictures(heatmaps: NDArray[np.float32], rows: int, columns: int) -> NDArray[np.float32]:
    """Place heat maps on pictures of a size by the viewer's geometry: bilinear, as the viewer draws them.

    Parameters
    ----------
    heatmaps
        Shape ``[N, h, w]``, float32, zero or more.
    rows, columns
        Of the pictures.

    Returns
    -------
    ndarray
        Shape ``[N, rows, columns]``, float32, each 0 to 1; a blank map stays blank.
    """
    geometry = plan_geometry(rows, columns, rows, columns, AspectPolicy.STRETCH)
    return np.stack([place_heatmap(normalise(one), geometry, rows, columns).values for one in heatmaps])
