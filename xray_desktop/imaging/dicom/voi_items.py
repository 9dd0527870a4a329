"""The VOI transformations that a header offers, without those that would show nothing (DICOM PS3.3 C.11.2)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.imaging.dicom.lookup_table import read_lookup_table
from xray_desktop.imaging.image import VoiFunction, VoiLut, VoiWindow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.header import Header
    from xray_desktop.imaging.image import Voi

_ONE_GREY = "A window or table in the header would show the picture in one single grey; it is set aside."
_DAMAGED = "A table in the header is damaged and is set aside."


@dataclass(frozen=True, slots=True)
class OfferedVois:
    """What can be applied, the file's own first, and what was set aside."""

    vois: tuple[Voi, ...]
    notes: tuple[str, ...] = ()


def collect_vois(
    places: Sequence[Header], pixels: NDArray[Any], own: tuple[Voi, ...], *, signed: bool, little_endian: bool
) -> OfferedVois:
    """Gather the header's tables and windows, then our own.

    A table comes before a window: it is what the modality's maker meant to be seen. Our own show the picture in a
    straight line, so there is always a way past a table.

    Parameters
    ----------
    places
        Data sets that may hold VOI elements, the most specific first.
    pixels
        Modality values, shape ``[rows, columns]``, dtype as in `XrayImage`.
    own
        What is offered after the header's, and first where the header has nothing usable.
    signed
        Stored values are signed.
    """
    low, high = float(pixels.min()), float(pixels.max())
    usable: tuple[Voi, ...] = ()
    notes: list[str] = []
    for place in places:
        tables = list(_read_tables(place, signed=signed or low < 0, little_endian=little_endian))
        stated: list[Voi] = [*(table for table in tables if table), *_read_windows(place)]
        usable = tuple(voi for voi in stated if _tells_apart(voi, low, high))
        notes += [_DAMAGED] * (None in tables) + [_ONE_GREY] * (len(usable) < len(stated))
        if usable:
            break
    return OfferedVois(usable + own, tuple(dict.fromkeys(notes)))


def _read_tables(place: Header, *, signed: bool, little_endian: bool) -> Iterator[VoiLut | None]:
    for number, item in enumerate(place.items("VOILUTSequence"), start=1):
        table = read_lookup_table(item, signed_input=signed, little_endian=little_endian)
        yield (
            VoiLut(table.table, table.first_value_mapped, table.bits, table.explanation or f"Table {number}")
            if table
            else None
        )


def _read_windows(place: Header) -> Iterator[VoiWindow]:
    try:
        function = VoiFunction(place.text("VOILUTFunction").upper() or "LINEAR")
    except ValueError:
        function = VoiFunction.LINEAR
    centers, widths = place.numbers("WindowCenter"), place.numbers("WindowWidth")
    explanations = place.texts("WindowCenterWidthExplanation")[: len(centers)]
    for number, (center, width, explanation) in enumerate(
        zip_longest(centers, widths, explanations, fillvalue=None), start=1
    ):
        title = explanation or f"Window {number}"
        yield VoiWindow(_or_nan(center), _or_nan(width), function, str(title))


def _or_nan(value: float | str | None) -> float:
    return value if isinstance(value, float) else math.nan


def _tells_apart(voi: Voi, low: float, high: float) -> bool:
    """Tell whether the smallest and the largest value look different, or the picture is flat anyway."""
    if isinstance(voi, VoiLut):
        first = int(np.clip(low - voi.first_value_mapped, 0, len(voi.table) - 1))
        last = int(np.clip(high - voi.first_value_mapped, 0, len(voi.table) - 1))
        span = voi.table[first : last + 1]
        return low == high or bool(span.min() != span.max())
    if not (math.isfinite(voi.center) and math.isfinite(voi.width)) or voi.width <= 0:
        return False
    if voi.function is VoiFunction.LINEAR and voi.width < 1:
        return False
    return low == high or (voi.center - voi.width / 2 < high and voi.center + voi.width / 2 > low)
