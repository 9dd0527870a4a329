"""What lies in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def names_in(folder: Path) -> list[str]:
    """Return the names of a folder's entries, hidden ones too, in order."""
    return sorted(path.name for path in folder.iterdir())
