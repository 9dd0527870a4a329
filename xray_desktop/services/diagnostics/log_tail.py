"""The end of the program's own log, as it grows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_BYTES = 256 << 10
"""Read of the end of a log that is opened: some thousand lines."""

_LINE = re.compile(r"\S+ \S+ (DEBUG|INFO|WARNING|ERROR|CRITICAL) ")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line, and how grave it is.

    Attributes
    ----------
    level
        One of `LEVELS`; a line without one belongs to the one before and has its level.
    """

    text: str
    level: str


@dataclass(frozen=True, slots=True)
class LogTail:
    """What was read of a log.

    Attributes
    ----------
    lines
        In the order in which they were written.
    end
        Where reading stopped, in bytes; the next reading goes on there.
    begun_anew
        The lines do not continue what was read before: the log was begun anew, or is read for the first time.
    """

    lines: tuple[LogLine, ...] = ()
    end: int = 0
    begun_anew: bool = True


def read_tail(path: Path, after: int = 0) -> LogTail:
    """Read whole lines that were written since.

    Parameters
    ----------
    after
        `LogTail.end` of the reading before; 0 for the first one, which gives the end of the file.

    Raises
    ------
    OSError
        The system refuses to read it. A log that is not there yet is empty.
    """
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            begun_anew = not 0 < after <= size
            start = max(0, size - MOST_BYTES) if begun_anew else after
            stream.seek(start)
            content = stream.read(size - start)
    except FileNotFoundError:
        return LogTail()
    if begun_anew and start:
        content = content[content.find(b"\n") + 1 :]
    # A line that is being written is read when it is whole.
    whole = content[: content.rfind(b"\n") + 1]
    texts = whole.decode("utf-8", "replace").splitlines()
    return LogTail(tuple(_with_levels(texts)), size - (len(content) - len(whole)), begun_anew)


def at_least(lines: Iterable[LogLine], level: str) -> list[LogLine]:
    """Leave out what is less grave than a level."""
    allowed = LEVELS[LEVELS.index(level) :]
    return [line for line in lines if line.level in allowed]


def _with_levels(texts: Iterable[str]) -> Iterable[LogLine]:
    level = LEVELS[0]
    for text in texts:
        found = _LINE.match(text)
        level = found[1] if found else level
        yield LogLine(text, level)
