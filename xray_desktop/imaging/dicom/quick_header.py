"""The place of an image in its series, read from the first kilobytes of its file and without pydicom.

Ten times faster than pydicom on plain files. On anything else, whatever it is, it gives no answer, and pydicom reads
the file in a process that may die: see `xray_desktop.imaging.dicom.series`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from xray_desktop.imaging.dicom.elements import NotUnderstood, encoding_of, read_meta
from xray_desktop.imaging.natural_order import printable_text
from xray_desktop.imaging.series_info import SeriesInfo
from xray_desktop.imaging.source import open_source

if TYPE_CHECKING:
    from pathlib import Path

QUICK_BYTES = 1 << 14
_LONGEST_HEADER_BYTES = 1 << 18
_CHARACTER_SET = 0x00080005
_TEXTS = {
    0x00100010: "patient_name",
    0x00100020: "patient_id",
    0x00100030: "patient_birth_date",
    0x0020000D: "study_instance_uid",
    0x00080020: "study_date",
    0x00080030: "study_time",
    0x00081030: "study_description",
    0x0020000E: "series_instance_uid",
    0x0008103E: "series_description",
    0x00080060: "modality",
    0x00180015: "body_part_examined",
    0x00185101: "view_position",
}
_NUMBERS = {0x00200011: "series_number", 0x00200013: "instance_number"}
_LAST_WANTED = max(_NUMBERS)
_WHOLE_NUMBER = re.compile(rb"\s*([+-]?\d{1,12})\s*")
# DICOM PS3.3 C.12.1.1.2, single-valued; escapes between several sets are left to pydicom.
_CODECS = {
    b"": "ascii",
    b"ISO_IR 6": "ascii",
    b"ISO_IR 100": "latin_1",
    b"ISO_IR 101": "iso8859_2",
    b"ISO_IR 109": "iso8859_3",
    b"ISO_IR 110": "iso8859_4",
    b"ISO_IR 126": "iso8859_7",
    b"ISO_IR 127": "iso8859_6",
    b"ISO_IR 138": "iso8859_8",
    b"ISO_IR 144": "iso8859_5",
    b"ISO_IR 148": "iso8859_9",
    b"ISO_IR 192": "utf_8",
    b"GB18030": "gb18030",
    b"GBK": "gbk",
}


def read_quick_info(path: Path) -> SeriesInfo | None:
    """Read where an image belongs; None where pydicom has to be asked.

    Any thread. Reads at most a few hundred kilobytes.

    Raises
    ------
    DecodeError
        The system refuses to read the file.
    """
    with open_source(path) as source:
        content = source.read(QUICK_BYTES)
        place = parse_series_info(content)
        if place is None and len(content) == QUICK_BYTES < source.length:
            place = parse_series_info(content + source.read(_LONGEST_HEADER_BYTES - QUICK_BYTES))
    return place


def parse_series_info(content: bytes) -> SeriesInfo | None:
    """Find the place in the beginning of a file; None where it cannot be found there. Never raises."""
    try:
        return _place(_values(content))
    except (NotUnderstood, UnicodeDecodeError):
        return None


def _values(content: bytes) -> dict[int, bytes]:
    """Gather the elements that are wanted; they stand in ascending order (PS3.5 7.1)."""
    syntax, place = read_meta(content)
    encoding = encoding_of(syntax)
    if encoding is None:
        raise NotUnderstood
    found: dict[int, bytes] = {}
    size = len(content)
    for tag, start, end in encoding.elements(content, place):
        if tag > _LAST_WANTED:
            return found
        if tag in _WANTED and end <= size:
            found[tag] = content[start:end]
    # It may go on behind what was read.
    raise NotUnderstood


_WANTED = frozenset({_CHARACTER_SET, *_TEXTS, *_NUMBERS})


def _place(values: dict[int, bytes]) -> SeriesInfo:
    codec = _CODECS.get(values.get(_CHARACTER_SET, b"").strip(b" \0"))
    texts = {name: _text(values.get(tag, b""), codec) for tag, name in _TEXTS.items()}
    numbers = {name: _number(values.get(tag, b"")) for tag, name in _NUMBERS.items()}
    return SeriesInfo(**texts, **numbers)  # type: ignore[arg-type]


@lru_cache(maxsize=1 << 13)
def _text(value: bytes, codec: str | None) -> str:
    """Read a text; the files of a series share it, so that it is kept once."""
    if b"\x1b" in value:
        raise NotUnderstood
    # Pure ASCII reads the same in every character set, but for ASCII's own tilde and backslash in Japanese ones.
    if value.isascii():
        text = value.decode("ascii")
    elif codec is None:
        raise NotUnderstood
    else:
        text = value.decode(codec)
    if "\\" in text:
        return "\\".join(printable_text(part) for part in text.split("\\"))
    return printable_text(text)


def _number(value: bytes) -> int | None:
    """Read the first value of an IS (PS3.5 6.2)."""
    first = value.partition(b"\\")[0].rstrip(b"\0")
    if not first.strip():
        return None
    found = _WHOLE_NUMBER.fullmatch(first)
    if found is None:
        raise NotUnderstood
    return int(found[1])
