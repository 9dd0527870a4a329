"""Copies of labelled images as other equipment and other habits would have made them.

A random validation split comes from the same plates as training and says nothing of the next hospital. These fixed
changes are harsher than what two plate readers of one hospital differ by; what a model loses on them is a better guess
of what it loses elsewhere. Each is deterministic and keeps the labels true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.datasets.lungs import lung_masks

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Picture = NDArray[np.float32]
    Stress = Callable[[Picture], Picture]
    """Of one picture, shape ``[rows, columns]``, float32, 0 to 255; the result is like it."""

_NOISE_SEED = 20180222

_STROKE = 0.05
"""Of the height: what is narrower can be the stroke of a letter."""
_MARKER_GREYS = 45.0
_LARGEST_MARKER = 0.008
"""Of the picture's area."""
_NEAR_BORDER = 0.16
"""Of the width or height."""


def gamma(exponent: float) -> Stress:
    """Darken (above 1) or brighten (under 1) the middle greys."""
    return lambda picture: (255.0 * (picture / 255.0) ** exponent).astype(np.float32)


def contrast(gain: float, shift: float) -> Stress:
    """Scale about the mean, shift by grey levels, clip as an over-exposed plate does."""
    return lambda picture: np.clip(picture.mean() + gain * (picture - picture.mean()) + shift, 0.0, 255.0).astype(
        np.float32
    )


def blur(share: float) -> Stress:
    """Blur with a Gaussian whose sigma is this share of the picture's height."""
    return lambda picture: np.asarray(cv2.GaussianBlur(picture, (0, 0), share * picture.shape[0]), np.float32)


def sharpen(amount: float) -> Stress:
    """Add an unsharp mask, as many plate readers do."""

    def apply(picture: Picture) -> Picture:
        smooth = cv2.GaussianBlur(picture, (0, 0), 0.012 * picture.shape[0])
        return np.clip(picture + amount * (picture - smooth), 0.0, 255.0).astype(np.float32)

    return apply


def equalise(picture: Picture) -> Picture:
    """Equalise a picture ``[rows, columns]``, 0 to 255, locally (CLAHE), as some workstations do before export."""
    clahe = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8))
    return clahe.apply(np.rint(picture).astype(np.uint8)).astype(np.float32)


def noise(sigma: float) -> Stress:
    """Add the grain of a low dose; sigma in grey levels."""

    def apply(picture: Picture) -> Picture:
        grain = np.random.default_rng(_NOISE_SEED).normal(0.0, sigma, picture.shape)
        return np.clip(picture + grain, 0.0, 255.0).astype(np.float32)

    return apply


def compress(quality: int) -> Stress:
    """Write and read as JPEG of this quality."""

    def apply(picture: Picture) -> Picture:
        _, file = cv2.imencode(".jpg", np.rint(picture).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
        return np.asarray(cv2.imdecode(file, cv2.IMREAD_GRAYSCALE), np.float32)

    return apply


def warp(scale: float, degrees: float) -> Stress:
    """Zoom in (above 1: tighter collimation) or out (under 1: wider), and rotate; what lies outside is black."""

    def apply(picture: Picture) -> Picture:
        rows, columns = picture.shape
        matrix = cv2.getRotationMatrix2D(((columns - 1) / 2, (rows - 1) / 2), degrees, scale)
        return np.asarray(cv2.warpAffine(picture, matrix, (columns, rows)), np.float32)

    return apply


def mask_corners(share: float) -> Stress:
    """Paint the four corners black: no lateral marker, no text."""

    def apply(picture: Picture) -> Picture:
        masked = picture.copy()
        rows, columns = (int(share * side) for side in picture.shape)
        for top in (slice(None, rows), slice(-rows, None)):
            for left in (slice(None, columns), slice(-columns, None)):
                masked[top, left] = 0.0
        return masked

    return apply


def mask_border(share: float) -> Stress:
    """Paint a frame black: nothing but the thorax is left."""

    def apply(picture: Picture) -> Picture:
        rows, columns = (int(share * side) for side in picture.shape)
        masked = np.zeros_like(picture)
        masked[rows:-rows, columns:-columns] = picture[rows:-rows, columns:-columns]
        return masked

    return apply


def resample(share: float) -> Stress:
    """Bring to this share of the size and back: a plate of a coarser scanner."""

    def apply(picture: Picture) -> Picture:
        rows, columns = picture.shape
        small = (max(1, round(share * columns)), max(1, round(share * rows)))
        coarse = cv2.resize(picture, small, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_LINEAR), np.float32)

    return apply


