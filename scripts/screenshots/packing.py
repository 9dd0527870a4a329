"""Small PNG files: the documentation's pictures ship with the program."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

_COLOURS = 256
_WORST = 24
"""Levels of 256 by which one channel of one pixel may change; what needs more stays as it is."""
_USUAL = 1.4
"""The same, as the root of the mean square over the picture."""
_STEP = 5
"""Between the levels of brightness of a picture that has too many colours for a palette."""


def packed(picture: QPixmap) -> bytes:
    """Encode a picture, with a palette where no eye tells the difference."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    return _with_palette(pixels) or _whole(pixels)


def _whole(pixels: np.ndarray) -> bytes:
    """Keep every colour, and make its brightness one of fewer levels: film grain is what fills the file."""
    green = pixels[:, :, 1].astype(np.int16)
    # The same for all three channels, so that grey stays grey.
    nearest = np.rint(green / _STEP).astype(np.int16) * _STEP - green
    calm = np.clip(pixels + nearest[:, :, None], 0, 255).astype(np.uint8)
    return bytes(cv2.imencode(".png", calm[:, :, ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])[1])


def _with_palette(pixels: np.ndarray) -> bytes | None:
    """Choose 256 colours; None where that can be seen."""
    whole = Image.fromarray(pixels)
    reduced = whole.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE)
    apart = np.abs(np.asarray(reduced.convert("RGB"), np.int16) - pixels)
    if apart.max() > _WORST or np.sqrt(np.mean(apart.astype(np.float64) ** 2)) > _USUAL:
        return None
    stream = io.BytesIO()
    reduced.save(stream, "PNG", optimize=True)
    return stream.getvalue()
