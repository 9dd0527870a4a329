"""An opacity of our own, put into a real healthy lung: then the place is known, and the rest of the picture is real.

The texture is the drawn chest's own consolidation (`xray_desktop.phantom.consolidation`). Grey values of a
radiograph go with the logarithm of the dose, so fluid adds to them: ribs and vessels stay seen through the shadow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.datasets.lungs import lung_masks
from xray_desktop.phantom.consolidation import Opacity, replaced_air
from xray_desktop.phantom.plane import Plane

if TYPE_CHECKING:
    from numpy.typing import NDArray

_THORAX_CM = 26.0
"""Inner width of the thorax to which the texture's sizes refer."""
_RADII = (0.08, 0.17)
_STRENGTHS = (0.7, 0.95)
_SEEN = 0.15
"""Of the difference between mediastinum and lung, from which a pixel counts as opacity."""
_SOFT = 0.012
_TRIES = 20
_SMALLEST = 0.006


@dataclass(frozen=True, slots=True, eq=False)
class InsertedOpacities:
    """Pictures with an opacity put in, each ``[N, rows, columns]``.

    Attributes
    ----------
    pictures
        Float32, 0 to 255.
    targets, lungs
        Bool: where the opacity and the lungs are seen.
    """

    pictures: NDArray[np.float32]
    targets: NDArray[np.bool_]
    lungs: NDArray[np.bool_]


def insert_opacities(pictures: NDArray[np.float32]) -> InsertedOpacities:
    """Put an opacity at a random place in the lungs of each picture ``[N, rows, columns]``, 0 to 255, bone bright."""
    lungs = lung_masks(pictures, margin=0.0)
    pairs = [_insert(picture, lung, seed) for seed, (picture, lung) in enumerate(zip(pictures, lungs, strict=True))]
    return InsertedOpacities(np.stack([ill for ill, _ in pairs]), np.stack([target for _, target in pairs]), lungs)


def _insert(
    picture: NDArray[np.float32], lungs: NDArray[np.bool_], seed: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    rng = np.random.default_rng([seed, 2])
    rows, columns = np.nonzero(lungs)
    box = picture[rows.min() : rows.max(), columns.min() : columns.max()]
    # The heart and the spine lie between the lungs: fluid makes lung about as bright as they are.
    contrast = max(float(np.quantile(box, 0.9) - picture[lungs].mean()), 0.0)
    plane = Plane(picture.shape[0], picture.shape[1], float(np.ptp(columns)) / _THORAX_CM, 0.0, 0.0, 0.0)
    edge = cv2.GaussianBlur(lungs.astype(np.float32), (0, 0), _SOFT * picture.shape[0])
    for _ in range(_TRIES):
        shadow = replaced_air(_random_opacity(lungs, rng), plane, rng) * edge
        target = shadow > _SEEN
        if target.mean() >= _SMALLEST:
            break
    return np.clip(picture + np.float32(contrast) * shadow, 0.0, 255.0), np.asarray(target, np.bool_)


def _random_opacity(lungs: NDArray[np.bool_], rng: np.random.Generator) -> Opacity:
    rows, columns = np.nonzero(lungs)
    place = rng.integers(len(rows))
    across, down = rng.uniform(*_RADII, size=2)
    return Opacity(
        float(columns[place] + 0.5) / lungs.shape[1],
        float(rows[place] + 0.5) / lungs.shape[0],
        float(across),
        float(down),
        float(rng.uniform(*_STRENGTHS)),
    )
