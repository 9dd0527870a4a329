"""What a film carries besides the body: the side marker, the collimator's edge, and the word that says it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from xray_desktop.phantom.plane import Float

BURNED_IN_WORD = "SYNTHETIC"
"""Stands on every drawing, so that no copy of it passes for a patient's film."""

_FONT = cv2.FONT_HERSHEY_DUPLEX
_FONT_HEIGHT = 22.0
"""Pixels of a capital letter at scale 1."""


def collimate(picture: Float, rng: np.random.Generator) -> Float:
    """Blacken what the collimator's four blades keep from the film; they stand almost straight.

    Takes and returns display values, ``[rows, columns]``, float32, 0 to 1.
    """
    rows, columns = picture.shape
    inset = rng.uniform(-0.01, 0.02, 4)
    lean = rng.normal(0.0, 0.004, 4)
    x, y = np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32)[:, None]
    distances = (
        x - inset[0] * columns - lean[0] * y,
        columns - 1 - x - inset[1] * columns - lean[1] * y,
        y - inset[2] * rows - lean[2] * x,
        rows - 1 - y - inset[3] * rows - lean[3] * x,
    )
    penumbra = max(1.0, columns / 500)
    open_part = np.clip(np.minimum.reduce([np.broadcast_to(d, picture.shape) for d in distances]) / penumbra, 0.0, 1.0)
    return np.asarray(picture * open_part, np.float32)


def letter(picture: Float, marker: str, rng: np.random.Generator) -> None:
    """Burn in the side marker on the patient's right, and the word below, in place.

    Letters are white with a black shadow, so that they are read on dark and on bright ground.

    Parameters
    ----------
    picture
        Display values, ``[rows, columns]``, float32, 0 to 1; written on.
    marker
        Of the side: "R".
    """
    rows, columns = picture.shape
    # Small films keep a word that can be read.
    height = max(9.0, 0.024 * columns)
    _write(picture, marker, int(columns * rng.uniform(0.04, 0.09)), int(rows * rng.uniform(0.1, 0.3)), 1.35 * height)
    _write(picture, BURNED_IN_WORD, int(0.04 * columns), rows - int(0.04 * rows), height)


def _write(picture: Float, text: str, column: int, row: int, height: float) -> None:
    scale = height / _FONT_HEIGHT
    stroke = max(1, round(height / 9))
    shadow = np.zeros(picture.shape, np.uint8)
    offset = max(1, stroke // 2)
    cv2.putText(shadow, text, (column + offset, row + offset), _FONT, scale, 255, stroke + 1, cv2.LINE_AA)
    picture *= 1.0 - shadow.astype(np.float32) / 255.0
    ink = np.zeros(picture.shape, np.uint8)
    cv2.putText(ink, text, (column, row), _FONT, scale, 255, stroke, cv2.LINE_AA)
    np.maximum(picture, ink.astype(np.float32) / 255.0, out=picture)
