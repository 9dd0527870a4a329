"""A data set that answers questions and never raises, whatever its values are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pydicom.dataelem import DataElement
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence

from xray_desktop.errors import DecodeError
from xray_desktop.imaging.dicom.guarded_pydicom import guarded_pydicom
from xray_desktop.imaging.natural_order import printable_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydicom.dataset import Dataset

_UNREADABLE = "An element of the header cannot be read."


class Header:
    """Typed, forgiving access to the elements of one data set, by keyword, or by tag where groups repeat.

    An element that is absent, empty, of the wrong VR or unreadable gives the empty answer of the type asked for.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def value(self, keyword: str | int) -> Any:
        """Return the element's value as pydicom converts it, None where it cannot."""
        try:
            with guarded_pydicom(DecodeError, _UNREADABLE):
                found = self._dataset.get(keyword)
        except DecodeError:
            return None
        # Asked for a tag, pydicom gives the element.
        return found.value if isinstance(found, DataElement) else found

    def text(self, keyword: str | int) -> str:
        """Return a text that is safe to show: one line, without control and direction characters."""
        return "\\".join(self.texts(keyword))

    def texts(self, keyword: str | int) -> tuple[str, ...]:
        """Return each value's text."""
        try:
            # Names are decoded only now.
            with guarded_pydicom(DecodeError, _UNREADABLE):
                return tuple(printable_text(str(part)) for part in self._values(keyword))
        except DecodeError:
            return ()

    def whole(self, keyword: str | int) -> int | None:
        """Return the first value as a whole number."""
        numbers = self.numbers(keyword)
        return int(numbers[0]) if numbers and math.isfinite(numbers[0]) else None

    def numbers(self, keyword: str | int) -> tuple[float, ...]:
        """Return all values as numbers; what is none becomes NaN, so that positions stay."""
        return tuple(_number(part) for part in self._values(keyword))

    def items(self, keyword: str) -> tuple[Header, ...]:
        """Return the items of a sequence."""
        value = self.value(keyword)
        return tuple(Header(item) for item in value) if isinstance(value, Sequence) else ()

    def __contains__(self, keyword: str) -> bool:
        return keyword in self._dataset

    @property
    def dataset(self) -> Dataset:
        """The data set itself, for pydicom's own functions."""
        return self._dataset

    def _values(self, keyword: str | int) -> Iterable[Any]:
        value = self.value(keyword)
        if value is None or value == "":
            return ()
        return value if isinstance(value, MultiValue | list | tuple) else (value,)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan
