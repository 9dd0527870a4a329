"""What was dropped on the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDropEvent


def dropped_paths(dropped: QMimeData) -> list[Path]:
    """List the files and folders on this machine; web addresses and text are no pictures."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]


def joins(event: QDropEvent) -> bool:
    """Tell whether what is dropped joins what is open, instead of taking its place."""
    return bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))


def accept_as_copy(event: QDropEvent) -> None:
    """Take what is dropped without having it moved: with Shift held, some programs would delete their files."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
