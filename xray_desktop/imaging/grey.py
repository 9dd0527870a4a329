"""Colour pictures become grey, and say whether they were colour at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TOLERATED_SPREAD = 8 / 255
"""Channels of a grey picture that went through lossy compression differ by this much of the range at most."""


def rgb_to_grey(samples: NDArray[Any]) -> tuple[NDArray[Any], bool]:
    """Take the luminance (ITU-R BT.601, as JPEG and DICOM's YBR_FULL define it).

    Parameters
    ----------
    samples
        Shape ``[rows, columns, 3]``, uint8 or uint16, red first.

    Returns
    -------
    grey
        Shape ``[rows, columns]``, same dtype; exactly a channel where all three are equal.
    colour
        True where the channels really differ.
    """
    red, green, blue = cv2.split(samples)
    spread = max(cv2.absdiff(red, green).max(), cv2.absdiff(green, blue).max(), cv2.absdiff(red, blue).max())
    grey = cv2.cvtColor(samples, cv2.COLOR_RGB2GRAY) if spread else red
    return grey, bool(spread > _TOLERATED_SPREAD * np.iinfo(samples.dtype).max)


def ybr_is_colour(blue: NDArray[Any], red: NDArray[Any]) -> bool:
    """Tell from the chrominance planes, ``[rows, columns]``, uint8 or uint16, whether a picture is more than grey."""
    largest = np.iinfo(blue.dtype).max
    neutral = (largest + 1) // 2
    spread = max(abs(int(extreme) - neutral) for plane in (blue, red) for extreme in (plane.min(), plane.max()))
    return spread > _TOLERATED_SPREAD * largest


def composite_on_black(samples: NDArray[Any], alpha: NDArray[Any]) -> NDArray[Any]:
    """Lay a picture with transparency on black.

    Parameters
    ----------
    samples
        Shape ``[rows, columns]``, uint8 or uint16.
    alpha
        Same shape and dtype; its largest value is opaque.
    """
    opaque = np.iinfo(alpha.dtype).max
    if int(alpha.min()) == opaque:
        return samples
    return np.rint(samples * (alpha / opaque)).astype(samples.dtype)
