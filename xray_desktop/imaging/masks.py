"""Masks of a picture: packed for the way between processes and for keeping, unpacked for use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.imaging.graphics import PackedMask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.graphics import OverlayKind
    from xray_desktop.imaging.image import XrayImage


def pack_mask(mask: NDArray[np.bool_]) -> PackedMask:
    """Pack a mask of shape ``[rows, columns]``."""
    bits = np.packbits(mask)
    bits.setflags(write=False)
    return PackedMask(bits, *mask.shape)


def unpack_mask(packed: PackedMask) -> NDArray[np.bool_]:
    """Return the mask, shape ``[rows, columns]``, bool."""
    count = packed.rows * packed.columns
    return np.unpackbits(packed.bits, count=count).view(np.bool_).reshape(packed.rows, packed.columns)


def overlay_mask(image: XrayImage, kind: OverlayKind) -> NDArray[np.bool_] | None:
    """Return the pixels that the overlays of one kind mark together.

    Returns
    -------
    ndarray or None
        Shape ``[rows, columns]`` of the picture, bool; None where there is no such overlay.
    """
    together: NDArray[np.bool_] | None = None
    for overlay in image.overlays:
        if overlay.kind is kind:
            mask = unpack_mask(overlay.mask)
            together = mask if together is None else np.logical_or(together, mask, out=together)
    return together


def counted_pixels(image: XrayImage) -> NDArray[np.bool_] | None:
    """Return the pixels that are no padding, shape ``[rows, columns]``; None where all of them count."""
    return None if image.padding is None else ~unpack_mask(image.padding)


def cover(grey: NDArray[np.uint8], image: XrayImage) -> NDArray[np.uint8]:
    """Blacken the padding of a picture and close its shutter, in place.

    Parameters
    ----------
    grey
        Display values, shape ``[rows, columns]`` of the picture.
    """
    if image.padding is not None:
        grey[unpack_mask(image.padding)] = 0
    if image.shutter is not None:
        grey[unpack_mask(image.shutter.hidden)] = display_level(image.shutter.level)
    return grey


def display_level(level: float) -> int:
    """Return the display value, 0 to 255, of a level between 0 and 1."""
    return round(level * 255.0)
