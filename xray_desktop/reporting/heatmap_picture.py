"""A heat map as a picture file: blended over the displayed image, as the window shows it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import cv2

from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import ReportError
from xray_desktop.imaging.heatmap.overlay import overlay_heatmap
from xray_desktop.reporting.messages import unwritable

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from xray_desktop.imaging.geometry import Geometry
    from xray_desktop.imaging.heatmap.style import HeatmapStyle

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
    style: HeatmapStyle,
    scale_maximum: float | None = None,
) -> None:
    """Write a heat map over its image as an RGB PNG of the image's own size.

    Parameters
    ----------
    displayed
        The image as displayed, shape ``[rows, columns]``, uint8.
    heatmap
        Shape ``[h, w]``, not normalised.
    geometry
        Places it on the image.
    style
        What is drawn.
    scale_maximum
        What gets the strongest colour; the map's own maximum where None.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    """
    picture = overlay_heatmap(displayed, heatmap, geometry, style, scale_maximum)
    encoded = cv2.imencode(".png", picture[:, :, ::-1])[1]
    try:
        with atomic_file(path) as stream:
            stream.write(encoded.tobytes())
    except OSError as error:
        raise ReportError(unwritable("heat map", error)) from error
