"""Drawn chests with an opacity at a known place, and the same chests without."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.imaging.image import ImageKey, VoiWindow, XrayImage
from xray_desktop.imaging.preprocess import preprocess
from xray_desktop.phantom import Opacity, draw_chest

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from xray_desktop.imaging.preprocess import InputSpec
    from xray_desktop.phantom import Phantom

_SIDE = 160
_RADII = (0.08, 0.17)
_STRENGTHS = (0.7, 0.95)
_SMALLEST = 0.006
"""Of the picture; an opacity that falls mostly outside the lungs is drawn elsewhere."""
_FULL = VoiWindow(127.5, 256.0)


@dataclass(frozen=True, slots=True, eq=False)
class Phantoms:
    """Drawn chests of children as a model sees them, each ``[N, rows, columns]``.

    Attributes
    ----------
    ill, well
        Float32, 0 to 255: with the opacity and without.
    targets, lungs
        Bool: where the opacity and the lungs are seen.
    """

    ill: NDArray[np.float32]
    well: NDArray[np.float32]
    targets: NDArray[np.bool_]
    lungs: NDArray[np.bool_]


def draw_phantoms(count: int, spec: InputSpec, on_picture: Callable[[], None] = lambda: None) -> Phantoms:
    """Draw pairs of chests; opacities lie anywhere in either lung and are of different sizes and densities.

    Parameters
    ----------
    count
        Pairs, at least 1; the same pairs come first however many are asked for.
    spec
        Of the model's input. Pictures go through the viewer's own preprocessing.
    on_picture
        Called after each pair.
    """
    pairs = []
    for seed in range(count):
        well, ill = _pair(seed)
        target, lungs = (_resized(mask, spec) for mask in (ill.opacity, ill.lungs))
        pairs.append((_seen(ill, spec), _seen(well, spec), target, lungs))
        on_picture()
    ill_seen, well_seen, targets, every_lung = (np.stack(parts) for parts in zip(*pairs, strict=True))
    return Phantoms(ill_seen, well_seen, targets, every_lung)


def _pair(seed: int) -> tuple[Phantom, Phantom]:
    rng = np.random.default_rng([seed, _SIDE])
    well = draw_chest(seed, _SIDE, _SIDE, child=True)
    rows, columns = np.nonzero(well.lungs)
    while True:
        place = rng.integers(len(rows))
        radii = rng.uniform(*_RADII, size=2)
        opacity = Opacity(
            float(columns[place] + 0.5) / _SIDE,
            float(rows[place] + 0.5) / _SIDE,
            float(radii[0]),
            float(radii[1]),
            float(rng.uniform(*_STRENGTHS)),
        )
        ill = draw_chest(seed, _SIDE, _SIDE, opacity, child=True)
        if ill.opacity.mean() >= _SMALLEST:
            return well, ill


def _seen(phantom: Phantom, spec: InputSpec) -> NDArray[np.float32]:
    pixels = np.rint(phantom.pixels * 255.0).astype(np.uint8)
    image = XrayImage(ImageKey(Path("phantom")), pixels, (_FULL,), synthetic=True)
    return preprocess(image, spec).tensor[0, :, :, 0]


def _resized(mask: NDArray[np.bool_], spec: InputSpec) -> NDArray[np.bool_]:
    small = cv2.resize(mask.astype(np.float32), (spec.columns, spec.rows), interpolation=cv2.INTER_AREA)
    return np.asarray(small >= 0.5, np.bool_)
