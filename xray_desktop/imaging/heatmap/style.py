"""How heat maps are drawn: enumerations alone, so that menus and settings need neither NumPy nor OpenCV."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt


class ColourMap(StrEnum):
    """Perceptually uniform colour maps; jet invents edges and is not offered."""

    INFERNO = "inferno"
    VIRIDIS = "viridis"
    MAGMA = "magma"
    CIVIDIS = "cividis"


CONTOUR_LEVELS = (0.25, 0.5, 0.75)
"""Shares of the scale at which contours run."""


class HeatmapMode(StrEnum):
    """What is laid over the picture."""

    COLOUR = "colour"
    CONTOURS = "contours"
    """Lines of equal evidence: what lies between them stays to be seen."""
    BOTH = "both"


class HeatmapScale(StrEnum):
    """Which evidence has the strongest colour."""

    IMAGE = "image"
    """The image's own maximum: shows where, says nothing of how much."""
    STUDY = "study"
    """The largest maximum in the study: images can be compared."""


@dataclass(frozen=True, slots=True)
class CommonScale:
    """The scale that the images of a study share.

    Attributes
    ----------
    maximum
        What becomes 1; 0 where every map is blank.
    images
        How many maps it is the maximum of.
    """

    maximum: float
    images: int


@dataclass(frozen=True, slots=True)
class HeatmapStyle:
    """What the user chose for all heat maps.

    Attributes
    ----------
    opacity
        0 to 1, of the strongest evidence; at 0 the picture is untouched.
    colour_map
        Colours of the evidence.
    mode
        Colour, contours or both.
    scale
        What becomes 1.
    threshold
        0 to 1 of the scale: evidence below it is not drawn.
    """

    opacity: float = 0.5
    colour_map: ColourMap = ColourMap.INFERNO
    mode: HeatmapMode = HeatmapMode.COLOUR
    scale: HeatmapScale = HeatmapScale.IMAGE
    threshold: float = 0.0

    @property
    def colours(self) -> bool:
        """Whether areas are coloured."""
        return self.mode is not HeatmapMode.CONTOURS

    @property
    def levels(self) -> tuple[float, ...]:
        """The contours that are drawn, as shares of the scale."""
        if self.mode is HeatmapMode.COLOUR:
            return ()
        return tuple(level for level in CONTOUR_LEVELS if level >= self.threshold)

    @property
    def line_opacity(self) -> float:
        """0 to 1, of contours: a thin line covers little and needs more of it to be seen at all."""
        return sqrt(self.opacity)
