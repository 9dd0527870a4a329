"""The window's typeface, with figures that all have the same width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from xray_desktop.qt.theme.text_size import forget_drawn, text_cache
from xray_desktop.qt.theme.tokens import TEXT

if TYPE_CHECKING:
    from pathlib import Path

_FAMILIES = ["Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif"]


@text_cache(16)
def metrics(size: int | None = None, *, strong: bool = False) -> QFontMetrics:
    """Measure text in a font of the theme."""
    return QFontMetrics(font(size, strong=strong))


def load_fonts(folder: Path) -> None:
    """Make the typeface in a folder known to Qt; where it is absent, the desktop's own takes its place."""
    forget_drawn()
    for file in sorted(folder.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


@text_cache(16)
def font(size: int | None = None, *, strong: bool = False) -> QFont:
    """Make a font.

    Parameters
    ----------
    size
        One of `TEXT`, in device-independent pixels; that of the body where None.
    strong
        Semi-bold, for headings and the text that matters most.

    Returns
    -------
    QFont
        Shared with all others who ask for it: not to be changed.
    """
    made = QFont(_FAMILIES)
    made.setPixelSize(TEXT.body if size is None else size)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    # Tabular figures: a number that changes does not move its neighbours.
    made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made
