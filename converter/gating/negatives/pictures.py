"""Arrays and files become images as the viewer would see them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.imaging.grey import rgb_to_grey
from xray_desktop.imaging.image import ImageKey, InstanceInfo, XrayImage
from xray_desktop.imaging.windows import bit_range_window

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NO_FILE = ImageKey(Path())


def picture_of(samples: NDArray[Any], *, as_grey: bool = False) -> XrayImage:
    """Make an image of an array, as if it had been read from a picture file.

    Parameters
    ----------
    samples
        Shape ``[rows, columns]`` or ``[rows, columns, 3 or 4]`` (red first), uint8, or bool.
    as_grey
        Forget that it was in colour: a photograph that somebody made grey.
    """
    levels = samples.astype(np.uint8) * 255 if samples.dtype == bool else samples.astype(np.uint8)
    colour = False
    if levels.ndim == 3:
        levels, colour = rgb_to_grey(np.ascontiguousarray(levels[:, :, :3]))
    pixels = np.ascontiguousarray(levels)
    pixels.setflags(write=False)
    return XrayImage(_NO_FILE, pixels, (bit_range_window(8),), colour=colour and not as_grey)


def without_header(image: XrayImage) -> XrayImage:
    """Forget the header: the picture was exported, and the picture alone has to tell what it is."""
    return replace(image, instance=InstanceInfo())


def turned(image: XrayImage, quarter_turns: int, *, mirrored: bool = False) -> XrayImage:
    """Turn an image counter-clockwise, and mirror it left to right before."""
    pixels = image.pixels[:, ::-1] if mirrored else image.pixels
    pixels = np.ascontiguousarray(np.rot90(pixels, quarter_turns))
    pixels.setflags(write=False)
    return replace(image, pixels=pixels)


def inverted(image: XrayImage) -> XrayImage:
    """Swap black and white."""
    return replace(image, inverse=not image.inverse)
