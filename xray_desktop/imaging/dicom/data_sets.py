"""The data sets of one DICOM file: its meta information, and what follows it (DICOM PS3.10 chapter 7)."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from pydicom.uid import DeflatedExplicitVRLittleEndian

from xray_desktop.imaging.dicom.element_names import element_name
from xray_desktop.imaging.dicom.element_walk import EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE, Coding, ElementWalk
from xray_desktop.imaging.dicom.part10 import inflate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xray_desktop.imaging.limits import DecodeLimits
    from xray_desktop.imaging.source import SourceFile

_PREAMBLE_BYTES = 128
_MAGIC = b"DICM"
_META_GROUP = 0x0002
_TRANSFER_SYNTAX_UID = 0x00020010
_LONGEST_UID = 64
_BIG_ENDIAN_FROM = 0x0400
"""Groups of a first element are small; read in the wrong byte order they are at least this."""


def walk_data_sets(source: SourceFile, limits: DecodeLimits) -> Iterator[tuple[IO[bytes], ElementWalk]]:
    """Yield a walk through each data set, and the stream that it goes through.

    Raises
    ------
    TooLarge, CorruptPixelData
        A deflated data set cannot be inflated.
    """
    begin = _skip_preamble(source)
    end, syntax = _find_meta_end(source, begin)
    if end > begin:
        source.seek(begin)
        yield source, ElementWalk(source, end, EXPLICIT_LITTLE, _dictionary_vr)
    source.seek(end)
    if syntax == DeflatedExplicitVRLittleEndian:
        inflated = inflate(source, limits)
        yield inflated, ElementWalk(inflated, len(inflated.getbuffer()), EXPLICIT_LITTLE, _dictionary_vr)
    else:
        coding = _detect_coding(source.peek(8)[:8])
        yield source, ElementWalk(source, source.length, coding, _dictionary_vr)


def _skip_preamble(source: SourceFile) -> int:
    head = source.read(_PREAMBLE_BYTES + len(_MAGIC))
    return len(head) if head.endswith(_MAGIC) and len(head) == _PREAMBLE_BYTES + len(_MAGIC) else 0


def _find_meta_end(source: SourceFile, begin: int) -> tuple[int, str]:
    """Find where the meta information ends, by its elements: its own word on its length is often wrong."""
    source.seek(begin)
    walk = ElementWalk(source, source.length, EXPLICIT_LITTLE, _dictionary_vr)
    end, syntax = begin, ""
    for step in walk:
        if step.tag >> 16 != _META_GROUP and not step.depth:
            break
        if step.tag == _TRANSFER_SYNTAX_UID:
            syntax = source.read(min(step.length or 0, _LONGEST_UID)).rstrip(b"\0 ").decode("ascii", "replace")
        end = walk.position
    return end, syntax


def _detect_coding(head: bytes) -> Coding:
    """Tell how a data set is written by its first element; transfer syntaxes lie more often than bytes."""
    vr = head[4:6]
    if not (vr.isalpha() and vr.isupper()):
        return IMPLICIT_LITTLE
    return EXPLICIT_BIG if int.from_bytes(head[:2], "little") >= _BIG_ENDIAN_FROM else EXPLICIT_LITTLE


def _dictionary_vr(tag: int) -> str:
    return element_name(tag).vr
