"""A header to be browsed: read, searched and written as text, away from the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from xray_desktop.imaging.header_table import HeaderRow, HeaderRows, HeaderTable
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.services.cancellation import CancellationToken

_BLOCK = 2000
"""Rows between two looks at the token."""
_PUNCTUATION = str.maketrans("", "", "(),")
_HEXADECIMAL = frozenset("0123456789abcdef")
_SHORTEST_TAG = 4
_LINE_BREAKS = str.maketrans("\t\r\n", "   ")


@dataclass(frozen=True, slots=True)
class BrowsedHeader:
    """A header and its shape.

    Attributes
    ----------
    table
        Its rows.
    ends
        For each row, the place after the last row below it: the next place where nothing is below.
    """

    table: HeaderTable
    ends: tuple[int, ...]

    @property
    def rows(self) -> HeaderRows:
        """The rows of the table."""
        return self.table.rows

    def has_children(self, place: int) -> bool:
        """Tell whether there are rows below one."""
        return self.ends[place] > place + 1


@dataclass(frozen=True, slots=True)
class FoundRows:
    """What a search found.

    Attributes
    ----------
    places
        Of the rows that match and of all rows above them, rising.
    matches
        How many match.
    """

    places: tuple[int, ...]
    matches: int


def browse_header(reader: PooledReader, path: Path) -> BrowsedHeader:
    """Read a header in the decode pool.

    Raises
    ------
    DecodeError
        Nothing of it can be listed.
    Cancelled
        The reader is closed.
    """
    table = reader.header(path)
    return BrowsedHeader(table, find_ends(table.rows.levels))


def find_ends(levels: bytes) -> tuple[int, ...]:
    """Find for each row the place after the last row below it."""
    ends = [len(levels)] * len(levels)
    open_places: list[int] = []
    for place, level in enumerate(levels):
        while open_places and levels[open_places[-1]] >= level:
            ends[open_places.pop()] = place
        open_places.append(place)
    return tuple(ends)


def find_rows(header: BrowsedHeader, text: str, mask: str, token: CancellationToken) -> FoundRows:
    """Search name, keyword, tag, creator and value; every word of `text` has to be somewhere in a row.

    Parameters
    ----------
    mask
        Stands in the place of values that would say whose picture it is, so that nobody finds out by searching; empty
        where they are shown.

    Raises
    ------
    Cancelled
        Another search has taken its place.
    """
    words = text.casefold().split()
    tags = [_as_tag(word) for word in words]
    levels = header.rows.levels
    above: list[int] = []
    shown: list[int] = []
    matches = 0
    for place, row in enumerate(header.rows):
        if not place % _BLOCK:
            token.raise_if_cancelled()
        while above and levels[above[-1]] >= levels[place]:
            above.pop()
        if _matches(row, words, tags, mask):
            matches += 1
            shown += [each for each in above if not shown or each > shown[-1]]
            shown.append(place)
        above.append(place)
    return FoundRows(tuple(shown), matches)


def _matches(row: HeaderRow, words: Sequence[str], tags: Sequence[str], mask: str) -> bool:
    said = f"{row.name}\n{row.keyword}\n{row.creator}\n{row.shown_value(mask)}".casefold()
    number = "" if row.tag is None else f"{row.tag:08x}"
    return all(word in said or (tag and tag in number) for word, tag in zip(words, tags, strict=True))


def _as_tag(word: str) -> str:
    """Return the digits of what may be a tag or a group: "(0010,0020)", "00100020", "0010"; empty for anything else."""
    digits = word.translate(_PUNCTUATION)
    return digits if len(digits) >= _SHORTEST_TAG and set(digits) <= _HEXADECIMAL else ""


def visible_places(header: BrowsedHeader, closed: Callable[[int], bool], start: int, stop: int) -> list[int]:
    """List the rows of a stretch that are seen while some are closed, which hides what is below them."""
    seen, place = [], start
    while place < stop:
        seen.append(place)
        place = header.ends[place] if closed(place) else place + 1
    return seen


def places_as_text(header: BrowsedHeader, places: Iterable[int], mask: str) -> str:
    """Write the rows at some places as `rows_as_text` does."""
    return rows_as_text((header.rows[place] for place in places), mask)


def rows_as_text(rows: Iterable[HeaderRow], mask: str) -> str:
    """Write rows as tab-separated lines: tag, VR, name, keyword, VM, length, value."""
    return "\n".join(_line(row, mask) for row in rows)


def _line(row: HeaderRow, mask: str) -> str:
    fields = (
        row.tag_text,
        row.vr,
        "  " * row.level + row.name,
        row.keyword,
        "" if row.vm is None else str(row.vm),
        "" if row.length is None else str(row.length),
        row.shown_value(mask),
    )
    return "\t".join(field.translate(_LINE_BREAKS) for field in fields)
