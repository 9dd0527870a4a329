"""Rows and columns with the distances of the theme; nothing unless it is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]
"""Left, top, right, bottom."""

_NONE: Margins = (0, 0, 0, 0)


def row(parent: QWidget | None = None, *, spacing: int = 0, margins: Margins = _NONE) -> QHBoxLayout:
    """Lay widgets out side by side, in `parent` or to be put into another layout."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    return made


def column(parent: QWidget | None = None, *, spacing: int = 0, margins: Margins = _NONE) -> QVBoxLayout:
    """Lay widgets out one below the other, in `parent` or to be put into another layout."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    return made


def all_round(width: int) -> Margins:
    """Return the same margin on every side."""
    return (width, width, width, width)
