"""How a picture was taken and written, measured where there are no lungs.

A network that can tell two classes by their collimation, their markers or the sharpness of their scanner need not look
at lungs. These figures are of the frame around the thorax, of the finest detail and of the use of the grey scale; the
brightness of the middle is left out, since that is where an opacity shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Picture = NDArray[np.float32]
    """Shape ``[SIDE_PX, SIDE_PX]``, 0 to 255."""

SIDE_PX = 224
"""Rows and columns that pictures are measured at: the size that the published set comes in here."""

_FRAME = 0.10
_CORNER = 0.25
_BLACK, _WHITE = 6.0, 249.0
_MARKER_LEVELS = 70.0
_JPEG_BLOCK_PX = 8
_BANDS = ((0.10, 0.20), (0.20, 0.30), (0.30, 0.40), (0.40, 0.50))
"""Of the spectrum, in cycles a pixel."""


def acquisition_features(picture: Picture) -> dict[str, float]:
    """Measure one picture.

    Parameters
    ----------
    picture
        Shape ``[SIDE_PX, SIDE_PX]``, float32, 0 to 255, bone bright.

    Returns
    -------
    dict
        Figures by name, in a fixed order.
    """
    return dict(
        (
            *_grey_scale(picture),
            *_frame(picture),
            *_corners(picture),
            *_detail(picture),
            ("blockiness", _blockiness(picture)),
        )
    )


def measure_acquisition(pictures: NDArray[np.float16]) -> tuple[list[str], NDArray[np.float64]]:
    """Measure pictures.

    Parameters
    ----------
    pictures
        Shape ``[N, SIDE_PX, SIDE_PX]``, any float, 0 to 255.

    Returns
    -------
    tuple
        Names of the figures, and their values, shape ``[N, figures]``, float64.
    """
    rows = [acquisition_features(np.asarray(picture, np.float32)) for picture in pictures]
    return list(rows[0]), np.array([list(row.values()) for row in rows])


def _grey_scale(picture: Picture) -> Iterator[tuple[str, float]]:
    counts = np.bincount(np.clip(np.rint(picture), 0, 255).astype(np.int64).ravel(), minlength=256)
    yield "black share", float((picture <= _BLACK).mean())
    yield "white share", float((picture >= _WHITE).mean())
    yield "darkest", float(np.quantile(picture, 0.001))
    yield "brightest", float(np.quantile(picture, 0.999))
    # A stretched or re-windowed picture skips grey levels.
    yield "grey levels in use", float((counts > 0).sum())


def _frame(picture: Picture) -> Iterator[tuple[str, float]]:
    """Measure the four sides: collimation, the shutter of a plate reader, air beside the child."""
    width = int(_FRAME * len(picture))
    sides = {
        "left": picture[:, :width],
        "right": picture[:, -width:],
        "top": picture[:width],
        "bottom": picture[-width:],
    }
    for name, side in sides.items():
        yield f"{name} mean", float(side.mean())
        yield f"{name} spread", float(side.std())
        yield f"{name} black share", float((side <= _BLACK).mean())
        yield f"{name} edge", float(np.abs(np.diff(side.mean(axis=int(name in {"left", "right"}) * 1 - 1))).mean())


def _corners(picture: Picture) -> Iterator[tuple[str, float]]:
    """Measure what is small and bright near the border: lateral markers and text."""
    blobs = cv2.morphologyEx(picture, cv2.MORPH_TOPHAT, np.ones((11, 11), np.uint8))
    size = int(_CORNER * len(picture))
    for name, place in {
        "upper left": np.s_[:size, :size],
        "upper right": np.s_[:size, -size:],
        "lower left": np.s_[-size:, :size],
        "lower right": np.s_[-size:, -size:],
    }.items():
        yield f"{name} mean", float(picture[place].mean())
        yield f"{name} markers", float((blobs[place] > _MARKER_LEVELS).mean())


def _detail(picture: Picture) -> Iterator[tuple[str, float]]:
    """Measure the finest detail against the coarser: native resolution, grain, sharpening by the plate reader."""
    window = np.hanning(len(picture))
    centred = (picture - picture.mean()) * np.outer(window, window)
    power = np.abs(np.fft.rfft2(centred)) ** 2
    radius = np.hypot(np.fft.fftfreq(len(picture))[:, None], np.fft.rfftfreq(len(picture))[None])
    bands = [float(np.log(power[(radius >= low) & (radius < high)].mean() + 1.0)) for low, high in _BANDS]
    yield "finest detail", bands[-1]
    for (low, high), coarse, fine in zip(_BANDS[1:], bands, bands[1:], strict=False):
        yield f"fall of spectrum to {low:.1f}-{high:.1f}", coarse - fine
    laplacian = cv2.Laplacian(picture, cv2.CV_32F)
    frame = np.ones(picture.shape, bool)
    width = int(_FRAME * len(picture))
    frame[width:-width, width:-width] = False
    # The median, since grain is everywhere and edges are not.
    yield "grain of the frame", float(np.median(np.abs(laplacian[frame])))
    yield "grain", float(np.median(np.abs(laplacian)))


def _blockiness(picture: Picture) -> float:
    """Compare steps across the borders of JPEG blocks with all others; 1 where there are no blocks."""
    steps = np.abs(np.diff(picture, axis=1)).mean(axis=0)
    borders = np.arange(len(steps)) % _JPEG_BLOCK_PX == _JPEG_BLOCK_PX - 1
    return float((steps[borders].mean() + 0.1) / (steps[~borders].mean() + 0.1))


def of_frame(name: str) -> bool:
    """Tell whether a figure is measured on the frame alone, where there are no lungs."""
    return name.endswith("of the frame") or name.startswith(("left ", "right ", "top ", "bottom "))
