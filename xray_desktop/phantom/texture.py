"""Fine structure that no outline gives: spongy bone and the lungs' network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from xray_desktop.phantom.plane import Float, Plane


def grain(plane: Plane, rng: np.random.Generator, size_cm: float) -> Float:
    """Return a field of mean 0 and deviation 1 whose structures have this size, ``[rows, columns]``, float32."""
    sigma = max(0.4, 0.4 * size_cm * plane.pixels_per_cm)
    step = max(1, int(sigma / 1.5))
    shape = (plane.rows // step + 2, plane.columns // step + 2)
    noise = rng.standard_normal(shape, np.float32)
    band = cv2.GaussianBlur(noise, (0, 0), sigma / step) - cv2.GaussianBlur(noise, (0, 0), 2.5 * sigma / step)
    band /= band.std()
    return np.asarray(cv2.resize(band, (plane.columns, plane.rows), interpolation=cv2.INTER_CUBIC), np.float32)


def network(plane: Plane, rng: np.random.Generator, size_cm: float) -> Float:
    """Return a net of fine lines where a random field passes through zero: ``[rows, columns]``, float32, 0 to 1."""
    field = grain(plane, rng, size_cm)
    return np.asarray(np.exp(-((field / 0.35) ** 2)), np.float32)
