"""The fingerprint of a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from xray_desktop.imaging.source import open_source

if TYPE_CHECKING:
    from pathlib import Path


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a regular file's bytes in hexadecimal.

    Raises
    ------
    DecodeError
        The file cannot be read.
    """
    with open_source(path) as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
