"""The names of the colour maps; light, so that menus and settings need neither NumPy nor OpenCV."""

from __future__ import annotations

from enum import StrEnum


class ColourMap(StrEnum):
    """Perceptually uniform colour maps; jet invents edges and is not offered."""

    INFERNO = "inferno"
    VIRIDIS = "viridis"
    MAGMA = "magma"
    CIVIDIS = "cividis"
