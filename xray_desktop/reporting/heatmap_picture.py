"""A heat map as a picture file: blended over the displayed image, as the window shows it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import cv2

from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import ReportError
from xray_desktop.imaging.heatmap import blend, normalise, place_heatmap
from xray_desktop.reporting.sentences import unwritable

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from xray_desktop.imaging.colour_map import ColourMap
    from xray_desktop.imaging.geometry import Geometry

MAX_STEM = 80
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def picture_name(relative: str, frame: int, image_sha256: str) -> str:
    """Name an image's heat map: readable, safe on every file system, and another one for every other image.

    Parameters
    ----------
    relative
        Path of the image relative to its study.
    frame
        Counted from 0.
    image_sha256
        Of the image file.
    """
    identity = hashlib.sha256(f"{image_sha256}\0{frame}\0{relative}".encode(errors="backslashreplace"))
    stem = _UNSAFE.sub("_", relative).strip("._")[-MAX_STEM:]
    return f"{stem}_{frame}_{identity.hexdigest()[:12]}.png"


def write_heatmap(
    path: Path,
    displayed: NDArray[np.uint8],
    heatmap: NDArray[np.float32],
    geometry: Geometry,
    colour_map: ColourMap,
    opacity: float,
) -> None:
    """Write a heat map over its image as an RGB PNG of the image's own size.

    Parameters
    ----------
    displayed
        The image as displayed, shape ``[rows, columns]``, uint8.
    heatmap
        Shape ``[h, w]``, not normalised; its own maximum becomes the strongest colour.
    geometry
        Places it on the image.
    opacity
        0 to 1, of the strongest evidence.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    """
    rows, columns = displayed.shape
    blended = blend(displayed, place_heatmap(normalise(heatmap), geometry, rows, columns), colour_map, opacity)
    encoded = cv2.imencode(".png", blended[:, :, ::-1])[1]
    try:
        with atomic_file(path) as stream:
            stream.write(encoded.tobytes())
    except OSError as error:
        raise ReportError(unwritable("heat map", error)) from error
