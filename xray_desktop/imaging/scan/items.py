"""What a walk finds: files that can be read, files that are no images, and what cannot be looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.imaging.sniff import FileKind


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file that is an image, or claims to be one.

    Attributes
    ----------
    path
        Absolute; of the unpacked copy where the file lies in an archive.
    relative
        Below the study, with ``/`` between the parts, safe to print: what cannot be shown is escaped. A file in an
        archive is written ``archive.zip/folder/film.dcm``.
    kind
        By content; None where only the name claims an image, so that reading it will fail with a sentence.
    origin
        Where an unpacked file would lie, were its archive a folder; None for a file that lies on the disk itself.
    """

    path: Path
    relative: str
    kind: FileKind | None
    origin: Path | None = None


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that is no image and claims nothing: a text, a DICOMDIR, a hidden file, a FIFO."""

    path: Path
    relative: str


@dataclass(frozen=True, slots=True)
class ScanFailure:
    """A folder or file that cannot be looked at, and why.

    Attributes
    ----------
    path
        Absolute. Of a file in an archive it continues the archive's own path, and nothing lies there.
    relative
        As in `ScannedFile`.
    sentence
        What the user reads.
    """

    path: Path
    relative: str
    sentence: str


ScanItem = ScannedFile | SkippedFile | ScanFailure


def printable(name: str) -> str:
    r"""Write a file name so that it can be shown and printed: undecodable bytes and control characters as ``\xNN``."""
    decoded = os.fsencode(name).decode("utf-8", "backslashreplace")
    if decoded.isprintable():
        return decoded
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in decoded)
