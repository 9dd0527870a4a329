"""What the diagnostics say, and how that is written as text."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NAME_WIDTH = 30


@dataclass(frozen=True, slots=True)
class DiagnosticLine:
    """One fact, or the outcome of one check.

    Attributes
    ----------
    problem
        Something does not work as it should.
    """

    name: str
    value: str
    problem: bool = False


@dataclass(frozen=True, slots=True)
class DiagnosticSection:
    """What is known of one part."""

    heading: str
    lines: tuple[DiagnosticLine, ...]

    @property
    def problems(self) -> int:
        """How many of its lines tell of one."""
        return sum(line.problem for line in self.lines)


def as_text(sections: Iterable[DiagnosticSection], private: Sequence[Path] = ()) -> str:
    """Write the sections as text that may be passed on.

    Parameters
    ----------
    private
        Folders of the user: wherever one of them stands in a message of a library, a word takes its place.
    """
    text = "\n\n".join(_section_as_text(section) for section in sections)
    return f"xray-desktop diagnostics, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n\n{without_paths(text, private)}\n"


def without_paths(text: str, private: Sequence[Path] = ()) -> str:
    """Take the names of the user's folders out of a text."""
    folders = {str(folder) for folder in (*private, Path.home(), Path(tempfile.gettempdir()))}
    for folder in sorted(folders, key=len, reverse=True):
        if len(folder) > 1:
            text = text.replace(folder, "(folder)")
    return text


def _section_as_text(section: DiagnosticSection) -> str:
    lines = (
        f"  {line.name:<{_NAME_WIDTH}} {'PROBLEM: ' if line.problem else ''}{line.value}" for line in section.lines
    )
    return "\n".join((section.heading, *lines))
