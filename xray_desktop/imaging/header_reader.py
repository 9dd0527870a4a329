"""What a file says of itself, whatever the file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.imaging.header_table import DEFAULT_HEADER_LIMITS
from xray_desktop.imaging.limits import DEFAULT_LIMITS
from xray_desktop.imaging.reader import detect_kind
from xray_desktop.imaging.sniff import FileKind

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.imaging.header_table import HeaderLimits, HeaderTable
    from xray_desktop.imaging.limits import DecodeLimits


def read_header(
    path: Path, limits: DecodeLimits = DEFAULT_LIMITS, bounds: HeaderLimits = DEFAULT_HEADER_LIMITS
) -> HeaderTable:
    """List the elements of a DICOM file, or what is known of another picture file.

    Files of strangers belong in `workers.pool.PooledReader.header`.

    Raises
    ------
    DecodeError
        With the sentence for the user: the file is none that is read, or nothing of it can be listed.
    """
    kind = detect_kind(path)
    if kind is FileKind.DICOM:
        from xray_desktop.imaging.dicom.header_rows import read_header_rows

        return read_header_rows(path, bounds, limits)
    from xray_desktop.imaging.raster.raster_header import read_raster_header

    return read_raster_header(path, kind, limits)
