"""One way from a file to an image, whatever the file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.errors import NotAnImage, TooLarge
from xray_desktop.imaging.limits import DEFAULT_LIMITS
from xray_desktop.imaging.messages import EMPTY_FILE, NO_IMAGE, TOO_MUCH_MEMORY
from xray_desktop.imaging.sniff import HEAD_BYTES, FileKind, sniff
from xray_desktop.imaging.source import open_source

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.imaging.limits import DecodeLimits


def read_image(path: Path, frame: int = 0, limits: DecodeLimits = DEFAULT_LIMITS) -> XrayImage:
    """Decode one frame in this process.

    Any thread. Files of strangers that are neither JPEG nor PNG belong in `workers.pool.PooledReader`: their decoders
    can hang or take all memory.

    Parameters
    ----------
    path
        Absolute path; the content decides, not the name.
    frame
        Counted from 0.
    limits
        Sizes that are refused before anything is allocated.

    Raises
    ------
    DecodeError
        With the sentence for the user: `NotAnImage`, `UnsupportedTransferSyntax`, `UnsupportedSopClass`,
        `CorruptPixelData`, `TooLarge`, or the class itself where the system refuses to read the file.
    """
    try:
        return _read(path, frame, limits)
    except MemoryError as error:
        raise TooLarge(TOO_MUCH_MEMORY) from error


def _read(path: Path, frame: int, limits: DecodeLimits) -> XrayImage:
    kind = detect_kind(path)
    if kind is FileKind.DICOM:
        from xray_desktop.imaging.dicom.read import read_dicom

        return read_dicom(path, frame, limits)
    from xray_desktop.imaging.raster.read import read_raster

    return read_raster(path, kind, frame, limits)


def detect_kind(path: Path) -> FileKind:
    """Tell a file's kind by its content.

    Raises
    ------
    NotAnImage
        It is none that is read.
    DecodeError
        The file cannot be read.
    """
    with open_source(path) as source:
        if not source.length:
            raise NotAnImage(EMPTY_FILE)
        kind = sniff(source.read(HEAD_BYTES))
    if kind is None:
        raise NotAnImage(NO_IMAGE)
    return kind
