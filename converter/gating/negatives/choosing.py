"""Pictures that choose the layer: drawn with OpenCV and NumPy, and chests of the fitting patients turned about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.gating.negatives.pictures import inverted, picture_of, turned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from xray_desktop.imaging.image import XrayImage

    Drawing = NDArray[np.uint8]
    """Shape ``[rows, columns]``, 0 to 255."""

_SIDE = 256
_OF_EACH = 40
_SEED = 0
_WORDS = [
    "the",
    "of",
    "radiograph",
    "and",
    "chest",
    "to",
    "in",
    "is",
    "that",
    "report",
    "for",
    "was",
    "seen",
    "with",
    "no",
    "lungs",
    "are",
    "clear",
    "on",
    "left",
]


def pictures_for_choosing(chests: Sequence[XrayImage]) -> dict[str, list[XrayImage]]:
    """Return pictures by kind.

    Parameters
    ----------
    chests
        Chest radiographs that the distance is fitted on.
    """
    rng = np.random.default_rng(_SEED)
    drawn = {name: [picture_of(draw(rng)) for _ in range(_OF_EACH)] for name, draw in _DRAWN.items()}
    return drawn | turned_chests(chests)


def turned_chests(chests: Sequence[XrayImage]) -> dict[str, list[XrayImage]]:
    """Turn and invert chests."""
    return {
        "upside-down chest": [turned(chest, 2) for chest in chests],
        "chest on its side": [turned(chest, 1 + 2 * (number % 2)) for number, chest in enumerate(chests)],
        "inverted chest": [inverted(chest) for chest in chests],
    }


def _smooth_noise(rng: np.random.Generator) -> Drawing:
    """Draw a spectrum that falls with frequency, as photographs have it."""
    frequency = np.hypot(np.fft.fftfreq(_SIDE)[:, None], np.fft.rfftfreq(_SIDE)[None, :])
    frequency[0, 0] = 1.0
    phases = np.exp(2j * np.pi * rng.random(frequency.shape))
    field = np.fft.irfft2(phases / frequency ** rng.uniform(0.0, 2.0), (_SIDE, _SIDE))
    return _stretched(field)


def _shapes(rng: np.random.Generator) -> Drawing:
    """Draw a scene of shaded boxes and discs."""
    scene = np.full((_SIDE, _SIDE), float(rng.integers(0, 256)))
    scene += np.linspace(-60.0, 60.0, _SIDE)[:, None] * rng.uniform(-1.0, 1.0)
    for _ in range(int(rng.integers(4, 20))):
        x, y, size = (int(value) for value in rng.integers(0, _SIDE, 3))
        level = float(rng.integers(0, 256))
        if rng.random() < 0.5:
            cv2.circle(scene, (x, y), 4 + size // 4, level, -1)
        else:
            cv2.rectangle(scene, (x, y), (x + size // 2, y + size // 3), level, -1)
    blurred: NDArray[np.float64] = cv2.GaussianBlur(scene, (0, 0), rng.uniform(0.5, 3.0)) + rng.normal(
        0, 4, scene.shape
    )
    return np.clip(blurred, 0, 255).astype(np.uint8)


def _page(rng: np.random.Generator) -> Drawing:
    """Write words in a stroke font, dark on light or light on dark."""
    page = np.full((_SIDE * 2, _SIDE * 2), 245, np.uint8)
    size = float(rng.uniform(0.4, 1.0))
    for row in range(30, 2 * _SIDE, int(44 * size)):
        line = " ".join(rng.choice(_WORDS, 12))
        cv2.putText(page, line, (int(rng.integers(10, 40)), row), cv2.FONT_HERSHEY_SIMPLEX, size, 20, 1, cv2.LINE_AA)
    return page if rng.random() < 0.7 else 255 - page


def _slice(rng: np.random.Generator) -> Drawing:
    """Draw a cross-section: an outline, a ring, organs as ellipses, on black."""
    section = np.zeros((_SIDE, _SIDE))
    half = _SIDE // 2
    outer = (int(rng.integers(75, 118)), int(rng.integers(60, 118)))
    _ellipse(section, (half, half), outer, float(rng.uniform(90, 255)))
    _ellipse(section, (half, half), (outer[0] - 8, outer[1] - 8), float(rng.uniform(50, 160)))
    for _ in range(int(rng.integers(3, 12))):
        centre = (int(half + rng.normal(0, 30)), int(half + rng.normal(0, 30)))
        _ellipse(section, centre, (int(rng.integers(5, 34)), int(rng.integers(5, 34))), float(rng.uniform(0, 255)))
    return np.clip(cv2.GaussianBlur(section, (0, 0), 1.2) + rng.normal(0, 6, section.shape), 0, 255).astype(np.uint8)


def _limb(rng: np.random.Generator) -> Drawing:
    """Draw one to five long bones in soft tissue, on black."""
    plate = np.zeros((_SIDE, _SIDE))
    bones = int(rng.integers(1, 6))
    for position in np.linspace(0.0, 1.0, bones + 2)[1:-1]:
        x, lean, width = int(position * _SIDE), int(rng.integers(-25, 26)), int(rng.integers(8, 20))
        start, end = (x - lean, int(rng.integers(0, 60))), (x + lean, _SIDE)
        cv2.line(plate, start, end, 90.0, width * 3)
        cv2.line(plate, start, end, float(rng.uniform(170, 250)), width)
        cv2.line(plate, start, end, 150.0, max(1, width // 3))
        cv2.circle(plate, (x, int(rng.integers(60, 200))), width, 225.0, -1)
    return np.clip(cv2.GaussianBlur(plate, (0, 0), 2.0) + rng.normal(0, 4, plate.shape), 0, 255).astype(np.uint8)


_DRAWN: dict[str, Callable[[np.random.Generator], Drawing]] = {
    "drawn noise": _smooth_noise,
    "drawn scene": _shapes,
    "drawn page": _page,
    "drawn slice": _slice,
    "drawn limb": _limb,
}


def _ellipse(plate: NDArray[np.float64], centre: tuple[int, int], axes: tuple[int, int], level: float) -> None:
    cv2.ellipse(plate, centre, axes, 0.0, 0.0, 360.0, level, -1)


def _stretched(field: NDArray[np.floating]) -> Drawing:
    low, high = np.percentile(field, (1, 99))
    levels: Drawing = np.clip((field - low) / (high - low) * 255.0, 0, 255).astype(np.uint8)
    return levels
