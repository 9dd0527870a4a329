"""From element to element through a data set, without reading what it holds (DICOM PS3.5 7.1 to 7.5).

pydicom reads sequences by recursion and values whole. Here a stack takes the place of the recursion, so that a header
may nest as deep as it likes, and a value is read by whoever wants it, as far as they want it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum, auto
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ITEM, ITEM_END, SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
UNDEFINED_LENGTH = 0xFFFFFFFF
_MARKS = 0xFFFE

_LONG_VRS = frozenset({b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"})
# Group, element and length; the last two bytes of a header in explicit VR; the four after it.
_HEADS = {True: struct.Struct("<HHL"), False: struct.Struct(">HHL")}
_SHORT_LENGTHS = {True: struct.Struct("<H"), False: struct.Struct(">H")}
_LONG_LENGTHS = {True: struct.Struct("<L"), False: struct.Struct(">L")}
_DEEPEST = 4096
"""Sequences and items within each other that are followed at all."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How a data set is written.

    Attributes
    ----------
    explicit
        Elements say their value representation.
    little
        Byte order.
    """

    explicit: bool
    little: bool

    @property
    def order(self) -> str:
        """Byte order, as `struct` wants it."""
        return "<" if self.little else ">"


EXPLICIT_LITTLE = Coding(explicit=True, little=True)
IMPLICIT_LITTLE = Coding(explicit=False, little=True)
EXPLICIT_BIG = Coding(explicit=True, little=False)


class Part(Enum):
    """What the walk comes across."""

    ELEMENT = auto()
    SEQUENCE = auto()
    ITEM = auto()
    FRAGMENTS = auto()
    """An encapsulated value: pixel data in pieces."""


class Step(NamedTuple):
    """One part of a data set; a named tuple, as there may be a hundred thousand.

    Attributes
    ----------
    tag
        Group in the upper 16 bits, element in the lower.
    vr
        As the file says it; empty in implicit VR and for items.
    offset
        Where its value begins in the stream.
    length
        Of the value in bytes; None where the file leaves it open.
    depth
        Sequences around it.
    cut
        The file ends before the value does.
    """

    part: Part
    tag: int
    vr: str
    offset: int
    length: int | None
    depth: int
    coding: Coding
    cut: bool = False


@dataclass(slots=True)
class _Level:
    """A data set or a sequence that the walk is inside of."""

    sequence: bool
    end: int
    delimited: bool
    coding: Coding


class ElementWalk:
    """Goes through a data set.

    Parameters
    ----------
    stream
        Readable and seekable, at the first element.
    end
        Where the data set ends at the latest.
    coding
        How it is written.
    dictionary_vr
        Gives the value representation of a tag that the file does not say; empty where nobody knows.

    Attributes
    ----------
    position
        Where the next part begins.
    damaged
        A part of what was passed cannot be, or its end is missing.
    """

    def __init__(self, stream: IO[bytes], end: int, coding: Coding, dictionary_vr: Callable[[int], str]) -> None:
        self._stream, self._dictionary_vr = stream, dictionary_vr
        self._levels = [_Level(sequence=False, end=end, delimited=False, coding=coding)]
        self.position = stream.tell()
        self.damaged = False

    def __iter__(self) -> Iterator[Step]:
        """Yield each part; its value may be read before the next one is asked for."""
        while self._levels:
            level = self._levels[-1]
            if self.position + 8 > level.end:
                self._leave(level)
                continue
            self._stream.seek(self.position)
            step = self._next_item(level) if level.sequence else self._next_element(level)
            if step is not None:
                yield step

    def _leave(self, level: _Level) -> None:
        self._levels.pop()
        if level.delimited:
            # Its end was never said: the file, or what is around it, ends first.
            self.damaged = True
        elif self._levels:
            self.position = max(self.position, level.end)

    def _next_item(self, level: _Level) -> Step | None:
        tag, length = self._short_header(level.coding)
        if tag != ITEM:
            self._levels.pop()
            if tag != SEQUENCE_END:
                # Whatever this is, it is not part of the sequence; perhaps the data set around it goes on here.
                self.damaged = True
                self.position -= 8
            return None
        self._enter(level, length, sequence=False, coding=level.coding)
        known = None if length == UNDEFINED_LENGTH else length
        return Step(Part.ITEM, tag, "", self.position, known, max(0, self._depth() - 1), level.coding)

    def _next_element(self, level: _Level) -> Step | None:
        tag, vr, length = self._header(level.coding)
        if not tag:
            # Nothing but padding comes after a tag of zeros.
            self.position = level.end
            return None
        if tag in (ITEM_END, SEQUENCE_END, ITEM):
            self._take_mark(tag)
            return None
        undefined = length == UNDEFINED_LENGTH
        known = vr if vr not in ("", "UN") else self._dictionary_vr(tag)
        if undefined and (known.startswith("O") or tag >> 16 == 0x7FE0):
            return self._pass_fragments(tag, vr, level)
        if undefined or known == "SQ":
            return self._open_sequence(level, tag, vr, length)
        available = max(0, level.end - self.position)
        step = Step(Part.ELEMENT, tag, vr, self.position, length, self._depth(), level.coding, cut=length > available)
        self.position += min(length, available)
        return step

    def _open_sequence(self, level: _Level, tag: int, vr: str, length: int) -> Step:
        # A sequence whose VR nobody knew was written in implicit VR little endian (PS3.5 6.2.2).
        coding = IMPLICIT_LITTLE if vr == "UN" else level.coding
        step = Step(
            Part.SEQUENCE,
            tag,
            vr,
            self.position,
            None if length == UNDEFINED_LENGTH else length,
            self._depth(),
            level.coding,
        )
        self._enter(level, length, sequence=True, coding=coding)
        return step

    def _enter(self, around: _Level, length: int, *, sequence: bool, coding: Coding) -> None:
        if len(self._levels) >= _DEEPEST:
            self.damaged = True
            self._levels.clear()
            return
        undefined = length == UNDEFINED_LENGTH
        end = around.end if undefined else min(around.end, self.position + length)
        self._levels.append(_Level(sequence, end, undefined, coding))

    def _take_mark(self, tag: int) -> None:
        """End the item, and the sequence around it where the mark says so; a mark that belongs nowhere is passed."""
        if tag == ITEM or len(self._levels) == 1:
            self.damaged = True
            return
        self._levels.pop()
        if tag == SEQUENCE_END:
            self._levels.pop()

    def _pass_fragments(self, tag: int, vr: str, level: _Level) -> Step:
        begun = self.position
        while self.position + 8 <= level.end:
            self._stream.seek(self.position)
            mark, length = self._short_header(level.coding)
            if mark != ITEM or length == UNDEFINED_LENGTH:
                break
            self.position = min(self.position + length, level.end)
        return Step(Part.FRAGMENTS, tag, vr, begun, self.position - begun, self._depth(), level.coding)

    def _depth(self) -> int:
        return max(0, len(self._levels) - 1) // 2

    def _short_header(self, coding: Coding) -> tuple[int, int]:
        group, element, length = _HEADS[coding.little].unpack(self._take(8))
        return group << 16 | element, length

    def _header(self, coding: Coding) -> tuple[int, str, int]:
        head = self._take(8)
        group, element, length = _HEADS[coding.little].unpack(head)
        tag, vr = group << 16 | element, head[4:6]
        # Some writers leave the VR out here and there; no length looks like two capital letters but a huge one.
        if not coding.explicit or group == _MARKS or not (vr.isalpha() and vr.isupper()):
            return tag, "", length
        if vr in _LONG_VRS:
            return tag, vr.decode(), _LONG_LENGTHS[coding.little].unpack(self._take(4))[0]
        return tag, vr.decode(), _SHORT_LENGTHS[coding.little].unpack_from(head, 6)[0]

    def _take(self, count: int) -> bytes:
        taken = self._stream.read(count)
        self.position += len(taken)
        return taken.ljust(count, b"\0")
