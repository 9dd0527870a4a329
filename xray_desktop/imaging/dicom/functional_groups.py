"""Where an enhanced multi-frame object describes one of its frames (DICOM PS3.3 C.7.6.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xray_desktop.imaging.dicom.header import Header

GREY_SCALE = ("FrameVOILUTSequence", "PixelValueTransformationSequence")
"""The macros that hold windows, tables and rescale values."""
DESCRIPTION = ("PixelMeasuresSequence", "FramePixelDataPropertiesSequence", "FrameAnatomySequence")
"""The macros that hold spacings and the side of the body."""

SHUTTER = ("FrameDisplayShutterSequence",)
"""The macro that holds a display shutter."""


def places_of_frame(header: Header, frame: int, macros: tuple[str, ...]) -> tuple[Header, ...]:
    """Return the data sets that may describe one frame, the most specific first and the whole header last.

    Parameters
    ----------
    frame
        Counted from 0.
    macros
        Keywords of the functional groups that matter.
    """
    per_frame = header.items("PerFrameFunctionalGroupsSequence")[frame : frame + 1]
    groups = (*per_frame, *header.items("SharedFunctionalGroupsSequence")[:1])
    return (*(item for group in groups for macro in macros for item in group.items(macro)[:1]), header)
