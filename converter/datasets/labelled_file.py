"""One labelled image file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.errors import XrayError
from xray_desktop.imaging.digest import file_sha256

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LABELS = ("NORMAL", "PNEUMONIA")
"""Names of the class folders: the negative class, then the positive one."""


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """One image file and what is known of it.

    Attributes
    ----------
    path
        Absolute.
    relative
        Below the folder that the user named, with ``/`` between the parts.
    label
        Position in `LABELS`.
    patient
        Who is on it; see `converter.datasets.patients`.
    """

    path: Path
    relative: str
    label: int
    patient: str


def digests(files: Sequence[LabelledFile]) -> list[str]:
    """Return the SHA-256 of each file; empty where it cannot be read, which shows again when it is decoded."""
    return [digest(file.path) for file in files]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file; empty where it cannot be read."""
    try:
        return file_sha256(path)
    except XrayError:
        return ""
