"""What was dropped on the window, or lies on the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl

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


def dropped_link(dropped: QMimeData) -> str:
    """Return the first https address; empty where there is none, or where files of this machine are there."""
    links = [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in dropped.urls() if _is_https(url)]
    return links[0] if links and not dropped_paths(dropped) else ""


def _is_https(url: QUrl) -> bool:
    return url.scheme() == "https" and bool(url.host())
