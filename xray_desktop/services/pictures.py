"""Pictures that a person takes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import ReportError
from xray_desktop.reporting.sentences import unwritable

if TYPE_CHECKING:
    from pathlib import Path


def write_picture(path: Path, content: bytes) -> None:
    """Write an encoded picture; what was there before stays where that fails.

    Raises
    ------
    ReportError
        The system refuses to write there.
    """
    try:
        with atomic_file(path) as stream:
            stream.write(content)
    except OSError as error:
        raise ReportError(unwritable("picture", error)) from error
