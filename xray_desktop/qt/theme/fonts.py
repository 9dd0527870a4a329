"""The window's typeface, with figures that all have the same width."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from xray_desktop.qt.theme.tokens import TEXT

if TYPE_CHECKING:
    from pathlib import Path

_FAMILIES = ["Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif"]


@lru_cache(maxsize=16)
def metrics(size: int = TEXT.body, *, strong: bool = False) -> QFontMetrics:
    """Measure text in a font of the theme."""
    return QFontMetrics(font(size, strong=strong))


def load_fonts(folder: Path) -> None:
    """Make the typeface in a folder known to Qt; where it is absent, the desktop's own takes its place."""
    font.cache_clear()
    metrics.cache_clear()
    for file in sorted(folder.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


@lru_cache(maxsize=16)
def font(size: int = TEXT.body, *, strong: bool = False) -> QFont:
    """Make a font.

    Parameters
    ----------
    size
        One of `TEXT`, in device-independent pixels.
    strong
        Semi-bold, for headings and the words that matter most.

    Returns
    -------
    QFont
        Shared with all others who ask for it: not to be changed.
    """
    made = QFont(_FAMILIES)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    # Tabular figures: a number that changes does not move its neighbours.
    made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made
