"""Paths as the user reads them."""

from __future__ import annotations

from pathlib import Path


def short_path(path: Path) -> str:
    """Write a path with ``~`` for the user's own folder."""
    home = Path.home()
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)
