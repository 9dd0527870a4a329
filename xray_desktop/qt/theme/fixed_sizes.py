"""Widgets of a fixed size that holds text: they grow and shrink with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.qt.theme.text_size import scaled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

_WIDTH, _HEIGHT, _LEAST, _MOST = "fixed_width", "fixed_height", "fixed_least_width", "fixed_most_width"


def fix_size(
    widget: QWidget,
    *,
    width: int | None = None,
    height: int | None = None,
    least: int | None = None,
    most: int | None = None,
) -> None:
    """Fix a widget's size, in device-independent pixels of the design's own text size.

    Parameters
    ----------
    least, most
        Fix only how narrow or how wide it may become.
    """
    for name, pixels in ((_WIDTH, width), (_HEIGHT, height), (_LEAST, least), (_MOST, most)):
        if pixels is not None:
            widget.setProperty(name, pixels)
    refit((widget,))


def refit(widgets: Iterable[QWidget]) -> None:
    """Fit the sizes that were fixed to the text's size now."""
    for widget in widgets:
        width, height, least, most = (widget.property(name) for name in (_WIDTH, _HEIGHT, _LEAST, _MOST))
        if width is not None:
            widget.setFixedWidth(scaled(width))
        if height is not None:
            widget.setFixedHeight(scaled(height))
        if least is not None:
            widget.setMinimumWidth(scaled(least))
        if most is not None:
            widget.setMaximumWidth(scaled(most))
