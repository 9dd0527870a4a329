"""What a file is by its first bytes, and what it claims to be by its name."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePath

HEAD_BYTES = 512
"""As many leading bytes as are ever looked at."""


class FileKind(StrEnum):
    """The formats that are read."""

    DICOM = "DICOM"
    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    BMP = "BMP"


_TIFF_MAGIC = (b"II*\x00", b"MM\x00*", b"II+\x00\x08\x00", b"MM\x00+\x00\x08")
_BMP_HEADER_SIZES = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_CLAIMING_SUFFIXES = frozenset(
    {".dcm", ".dicom", ".dic", ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".bmp", ".dib"}
    | {".gif", ".webp", ".jp2", ".j2k", ".heic"}
)
# DICOM PS3.5 table 6.2-1.
_VALUE_REPRESENTATION = re.compile(
    rb"AE|AS|AT|CS|DA|DS|DT|FD|FL|IS|LO|LT|OB|OD|OF|OL|OV|OW|PN|SH|SL|SQ|SS|ST|SV|TM|UC|UI|UL|UN|UR|US|UT|UV"
)
_LONGEST_FIRST_VALUE = 1024
_MEDIA_STORAGE_DIRECTORY = b"1.2.840.10008.1.3.10"


def sniff(head: bytes) -> FileKind | None:
    """Tell a file's kind from its first `HEAD_BYTES` bytes; None where it is none of ours.

    A DICOM preamble may itself look like a TIFF or an executable (CVE-2019-11687), so ``DICM`` is asked for first.
    """
    if head[128:132] == b"DICM":
        return FileKind.DICOM
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(_TIFF_MAGIC):
        return FileKind.TIFF
    if _is_bmp(head):
        return FileKind.BMP
    return FileKind.DICOM if _is_bare_dicom(head) else None


def is_dicom_directory(head: bytes) -> bool:
    """Tell whether a DICOM file is the table of contents of a disc: its meta information names that SOP class."""
    return _MEDIA_STORAGE_DIRECTORY in head[:HEAD_BYTES]


def claims_to_be_image(path: PurePath) -> bool:
    """Tell whether the name ends like a picture's."""
    return path.suffix.lower() in _CLAIMING_SUFFIXES


def _is_bmp(head: bytes) -> bool:
    return head.startswith(b"BM") and len(head) >= 18 and int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES


def _is_bare_dicom(head: bytes) -> bool:
    """Recognise a data set without the preamble: its first element is of group 0002 or 0008."""
    if len(head) < 16:
        return False
    return _is_first_element(head, "little") or _is_first_element(head, "big")


def _is_first_element(head: bytes, order: str) -> bool:
    little = order == "little"
    group = int.from_bytes(head[0:2], "little" if little else "big")
    if group not in (0x0002, 0x0008):
        return False
    if _VALUE_REPRESENTATION.fullmatch(head[4:6]):
        return True
    # Implicit VR: four bytes of length, little endian only.
    return little and group == 0x0008 and int.from_bytes(head[4:8], "little") <= _LONGEST_FIRST_VALUE
