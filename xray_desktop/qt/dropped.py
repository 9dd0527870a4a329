"""What was dropped on the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


def dropped_paths(dropped: QMimeData) -> list[Path]:
    """List the files and folders on this machine; web addresses and text are no pictures."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
