"""How fast the frames of one file are meant to be played (DICOM PS3.3 C.7.6.5)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pydicom.tag import Tag

if TYPE_CHECKING:
    from xray_desktop.imaging.dicom.header import Header

_FRAME_TIME = Tag("FrameTime")
_MS_PER_SECOND = 1000.0


def read_frame_duration(header: Header, frame: int) -> float | None:
    """Tell how long a frame stays on the screen.

    Recommended Display Frame Rate wins, as it alone speaks of the display. Then come the times at which the frames
    were taken, of the two forms the one that Frame Increment Pointer names; last Cine Rate, which repeats them rounded.

    Parameters
    ----------
    frame
        Counted from 0.

    Returns
    -------
    float or None
        Milliseconds, more than 0; None where the header is silent.
    """
    return (
        _from_rate(header, "RecommendedDisplayFrameRate")
        or _from_times(header, frame)
        or _from_rate(header, "CineRate")
    )


def _from_times(header: Header, frame: int) -> float | None:
    constant = _positive(header.numbers("FrameTime")[:1])
    if constant is not None and header.value("FrameIncrementPointer") == _FRAME_TIME:
        return constant
    # The vector holds the time since the frame before, 0 for the first; the last frame lasts as long as its neighbour.
    steps = header.numbers("FrameTimeVector")
    varying = _positive(steps[frame + 1 : frame + 2] or steps[-1:]) if len(steps) > 1 else None
    return varying or constant


def _from_rate(header: Header, keyword: str) -> float | None:
    per_second = _positive(header.numbers(keyword)[:1])
    return _MS_PER_SECOND / per_second if per_second else None


def _positive(numbers: tuple[float, ...]) -> float | None:
    return next((number for number in numbers if math.isfinite(number) and number > 0), None)
