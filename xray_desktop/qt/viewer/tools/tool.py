"""What the left button does."""

from __future__ import annotations

from enum import Enum


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
