"""What the left button does."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from xray_desktop.measuring.shapes import (
    Angle,
    Arrow,
    CardiothoracicRatio,
    EllipseRegion,
    Length,
    Note,
    Probe,
    RectangleRegion,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xray_desktop.measuring.shapes import Shape


class Tool(Enum):
    """One at a time; the first is where everything comes back to."""

    WINDOW = "window"
    REGION = "region"
    ZOOM = "zoom"
    PAN = "pan"
    MAGNIFIER = "magnifier"
    LENGTH = "length"
    ANGLE = "angle"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    PROBE = "probe"
    RATIO = "ratio"
    ARROW = "arrow"
    NOTE = "note"


SHAPES: Mapping[Tool, type[Shape]] = {
    Tool.LENGTH: Length,
    Tool.ANGLE: Angle,
    Tool.RECTANGLE: RectangleRegion,
    Tool.ELLIPSE: EllipseRegion,
    Tool.PROBE: Probe,
    Tool.RATIO: CardiothoracicRatio,
    Tool.ARROW: Arrow,
    Tool.NOTE: Note,
}
"""What the tools that draw make."""
