"""Tool tips of what comes from files and headers: Qt guesses whether a tip is HTML, and must not guess wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def plain_tip(lines: Iterable[str]) -> str:
    """Write plain text as a tool tip, each line on its own; empty where there is none."""
    # Brings the names of all of HTML's characters along, which the first window has no use for.
    from html import escape

    shown = "<br>".join(map(escape, lines))
    return f"<qt>{shown}</qt>" if shown else ""
