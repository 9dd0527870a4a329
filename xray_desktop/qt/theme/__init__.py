"""All colours, sizes and spacings of the window, in one place.

A widget asks `current` when it paints; it keeps no colour of its own, so that switching themes needs only a repaint.

>>> from xray_desktop.qt import theme
>>> theme.current().palette.accent
'#4c8dff'
>>> theme.SPACE.m
12
"""

from xray_desktop.qt.theme.apply import apply, colour, current, make_application
from xray_desktop.qt.theme.fixed_sizes import fix_size
from xray_desktop.qt.theme.fonts import font, load_fonts, metrics
from xray_desktop.qt.theme.text_size import (
    PERCENTS,
    forget_drawn,
    scaled,
    set_text_percent,
    text_cache,
    text_percent,
)
from xray_desktop.qt.theme.tokens import DARK, LIGHT, SIZE, SPACE, TEXT, Palette, Theme, contrast

__all__ = [
    "DARK",
    "LIGHT",
    "PERCENTS",
    "SIZE",
    "SPACE",
    "TEXT",
    "Palette",
    "Theme",
    "apply",
    "colour",
    "contrast",
    "current",
    "fix_size",
    "font",
    "forget_drawn",
    "load_fonts",
    "make_application",
    "metrics",
    "scaled",
    "set_text_percent",
    "text_cache",
    "text_percent",
]