def collimate(left: float, right: float, top: float, bottom: float) -> Stress:
    """Close the shutters over these shares of the width and height."""

    def apply(picture: Picture) -> Picture:
        rows, columns = picture.shape
        inside = np.s_[
            int(top * rows) : rows - int(bottom * rows), int(left * columns) : columns - int(right * columns)
        ]
        closed = np.zeros_like(picture)
        closed[inside] = picture[inside]
        return closed

    return apply


def mask_markers(picture: Picture) -> Picture:
    """Paint over what is small, bright and sharp near the border: lateral markers, letters, numbers, leads.

    Picture and result are ``[rows, columns]``, float32, 0 to 255.
    """
    found = _markers(picture).astype(np.uint8)
    if not found.any():
        return picture.copy()
    grown = cv2.dilate(found, np.ones((3, 3), np.uint8), iterations=max(1, round(0.012 * len(picture))))
    painted = cv2.inpaint(np.rint(picture).astype(np.uint8), grown, 0.015 * len(picture), cv2.INPAINT_TELEA)
    return np.where(grown > 0, painted, picture).astype(np.float32)


def _markers(picture: Picture) -> NDArray[np.bool_]:
    rows, columns = picture.shape
    stroke = 2 * round(_STROKE * rows / 2) + 1
    peaks = cv2.morphologyEx(picture, cv2.MORPH_TOPHAT, np.ones((stroke, stroke), np.uint8)) > _MARKER_GREYS
    count, parts, sizes, centres = cv2.connectedComponentsWithStats(peaks.astype(np.uint8))
    small = sizes[:, cv2.CC_STAT_AREA] < _LARGEST_MARKER * picture.size
    from_border = np.minimum(centres, np.array([columns - 1, rows - 1]) - centres) / np.array([columns, rows])
    wanted = small & (from_border.min(axis=1) < _NEAR_BORDER) & (np.arange(count) > 0)
    return np.asarray(wanted[parts], np.bool_)


STRESSES: dict[str, Stress] = {
    "gamma 0.6": gamma(0.6),
    "gamma 1.6": gamma(1.6),
    "low contrast": contrast(0.55, 0.0),
    "high contrast": contrast(1.6, 0.0),
    "dark": contrast(1.0, -40.0),
    "bright": contrast(1.0, 40.0),
    "blurred": blur(0.008),
    "strongly blurred": blur(0.016),
    "half size and back": resample(0.5),
    "sharpened": sharpen(1.5),
    "locally equalised": equalise,
    "noise": noise(12.0),
    "JPEG quality 20": compress(20),
    "tighter crop": warp(1.2, 0.0),
    "wider view": warp(0.85, 0.0),
    "rotated left": warp(1.05, 8.0),
    "rotated right": warp(1.05, -8.0),
    "corners masked": mask_corners(0.22),
    "border masked": mask_border(0.10),
    "markers masked": mask_markers,
    "shutters closed": collimate(0.12, 0.08, 0.0, 0.06),
}
"""Name of each stress in reports, and what it does to one picture ``[rows, columns]``, float32, 0 to 255."""

LUNGS_ONLY, LUNGS_MASKED = PROBES = ("lungs only", "lungs masked")
"""Changes that ask what a network looks at. No hospital makes such pictures, so no threshold is chosen on them."""


def stressed(pictures: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    """Apply one stress to a stack of pictures, shape ``[N, rows, columns]``, float32, 0 to 255."""
    apply = STRESSES[name]
    return np.stack([apply(picture) for picture in pictures])


def probed(pictures: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """Paint everything but the lungs, and the lungs, in each picture's mean grey.

    Parameters
    ----------
    pictures
        Shape ``[N, rows, columns]``, float32, 0 to 255, bone bright.

    Returns
    -------
    dict
        The changed pictures, of the same shape, by the names in `PROBES`.
    """
    lungs = lung_masks(pictures)
    greys = pictures.mean(axis=(1, 2), keepdims=True)
    return {LUNGS_ONLY: np.where(lungs, pictures, greys), LUNGS_MASKED: np.where(lungs, greys, pictures)}
