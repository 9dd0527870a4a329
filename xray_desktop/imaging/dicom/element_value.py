"""One value as one printable line, whatever its bytes are."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from pydicom.charset import convert_encodings, decode_bytes
from pydicom.uid import UID
from pydicom.valuerep import PN_DELIMS, TEXT_VR_DELIMS

from xray_desktop.imaging.header_table import write_tag
from xray_desktop.imaging.natural_order import printable_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = {"US": "H", "SS": "h", "UL": "L", "SL": "l", "UV": "Q", "SV": "q", "FL": "f", "FD": "d", "AT": "HH"}
_TEXTS = frozenset(
    {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI", "UR", "UT"}
)
_SINGLE_TEXTS = frozenset({"LT", "ST", "UR", "UT"})
_TRANSLATED = frozenset({"LO", "LT", "PN", "SH", "ST", "UC", "UT"})
"""Those whose characters Specific Character Set (0008,0005) names (DICOM PS3.5 6.1.2.3)."""
_MOST_NUMBERS = 64
_FEW_BYTES = 16
_STANDARD_UIDS = "1.2.840.10008."


class ShownValue(NamedTuple):
    """A value as it is listed.

    Attributes
    ----------
    text
        One printable line.
    vm
        How many values there are; None where that cannot be told.
    """

    text: str
    vm: int | None


NOTHING = ShownValue("", None)


def show_value(content: bytes, length: int, vr: str, order: str, encodings: Sequence[str], longest: int) -> ShownValue:
    """Write a value for the user.

    Parameters
    ----------
    content
        Its beginning, as much as was read.
    length
        Of the whole value in bytes.
    vr
        Value representation; of several joined by "or" the first one holds.
    order
        Byte order, as `struct` wants it.
    encodings
        Python's names of the character sets.
    longest
        Characters that are shown.
    """
    if not length:
        return ShownValue("", 0)
    kind = vr[:2]
    if kind in _TEXTS:
        return _show_text(content, length, kind, encodings, longest)
    number = _NUMBERS.get(kind)
    if number and not length % struct.calcsize(f"={number}"):
        return _show_numbers(content, length, kind, f"{order}{number}")
    return _show_bytes(content, length, vr)


def wanted_bytes(vr: str, most: int) -> int:
    """Say how much of a value is read: of bytes hardly any.

    Parameters
    ----------
    vr
        Value representation.
    most
        Of text and numbers.
    """
    kind = vr[:2]
    if kind in _TEXTS:
        return most
    return min(most, _MOST_NUMBERS * 8) if kind in _NUMBERS or kind == "UN" else _FEW_BYTES


def read_encodings(content: bytes) -> tuple[str, ...]:
    """Read Specific Character Set (0008,0005) into Python's names of encodings."""
    try:
        return tuple(convert_encodings([part.strip() for part in content.decode("ascii").strip("\0 ").split("\\")]))
    except (LookupError, ValueError):
        return DEFAULT_ENCODINGS


DEFAULT_ENCODINGS = ("iso8859",)


def _show_text(content: bytes, length: int, vr: str, encodings: Sequence[str], longest: int) -> ShownValue:
    decoded = _decode(content, vr, encodings)
    values = 1 if vr in _SINGLE_TEXTS else decoded.count("\\") + 1
    if vr == "UI":
        decoded = "\\".join(map(_show_uid, decoded.split("\\")[:_MOST_NUMBERS]))
    shown = printable_text(decoded[:longest])
    whole = len(decoded) <= longest and length <= len(content)
    if not whole:
        shown = f"{shown} … ({length:,} bytes)"
    return ShownValue(shown, values if length <= len(content) else None)


def _decode(content: bytes, vr: str, encodings: Sequence[str]) -> str:
    text = content.rstrip(b"\0 ")
    if vr not in _TRANSLATED:
        return text.decode("ascii", "replace")
    try:
        return decode_bytes(text, encodings, PN_DELIMS if vr == "PN" else TEXT_VR_DELIMS)
    except (LookupError, ValueError):
        return text.decode("latin-1")


def _show_uid(text: str) -> str:
    if not text.startswith(_STANDARD_UIDS):
        return text
    name = UID(text).name
    return text if name == text else f"{text} ({name})"


def _show_numbers(content: bytes, length: int, vr: str, layout: str) -> ShownValue:
    size = struct.calcsize(layout)
    count = length // size
    shown = min(count, _MOST_NUMBERS, len(content) // size)
    groups = list(struct.iter_unpack(layout, content[: shown * size]))
    if vr == "AT":
        parts = [write_tag(group << 16 | element) for group, element in groups]
    else:
        parts = [f"{number:.7g}" if vr == "FL" else str(number) for (number,) in groups]
    more = f" … ({count:,} values)" if shown < count else ""
    return ShownValue("\\".join(parts) + more, count)


def _show_bytes(content: bytes, length: int, vr: str) -> ShownValue:
    """Show a few bytes as they are, text where it plainly is some, and of the rest how much there is."""
    if vr in ("UN", "") and length <= len(content):
        text = content.rstrip(b"\0 ")
        if text and all(0x20 <= byte < 0x7F for byte in text):
            return ShownValue(printable_text(text.decode("ascii")), None)
    if length <= _FEW_BYTES and length <= len(content):
        return ShownValue(content.hex(" "), 1)
    return ShownValue(f"{vr or 'UN'}, {length:,} bytes", 1)
