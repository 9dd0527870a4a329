"""Arrays as QImages that own their memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray


def grey_image(grey: NDArray[np.uint8]) -> QImage:
    """Copy display values, shape ``[rows, columns]``, into a grey image."""
    return _copy(grey, 1, QImage.Format.Format_Grayscale8)


def premultiplied_image(colours: NDArray[np.uint32]) -> QImage:
    """Copy premultiplied 0xAARRGGBB, shape ``[rows, columns]``, into an image with transparency."""
    return _copy(colours, 4, QImage.Format.Format_ARGB32_Premultiplied)


def _copy(array: NDArray[np.uint8] | NDArray[np.uint32], pixel_bytes: int, image_format: QImage.Format) -> QImage:
    rows, columns = array.shape
    contiguous = np.ascontiguousarray(array)
    # QImage only borrows the buffer, and does not know that its lines may be of any length.
    return QImage(contiguous.data, columns, rows, columns * pixel_bytes, image_format).copy()
