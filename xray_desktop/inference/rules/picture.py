"""What the picture itself gives away before any model looks at it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.imaging.preprocess import bone_bright_grey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.model_file.card import InputContract

_LONGEST_TO_SHORTEST = 4.0
"""Chest radiographs of children are up to 3.2 times as wide as high in one collection; a strip is longer."""
_FEWEST_GREY_LEVELS = 10.0
_TAIL_PERCENT = 1.0
_LOOKED_AT = 256


def colour(image: XrayImage, _accepts: InputContract) -> str:
    """Refuse colour photographs; grey in three channels is no colour."""
    if not image.colour:
        return ""
    return (
        "This picture is in colour, and radiographs are grey. If it is a radiograph with coloured marks or a tint, "
        "export it as a grey picture without them."
    )


def size(image: XrayImage, accepts: InputContract) -> str:
    """Refuse what has less than half of the pixels that the model looks at, and narrow strips."""
    rows, columns = image.rows, image.columns
    named = f"This picture is {columns} x {rows} pixels"
    if rows < accepts.rows / 2 or columns < accepts.columns / 2:
        return (
            f"{named}, too few to judge: the model looks at {accepts.columns} x {accepts.rows}. "
            "If it is a preview, open the full picture."
        )
    if max(rows, columns) > _LONGEST_TO_SHORTEST * min(rows, columns):
        return f"{named}, a strip that no chest radiograph has. If it was cut or joined, open the original."
    return ""


def blank(image: XrayImage, _accepts: InputContract) -> str:
    """Refuse a plate without contrast."""
    low, high = np.percentile(_small(image), (_TAIL_PERCENT, 100.0 - _TAIL_PERCENT))
    if high - low >= _FEWEST_GREY_LEVELS:
        return ""
    return "There is nothing to be seen on this picture: it is blank, or its window shows none of it."


def _small(image: XrayImage) -> NDArray[np.float32]:
    """Take some of the pixels as the model would see them; a regular part of a large picture says as much."""
    step = max(1, max(image.rows, image.columns) // _LOOKED_AT)
    return bone_bright_grey(replace(image, pixels=np.ascontiguousarray(image.pixels[::step, ::step])))
