"""The overlays, shutter and padding of a DICOM file, drawn at the size of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.imaging.graphics import OverlayKind
from xray_desktop.imaging.masks import display_level, overlay_mask, unpack_mask
from xray_desktop.qt import theme
from xray_desktop.qt.viewer.screen_raster import ScreenRaster, premultiplied_image

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.imaging.turn import Turn
    from xray_desktop.qt.viewer.transform import PixelRectangle

_FILL_ALPHA = 0.3
"""Of the inside of a region: the picture stays readable, and the outline says that it is one."""
_HALO_ALPHA = 0.6
"""Of the dark edge that keeps bright lines apart from bright bone."""
_MARK = np.uint8(255)
_TOUCHED, _HALF = 1, 128


class DicomOverlayLayer:
    """Covers and draws over one picture, and remembers the last answers.

    Parameters
    ----------
    image
        Has padding, shutter and overlays, or none of them.
    turn
        How the picture lies on the screen.
    """

    def __init__(self, image: XrayImage, turn: Turn) -> None:
        padding = None if image.padding is None else unpack_mask(image.padding)
        shutter = None if image.shutter is None else unpack_mask(image.shutter.hidden)
        # Values beside padding are mixed with it by resampling: what it touches at all is not shown.
        self._padding = _Hidden(padding, turn, _TOUCHED)
        self._shutter = _Hidden(shutter, turn, _HALF)
        self._shutter_level = display_level(image.shutter.level) if image.shutter is not None else 0
        lines, inside = _draw(overlay_mask(image, OverlayKind.GRAPHICS), overlay_mask(image, OverlayKind.ROI))
        self._lines, self._inside = _raster(lines, turn), _raster(inside, turn)
        self._request: tuple[PixelRectangle, PixelRectangle] | None = None
        self._picture: QImage | None = None

    def cover(
        self, grey: NDArray[np.uint8], placement: PixelRectangle, part: PixelRectangle, *, shutter: bool
    ) -> NDArray[np.uint8]:
        """Blacken padding and close the shutter, in place.

        Parameters
        ----------
        grey
            Display values of what is seen, shape ``[part.height, part.width]``.
        placement, part
            As for `ScreenRaster.resample`.
        shutter
            Whether it is closed.
        """
        self._padding.fill(grey, placement, part, 0)
        if shutter:
            self._shutter.fill(grey, placement, part, self._shutter_level)
        return grey

    def picture(self, placement: PixelRectangle, part: PixelRectangle) -> QImage | None:
        """Return the overlays, premultiplied, of the size of ``part``; None where there are none."""
        if self._lines is None:
            return None
        if self._request != (placement, part):
            self._request = (placement, part)
            lines = _coverage(self._lines, placement, part)
            inside = _coverage(self._inside, placement, part) if self._inside is not None else None
            self._picture = premultiplied_image(_colour(lines, inside))
        return self._picture


class _Hidden:
    """Pixels of the screen that show nothing of the picture."""

    def __init__(self, mask: NDArray[np.bool_] | None, turn: Turn, threshold: int) -> None:
        self._raster = _raster(mask, turn)
        self._threshold = threshold
        self._coverage: NDArray[np.uint8] | None = None
        self._hidden: NDArray[np.bool_] | None = None

    def fill(self, grey: NDArray[np.uint8], placement: PixelRectangle, part: PixelRectangle, level: int) -> None:
        """Set them to a level, 0 to 255, in ``grey``, shape ``[part.height, part.width]``, in place."""
        if self._raster is None:
            return
        coverage = self._raster.resample(placement, part)
        if coverage is not self._coverage or self._hidden is None:
            self._coverage, self._hidden = coverage, coverage >= self._threshold
        np.copyto(grey, np.uint8(level), where=self._hidden)


def _raster(mask: NDArray[np.bool_] | None, turn: Turn) -> ScreenRaster | None:
    return None if mask is None else ScreenRaster(np.ascontiguousarray(turn.apply(mask)).view(np.uint8) * _MARK)


def _draw(
    graphics: NDArray[np.bool_] | None, region: NDArray[np.bool_] | None
) -> tuple[NDArray[np.bool_] | None, NDArray[np.bool_] | None]:
    """Return what is drawn in full, the outlines of regions included, and what is tinted."""
    if region is None:
        return graphics, None
    inner = cv2.erode(region.view(np.uint8), np.ones((3, 3), np.uint8)).view(np.bool_)
    outline = region & ~inner
    return outline if graphics is None else graphics | outline, region


def _coverage(raster: ScreenRaster, placement: PixelRectangle, part: PixelRectangle) -> NDArray[np.uint8]:
    """Return 0 to 255 for each pixel of the screen; a line of one pixel stays visible however small it gets."""
    reduction = max(1.0, raster.columns / placement.width, raster.rows / placement.height)
    covered = cv2.convertScaleAbs(raster.resample(placement, part), alpha=reduction)
    return np.asarray(covered, np.uint8)


def _colour(lines: NDArray[np.uint8], inside: NDArray[np.uint8] | None) -> NDArray[np.uint32]:
    """Return premultiplied 0xAARRGGBB: the lines with a dark edge, over the tint."""
    edge = np.asarray(cv2.dilate(lines, np.ones((3, 3), np.uint8)), np.uint8)
    # Most of the screen is free.
    marked = (edge if inside is None else edge | inside) != 0
    line, halo = _share(lines[marked]), _share(edge[marked]) * np.float32(_HALO_ALPHA)
    tint = np.zeros_like(line) if inside is None else _share(inside[marked]) * np.float32(_FILL_ALPHA)
    # The edge is black: it covers the tint and adds nothing to the colour.
    tint *= 1.0 - halo
    alpha = line + (halo + tint) * (1.0 - line)
    coloured = line + tint * (1.0 - line)
    colour = theme.colour("on_picture_graphics")
    channels = [
        alpha * np.float32(255.0),
        *(coloured * np.float32(part) for part in (colour.red(), colour.green(), colour.blue())),
    ]
    a, r, g, b = (np.rint(channel).astype(np.uint32) for channel in channels)
    picture = np.zeros(lines.shape, np.uint32)
    picture[marked] = (a << 24) | (r << 16) | (g << 8) | b
    return picture


def _share(coverage: NDArray[np.uint8]) -> NDArray[np.float32]:
    return coverage.astype(np.float32) * np.float32(1.0 / 255.0)
