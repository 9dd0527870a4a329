"""What a file says of itself, row by row: the payload of the header browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from collections.abc import Iterable


class HeaderRow(NamedTuple):
    """One element, one item of a sequence, or one fact about a file that is no DICOM.

    Attributes
    ----------
    level
        Depth, counted from 0; the rows under this one follow it and have a larger level.
    name
        As the user reads it: "Patient's Name", "Item 2".
    value
        One printable line, shortened where it is long.
    tag
        Group in the upper 16 bits, element in the lower; None where the row is no element.
    keyword
        DICOM keyword; empty for private elements.
    vr
        Value representation; empty where the row is no element.
    vm
        How many values there are; None where that has no meaning.
    length
        In bytes; None where the file leaves it open, or the row is no element.
    creator
        Who owns a private element, as the header says.
    identifying
        The value would say whose picture it is.
    """

    level: int
    name: str
    value: str = ""
    tag: int | None = None
    keyword: str = ""
    vr: str = ""
    vm: int | None = None
    length: int | None = None
    creator: str = ""
    identifying: bool = False

    @property
    def tag_text(self) -> str:
        """The tag as the standard writes it; empty where the row is no element."""
        return "" if self.tag is None else write_tag(self.tag)

    def shown_value(self, mask: str = "") -> str:
        """Return the value; in the place of one that would say whose picture it is, `mask`, unless that is empty."""
        return mask if mask and self.identifying and self.value else self.value


@dataclass(frozen=True, slots=True)
class HeaderRows(Sequence[HeaderRow]):
    """Many rows, each written as one line until somebody asks for it.

    A hundred thousand objects would keep Python's collector and the window waiting; a hundred thousand texts do not.

    Attributes
    ----------
    lines
        The fields of each row, joined.
    levels
        The level of each row, at most 255, at hand for whoever needs the shape alone.
    """

    lines: tuple[str, ...]
    levels: bytes

    @classmethod
    def of(cls, rows: Iterable[HeaderRow]) -> HeaderRows:
        """Write rows down."""
        kept = tuple(rows)
        return cls(tuple(map(_written, kept)), bytes(min(row.level, 255) for row in kept))

    @overload
    def __getitem__(self, place: int) -> HeaderRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[HeaderRow]: ...

    def __getitem__(self, place: int | slice) -> HeaderRow | Sequence[HeaderRow]:
        """Read one row, or several."""
        if isinstance(place, slice):
            return [_read(line) for line in self.lines[place]]
        return _read(self.lines[place])

    def __len__(self) -> int:
        """Count them."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class HeaderTable:
    """The rows of one file.

    Attributes
    ----------
    kind
        What the file is: "DICOM", "JPEG", and so on.
    rows
        In the order of the file.
    notes
        Sentences on what is not listed, and why.
    """

    kind: str
    rows: HeaderRows
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderLimits:
    """How much of one header is listed.

    Attributes
    ----------
    rows
        Rows that are listed; what comes after them is counted.
    counted
        Elements that are counted after that.
    levels
        Sequences within sequences whose elements are listed.
    read_bytes
        Of one value, as far as it is text or numbers.
    shown_characters
        Of one value.
    seconds
        Of wall-clock time; what is not listed by then is not.
    """

    rows: int = 120_000
    counted: int = 200_000
    levels: int = 100
    read_bytes: int = 1 << 16
    shown_characters: int = 400
    seconds: float = 10.0


DEFAULT_HEADER_LIMITS = HeaderLimits()


_BETWEEN = "\x1f"
"""Stands in no field: all of them are printable."""


def _written(row: HeaderRow) -> str:
    return _BETWEEN.join("" if field is None else str(field) for field in (*row[:-1], int(row.identifying)))


def _read(line: str) -> HeaderRow:
    level, name, value, tag, keyword, vr, vm, length, creator, identifying = line.split(_BETWEEN)
    return HeaderRow(
        int(level), name, value, _number(tag), keyword, vr, _number(vm), _number(length), creator, identifying == "1"
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def write_tag(tag: int) -> str:
    """Write a tag as the standard does: ``(0010,0020)``."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
