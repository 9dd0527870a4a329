"""From path lengths to grey values: attenuation, scatter, noise, and the processing that a detector does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from xray_desktop.phantom.anatomy import Anatomy
    from xray_desktop.phantom.plane import Float, Plane

WATER_PER_CM = 0.19
"""Linear attenuation of soft tissue at the mean energy of a chest film."""
BONE_PER_CM = 0.42
"""What compact bone attenuates more than the soft tissue in its place."""
LUNG_AIR = 0.76
"""Part of a lung that is air."""

_PHOTONS = 40_000.0
"""Detected in an unattenuated pixel; sets the grain."""
_READOUT_VARIANCE = 4e-9


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """What the detector measures, each ``[rows, columns]``, float32.

    Attributes
    ----------
    density
        Negative logarithm of the signal, with scatter and noise.
    added
        What a shadow adds to it: where there is none, 0.
    """

    density: Float
    added: Float


def expose(attenuation: Float, shadow: Float, anatomy: Anatomy, plane: Plane, rng: np.random.Generator) -> Exposure:
    """Take the picture.

    Parameters
    ----------
    attenuation
        Line integral along each ray, ``[rows, columns]``, float32, without unit.
    shadow
        What an opacity adds to it, same shape and dtype. It leaves scatter and noise as they are, so that a film with
        an opacity and the same film without differ in its place alone.
    """
    primary = np.exp(-attenuation)
    scatter = 0.25 * _wide_blur(primary, 3.0 * plane.pixels_per_cm) + 0.1 * _wide_blur(
        primary, 8.0 * plane.pixels_per_cm
    )
    signal = primary + scatter
    noise = rng.standard_normal(signal.shape, np.float32)
    noise = 0.75 * noise + 0.9 * cv2.GaussianBlur(noise, (0, 0), 0.8)
    detected = signal + noise * np.sqrt(signal / (_PHOTONS * anatomy.exposure) + _READOUT_VARIANCE)
    dimmed = (primary * np.exp(-shadow) + scatter) / signal
    return Exposure(-np.log(np.maximum(detected, 1e-4)), -np.log(dimmed))


def present(exposure: Exposure, anatomy: Anatomy, plane: Plane) -> Float:
    """Map densities to display values, as the processing of a digital detector does.

    Large differences are compressed and small ones raised, then a gentle S-shaped curve.

    Returns
    -------
    ndarray
        Shape ``[rows, columns]``, float32, 0 to 1, bone bright.
    """
    density = exposure.density
    coarse = _wide_blur(density, 2.4 * plane.pixels_per_cm)
    middle = _wide_blur(density, 0.5 * plane.pixels_per_cm)
    balanced = 0.72 * coarse + 1.15 * (middle - coarse) + 1.7 * (density - middle) + 0.9 * exposure.added
    place = anatomy.contrast * ((balanced - 0.2) / 2.75 - 0.5) + 0.5
    # Brightness shifts the body's greys and leaves black air black.
    place += anatomy.brightness * np.clip(4.0 * place, 0.0, 1.0)
    return np.asarray(np.clip(place - 0.03 * np.sin(2.0 * np.pi * place), 0.0, 1.0), np.float32)


def _wide_blur(image: Float, sigma: float) -> Float:
    """Blur by a Gaussian of many pixels, on a small copy."""
    step = max(1, int(sigma / 4))
    small = cv2.resize(image, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / step, borderType=cv2.BORDER_REFLECT)
    return np.asarray(cv2.resize(small, image.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)
