"""Data elements one after the other, without pydicom: where each value lies in a run of bytes (PS3.5 7.1).

For what is read of thousands of files and has to be quick and bounded; what it does not understand it leaves to
pydicom.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

UNDEFINED_LENGTH = 0xFFFFFFFF
_DELIMITERS = 0xFFFE
ITEM, ITEM_END, SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_LONG_VRS = frozenset({b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"})
_SHORT_VRS = frozenset(
    {b"AE", b"AS", b"AT", b"CS", b"DA", b"DS", b"DT", b"FD", b"FL", b"IS", b"LO", b"LT", b"PN", b"SH", b"SL", b"SS"}
    | {b"ST", b"TM", b"UI", b"UL", b"US"}
)


class NotUnderstood(Exception):  # noqa: N818 - sends the file to pydicom, never an error of its own
    """The bytes are no such elements, or of a kind that is left to pydicom."""


class EndsTooEarly(NotUnderstood):
    """An element begins and does not end in the bytes that are there."""


class Encoding:
    """How elements are written: with or without their VR, and in which byte order."""

    def __init__(self, *, explicit: bool, little: bool) -> None:
        self.explicit = explicit
        order = "<" if little else ">"
        self._tag_and_length = struct.Struct(f"{order}HHL")
        self._tag_vr_and_length = struct.Struct(f"{order}HH2sH")
        self._long = struct.Struct(f"{order}L")

    def element(self, content: bytes, place: int) -> tuple[int, bytes, int, int]:
        """Read the head of an element: its tag, its VR (empty in implicit VR), where its value is, and how long.

        Raises
        ------
        NotUnderstood
            There is none.
        """
        try:
            if self.explicit:
                group, number, vr, length = self._tag_vr_and_length.unpack_from(content, place)
                if vr in _SHORT_VRS and group != _DELIMITERS:
                    return group << 16 | number, vr, place + 8, length
                if vr in _LONG_VRS and group != _DELIMITERS:
                    return group << 16 | number, vr, place + 12, self._long.unpack_from(content, place + 8)[0]
                if group != _DELIMITERS:
                    raise NotUnderstood
            group, number, length = self._tag_and_length.unpack_from(content, place)
        except struct.error:
            raise EndsTooEarly from None
        return group << 16 | number, b"", place + 8, length

    def elements(self, content: bytes, place: int) -> Iterator[tuple[int, int, int]]:
        """Yield tag, start and end of the value of each element; a value may end behind the bytes that are there.

        Raises
        ------
        NotUnderstood
            What follows is no element; `EndsTooEarly` where only its beginning is there.
        """
        unpack, size = self._tag_vr_and_length.unpack_from, len(content)
        quick, last = self.explicit, size - 8
        while place < size:
            # The common case, written out: a call for each of fifty elements costs more than all the rest.
            if quick and place <= last:
                group, number, vr, length = unpack(content, place)
                if vr in _SHORT_VRS and group != _DELIMITERS:
                    start, place = place + 8, place + 8 + length
                    yield group << 16 | number, start, place
                    continue
            tag, vr, start, length = self.element(content, place)
            place = self.end_of(content, vr, start, length)
            yield tag, start, place

    def long(self, value: bytes) -> int:
        """Read a UL, 0 where it has another length."""
        return int(self._long.unpack(value)[0]) if len(value) == 4 else 0

    def end_of(self, content: bytes, vr: bytes, place: int, length: int) -> int:
        """Tell where a value ends, though it may not say how long it is.

        Raises
        ------
        NotUnderstood
            It has an undefined length and is no plain sequence.
        """
        if length != UNDEFINED_LENGTH:
            return place + length
        if vr == b"UN":
            raise NotUnderstood
        still_open = 1
        while still_open:
            tag, vr, place, length = self.element(content, place)
            if tag in (ITEM_END, SEQUENCE_END):
                still_open -= 1
            elif length == UNDEFINED_LENGTH:
                if vr == b"UN":
                    raise NotUnderstood
                still_open += 1
            else:
                place += length
        return place


EXPLICIT_LITTLE = Encoding(explicit=True, little=True)
IMPLICIT_LITTLE = Encoding(explicit=False, little=True)
EXPLICIT_BIG = Encoding(explicit=True, little=False)

META_START = 132
_DEFLATED = frozenset({"1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.205"})


def read_meta(content: bytes) -> tuple[str, int]:
    """Read the file meta information: the transfer syntax and where the data set begins.

    Raises
    ------
    NotUnderstood
        There is no preamble, or no meta information that can be read.
    """
    if content[128:META_START] != b"DICM":
        raise NotUnderstood
    syntax, place = "", META_START
    while content[place : place + 2] == b"\x02\x00":
        tag, vr, start, length = EXPLICIT_LITTLE.element(content, place)
        place = EXPLICIT_LITTLE.end_of(content, vr, start, length)
        if tag == 0x00020010:
            syntax = content[start:place].rstrip(b"\0 ").decode("ascii", "replace")
    return syntax, place


def encoding_of(transfer_syntax_uid: str) -> Encoding | None:
    """Choose the encoding by transfer syntax; None where it is deflated or unknown (PS3.5 section 10)."""
    if transfer_syntax_uid == "1.2.840.10008.1.2":
        return IMPLICIT_LITTLE
    if transfer_syntax_uid == "1.2.840.10008.1.2.2":
        return EXPLICIT_BIG
    if transfer_syntax_uid in _DEFLATED or not transfer_syntax_uid.startswith("1.2.840.10008.1.2."):
        return None
    # Every compressed syntax is explicit and little endian.
    return EXPLICIT_LITTLE
