"""What a file lays over its pixels or hides of them: for the eye alone, never part of a model's input."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class PackedMask:
    """Some pixels of a picture, an eighth of a byte each; `imaging.masks` packs and unpacks.

    Attributes
    ----------
    bits
        Shape ``[ceil(rows * columns / 8)]``, uint8, the first pixel in the highest bit.
    rows, columns
        Size of the picture.
    """

    bits: NDArray[np.uint8]
    rows: int
    columns: int


class OverlayKind(StrEnum):
    """Overlay Type (60xx,0040)."""

    GRAPHICS = "G"
    """Lines and letters."""
    ROI = "R"
    """A region of interest."""


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """One overlay plane, where it lies on the picture (DICOM PS3.3 C.9.2).

    Attributes
    ----------
    mask
        The pixels of the picture that it marks.
    kind
        Whether it draws or marks a region.
    label
        Overlay Label (60xx,1500), or Overlay Description (60xx,0022).
    """

    mask: PackedMask
    kind: OverlayKind = OverlayKind.GRAPHICS
    label: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Shutter:
    """What of the picture is not to be seen (DICOM PS3.3 C.7.6.11, C.7.6.15).

    Attributes
    ----------
    hidden
        The pixels of the picture that it hides.
    level
        What they are shown as, 0 black to 1 white: Shutter Presentation Value (0018,1622), a P-value that no window
        and no inversion changes.
    """

    hidden: PackedMask
    level: float = 0.0
