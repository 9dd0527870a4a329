"""The modality LUT: stored values become modality values (DICOM PS3.3 C.11.1)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.imaging.dicom.lookup_table import LookupTable, read_lookup_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.header import Header

_INTEGERS = (np.uint8, np.uint16, np.int16, np.int32)
_LARGEST_EXACT = 2.0**31
_LARGEST_FLOAT = 2.0**126
_DAMAGED = "The header's table of modality values is damaged and is set aside."


@dataclass(frozen=True, slots=True)
class Rescale:
    """Modality value = slope × stored value + intercept."""

    slope: float = 1.0
    intercept: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class ModalityTransform:
    """What turns stored values into modality values.

    Attributes
    ----------
    step
        A table or a straight line.
    notes
        What of the header was set aside, in sentences.
    """

    step: LookupTable | Rescale
    notes: tuple[str, ...] = ()

    @property
    def is_identity(self) -> bool:
        """Whether modality values are the stored values."""
        return self.step == Rescale()


def read_modality_transform(places: Sequence[Header], *, signed: bool, little_endian: bool) -> ModalityTransform:
    """Find the transform; a table wins over a line, as only one of them may be present.

    Parameters
    ----------
    places
        Data sets that may hold it, the most specific first.
    signed
        Stored values are signed.
    """
    items = [item for place in places for item in place.items("ModalityLUTSequence")]
    for item in items:
        table = read_lookup_table(item, signed_input=signed, little_endian=little_endian)
        if table:
            return ModalityTransform(table)
    damaged = (_DAMAGED,) if items else ()
    for place in places:
        if "RescaleSlope" in place or "RescaleIntercept" in place:
            read = _read_rescale(place)
            return replace(read, notes=damaged + read.notes)
    return ModalityTransform(Rescale(), damaged)


def apply_modality_transform(stored: NDArray[Any], transform: ModalityTransform) -> NDArray[Any]:
    """Make modality values.

    Parameters
    ----------
    stored
        Stored values, any shape, integers or floats.
    transform
        The header's.

    Returns
    -------
    ndarray
        Same shape, dtype uint8, uint16, int16, int32 or float32: the smallest integer type that holds all values
        exactly, else float32.
    """
    step = transform.step
    if isinstance(step, LookupTable):
        position = np.clip(stored.astype(np.int64) - step.first_value_mapped, 0, len(step.table) - 1)
        values = step.table[position]
        return values.astype(np.uint8) if step.bits == 8 else values
    if transform.is_identity:
        return narrow(stored)
    return _rescale(stored, step)


def narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Bring rarer number types, of any shape, to uint8, uint16, int16, int32 or float32, as `XrayImage` allows them."""
    if values.dtype in _INTEGERS:
        return values
    if values.dtype.kind == "f":
        return _to_float(values)
    return _to_smallest(values, float(values.min()), float(values.max()))


def _read_rescale(place: Header) -> ModalityTransform:
    slope = next(iter(place.numbers("RescaleSlope")), 1.0)
    intercept = next(iter(place.numbers("RescaleIntercept")), 0.0)
    if not (math.isfinite(slope) and math.isfinite(intercept)) or slope == 0.0:
        return ModalityTransform(Rescale(), ("The header's rescale values are unusable and are set aside.",))
    return ModalityTransform(Rescale(slope, intercept))


def _rescale(stored: NDArray[Any], step: Rescale) -> NDArray[Any]:
    if stored.dtype.kind != "f" and step.slope.is_integer() and step.intercept.is_integer():
        ends = [step.slope * float(end) + step.intercept for end in (stored.min(), stored.max())]
        if max(map(abs, ends)) < _LARGEST_EXACT:
            wide = stored.astype(np.int64 if stored.dtype.itemsize > 2 else np.int32)
            return _to_smallest(wide * int(step.slope) + int(step.intercept), min(ends), max(ends))
    return _to_float(stored.astype(np.float64) * step.slope + step.intercept)


def _to_float(values: NDArray[Any]) -> NDArray[np.float32]:
    """Keep doubles that are no float32 finite, and the distance between any two as well."""
    if values.dtype != np.float32:
        values = np.clip(values, -_LARGEST_FLOAT, _LARGEST_FLOAT)
    return values.astype(np.float32)


def _to_smallest(values: NDArray[Any], low: float, high: float) -> NDArray[Any]:
    # Not uint8: that a picture holds small values only does not make it one of 8 bits.
    for dtype in (np.uint16, np.int16, np.int32):
        limits = np.iinfo(dtype)
        if limits.min <= low and high <= limits.max:
            return values.astype(dtype)
    return values.astype(np.float32)
