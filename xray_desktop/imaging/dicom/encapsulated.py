"""Frames out of fragments (DICOM PS3.5 annex A.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydicom.encaps import generate_fragments, get_frame, parse_basic_offsets, parse_fragments

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.dicom.guarded_pydicom import guarded_pydicom
from xray_desktop.imaging.messages import CUT_SHORT

if TYPE_CHECKING:
    from xray_desktop.imaging.dicom.image_pixel import ImagePixel
    from xray_desktop.imaging.dicom.part10 import DicomFile, PixelElement


def count_encapsulated_frames(file: DicomFile, element: PixelElement, pixel: ImagePixel) -> int:
    """Count the frames, at most one for each fragment that is there."""
    if pixel.number_of_frames == 1:
        return 1
    file.stream.seek(element.offset)
    try:
        with guarded_pydicom(CorruptPixelData, CUT_SHORT):
            parse_basic_offsets(file.stream)
            fragments, _ = parse_fragments(file.stream)
    except CorruptPixelData:
        # Reading the frame itself says so.
        return 1
    return max(1, min(pixel.number_of_frames, fragments))


def read_codestream(file: DicomFile, element: PixelElement, pixel: ImagePixel, frame: int) -> bytes:
    """Join the fragments of one frame.

    Raises
    ------
    CorruptPixelData
        The fragments are damaged or missing.
    """
    if pixel.number_of_frames == 1:
        # All fragments are its own, whatever the offset table says.
        return _join_all(file, element)
    file.stream.seek(element.offset)
    with guarded_pydicom(CorruptPixelData, CUT_SHORT):
        return get_frame(
            file.stream, frame, extended_offsets=_extended_offsets(file), number_of_frames=pixel.number_of_frames
        )


def _join_all(file: DicomFile, element: PixelElement) -> bytes:
    """Join what fragments there are; whether they suffice, the codec says."""
    file.stream.seek(element.offset)
    joined: list[bytes] = []
    try:
        with guarded_pydicom(CorruptPixelData, CUT_SHORT):
            parse_basic_offsets(file.stream)
            joined.extend(generate_fragments(file.stream))
    except CorruptPixelData:
        if not joined:
            raise
    return b"".join(joined)


def _extended_offsets(file: DicomFile) -> tuple[bytes, bytes] | None:
    offsets, lengths = file.header.value("ExtendedOffsetTable"), file.header.value("ExtendedOffsetTableLengths")
    return (offsets, lengths) if offsets and lengths else None
