"""Modality values at the size of the screen, so that a change of window touches no more pixels than are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.qt.viewer.transform import PixelRectangle


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


SHARP_FROM = 6.0
"""From this zoom on pixels are drawn as squares: whoever looks that close wants to see what was measured."""

_MARGIN = 2


class ScreenRaster:
    """Resamples one picture for the screen and remembers the last answer.

    Windows are applied after resampling, as radiological workstations do: where a window clips, an edge differs from
    that of a picture windowed first by less than the blur of the reduction.

    Parameters
    ----------
    pixels
        Modality values, shape ``[rows, columns]``, as in `XrayImage`.
    """

    def __init__(self, pixels: NDArray[Any]) -> None:
        # OpenCV resamples no int32; float32 holds the values of every modality LUT closely enough for a screen.
        self._pixels = pixels.astype(np.float32) if pixels.dtype == np.int32 else pixels
        self._halved = [self._pixels]
        self._reduced: NDArray[Any] | None = None
        self._request: tuple[PixelRectangle, PixelRectangle] | None = None
        self._answer = self._pixels

    @property
    def rows(self) -> int:
        """Height of the picture."""
        return int(self._pixels.shape[0])

    @property
    def columns(self) -> int:
        """Width of the picture."""
        return int(self._pixels.shape[1])

    def resample(self, placement: PixelRectangle, part: PixelRectangle) -> NDArray[Any]:
        """Return the values of what is seen.

        Parameters
        ----------
        placement
            Where the whole picture is drawn, in device pixels.
        part
            What of the placed picture is seen, from its own corner.

        Returns
        -------
        ndarray
            Shape ``[part.height, part.width]``, the picture's dtype (float32 for int32). The same object for the same
            request.
        """
        if self._request != (placement, part):
            self._request = (placement, part)
            self._answer = self._resample(placement, part)
        return self._answer

    def _resample(self, placement: PixelRectangle, part: PixelRectangle) -> NDArray[Any]:
        rows, columns = self._pixels.shape
        if placement.width < columns or placement.height < rows:
            whole = self._reduce(placement.width, placement.height)
        elif (placement.width, placement.height) == (columns, rows):
            whole = self._pixels
        else:
            return self._enlarge(placement, part)
        return np.ascontiguousarray(whole[part.top : part.top + part.height, part.left : part.left + part.width])

    def _reduce(self, width: int, height: int) -> NDArray[Any]:
        # The whole picture, so that panning only cuts another part out.
        if self._reduced is None or self._reduced.shape != (height, width):
            self._reduced = cv2.resize(self._base(width, height), (width, height), interpolation=cv2.INTER_AREA)
        return self._reduced

    def _base(self, width: int, height: int) -> NDArray[Any]:
        """Return the picture halved, while a reduction by a third remains; 12 megapixels would take 20 ms a step."""
        level = 0
        while min(self._pixels.shape[0] / height, self._pixels.shape[1] / width) >= 3 << level:
            level += 1
        while len(self._halved) <= level:
            rows, columns = self._halved[-1].shape
            half = (max(1, columns // 2), max(1, rows // 2))
            self._halved.append(cv2.resize(self._halved[-1], half, interpolation=cv2.INTER_AREA))
        return self._halved[level]

    def _enlarge(self, placement: PixelRectangle, part: PixelRectangle) -> NDArray[Any]:
        rows, columns = self._pixels.shape
        step_x, step_y = columns / placement.width, rows / placement.height
        left, right = _needed(part.left, part.width, step_x, columns)
        top, bottom = _needed(part.top, part.height, step_y, rows)
        # Pixel centres lie at half-integers; the crop's corner is taken off again.
        matrix = np.array(
            [
                [step_x, 0.0, (part.left + 0.5) * step_x - 0.5 - left],
                [0.0, step_y, (part.top + 0.5) * step_y - 0.5 - top],
            ]
        )
        kernel = cv2.INTER_NEAREST if placement.width >= SHARP_FROM * columns else cv2.INTER_LINEAR
        return cv2.warpAffine(
            self._pixels[top:bottom, left:right],
            matrix,
            (part.width, part.height),
            flags=kernel | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )


def _needed(start: int, length: int, step: float, limit: int) -> tuple[int, int]:
    """Cut out the source pixels behind a stretch of the screen: OpenCV's warp takes no side over 32,767."""
    first = max(0, int(start * step) - _MARGIN)
    return first, min(limit, int((start + length) * step) + _MARGIN + 1)
