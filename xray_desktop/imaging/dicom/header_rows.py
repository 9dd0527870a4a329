"""The header of a DICOM file as rows for the user: every element, private ones too, never the pixels."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from time import monotonic
from typing import IO, TYPE_CHECKING

from xray_desktop.errors import NotAnImage
from xray_desktop.imaging.dicom.data_sets import walk_data_sets
from xray_desktop.imaging.dicom.element_names import creator_tag, element_name, is_creator, is_private
from xray_desktop.imaging.dicom.element_value import (
    DEFAULT_ENCODINGS,
    NOTHING,
    ShownValue,
    read_encodings,
    show_value,
    wanted_bytes,
)
from xray_desktop.imaging.dicom.element_walk import Part
from xray_desktop.imaging.dicom.guarded_pydicom import guarded_pydicom
from xray_desktop.imaging.dicom.identifying import is_identifying
from xray_desktop.imaging.header_table import HeaderRow, HeaderRows, HeaderTable
from xray_desktop.imaging.source import open_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from xray_desktop.imaging.dicom.element_names import ElementName
    from xray_desktop.imaging.dicom.element_walk import Step
    from xray_desktop.imaging.header_table import HeaderLimits
    from xray_desktop.imaging.limits import DecodeLimits

_SPECIFIC_CHARACTER_SET = 0x00080005
_PIXEL_REPRESENTATION = 0x00280103
_PIXEL_GROUP = 0x7FE0
_UNREADABLE = "The header of this file is damaged and cannot be listed. Export it again at its source."
_LATE = "The listing ends here, because it takes too long; more elements follow."
_ROWS_BETWEEN_LOOKS = 500
_DAMAGED = "The header is damaged or ends too early; what can be read of it is listed."


def read_header_rows(path: Path, bounds: HeaderLimits, limits: DecodeLimits) -> HeaderTable:
    """List the header of a DICOM file.

    Runs in a decode worker: nothing in the file is trusted.

    Raises
    ------
    DecodeError
        Nothing of it can be listed.
    """
    lister = _Lister(bounds)
    with open_source(path) as source, guarded_pydicom(NotAnImage, _UNREADABLE):
        for stream, walk in walk_data_sets(source, limits):
            lister.list(stream, walk)
            lister.damaged |= walk.damaged
    if not lister.rows:
        raise NotAnImage(_UNREADABLE)
    return HeaderTable("DICOM", lister.finished_rows(), tuple(lister.notes()))


@dataclass(slots=True)
class _DataSet:
    """What the elements of one data set leave for those that follow."""

    encodings: tuple[str, ...] = DEFAULT_ENCODINGS
    signed: bool = False
    creators: dict[int, str] = field(default_factory=dict)


class _Lister:
    """Turns the steps of walks into rows, as many as the bounds allow."""

    def __init__(self, bounds: HeaderLimits) -> None:
        self._bounds = bounds
        self.rows: list[HeaderRow] = []
        self.damaged = self.late = False
        self._deadline = monotonic() + bounds.seconds
        self._beyond = self._too_deep = 0
        self._items: Counter[int] = Counter()
        self._sequence_rows: list[int] = []
        self._sets = [_DataSet()]

    def list(self, stream: IO[bytes], steps: Iterable[Step]) -> None:
        """List one data set."""
        self._sets, self._sequence_rows = [_DataSet()], []
        for step in steps:
            self.damaged |= step.cut
            if step.depth > self._bounds.levels:
                self._too_deep += step.part is not Part.ITEM
            elif len(self.rows) < self._bounds.rows:
                self.rows.append(self._row(stream, step))
            else:
                self._beyond += step.part is not Part.ITEM
            if self._beyond + self._too_deep > self._bounds.counted or self._is_late():
                return

    def _is_late(self) -> bool:
        # The clock is looked at now and then.
        if not len(self.rows) % _ROWS_BETWEEN_LOOKS:
            self.late = self.late or monotonic() > self._deadline
        return self.late

    def finished_rows(self) -> HeaderRows:
        """Return the rows, each sequence with the number of its items."""
        for place, row in enumerate(self.rows):
            if row.vr == "SQ":
                items = self._items[place]
                self.rows[place] = row._replace(value=f"{items:,} item{'' if items == 1 else 's'}")
        return HeaderRows.of(self.rows)

    def notes(self) -> Iterator[str]:
        """Say what is not listed."""
        if self.damaged:
            yield _DAMAGED
        if self.late:
            yield _LATE
        left = self._beyond + self._too_deep
        many = "More than " if left > self._bounds.counted else ""
        if self._beyond:
            are = " is" if self._beyond == 1 else "s are"
            yield f"{many}{self._beyond:,} further element{are} not listed."
        if self._too_deep:
            are = " is" if self._too_deep == 1 else "s are"
            yield f"{many}{self._too_deep:,} element{are} nested too deep to be listed."

    def _row(self, stream: IO[bytes], step: Step) -> HeaderRow:
        if step.part is Part.ITEM:
            return self._item_row(step)
        name, creator = self._name(step)
        vr, hidden, shown = step.vr or name.vr or "UN", False, NOTHING
        if step.part is Part.SEQUENCE:
            self._sequence_rows[step.depth :] = [len(self.rows)]
            vr = "SQ"
        elif step.part is Part.FRAGMENTS:
            shown = ShownValue(f"{vr}, encapsulated, {step.length or 0:,} bytes", 1)
        else:
            meant = (name.vr or vr) if vr == "UN" else vr
            shown = self._value(stream, step, meant)
            hidden = is_identifying(step.tag, name.keyword, meant, shown.text)
        return HeaderRow(
            2 * step.depth, name.name, shown.text, step.tag, name.keyword, vr, shown.vm, step.length, creator, hidden
        )

    def _item_row(self, step: Step) -> HeaderRow:
        around = self._sets[min(step.depth, len(self._sets) - 1)]
        self._sets[step.depth + 1 :] = [_DataSet(around.encodings, around.signed)]
        place = self._sequence_rows[min(step.depth, len(self._sequence_rows) - 1)]
        self._items[place] += 1
        return HeaderRow(2 * step.depth + 1, f"Item {self._items[place]:,}", length=step.length)

    def _name(self, step: Step) -> tuple[ElementName, str]:
        creator = ""
        if is_private(step.tag) and not is_creator(step.tag):
            creator = self._sets[step.depth].creators.get(creator_tag(step.tag), "")
        return element_name(step.tag, creator), creator

    def _value(self, stream: IO[bytes], step: Step, vr: str) -> ShownValue:
        known, length = self._sets[step.depth], step.length or 0
        if known.signed and vr.endswith("or SS"):
            vr = "SS"
        most = 0 if step.tag >> 16 == _PIXEL_GROUP else wanted_bytes(vr, self._bounds.read_bytes)
        content = b""
        if most and length:
            stream.seek(step.offset)
            content = stream.read(min(length, most))
        shown = show_value(content, length, vr, step.coding.order, known.encodings, self._bounds.shown_characters)
        self._learn(known, step.tag, content, shown.text)
        return shown

    def _learn(self, known: _DataSet, tag: int, content: bytes, text: str) -> None:
        if tag == _SPECIFIC_CHARACTER_SET:
            known.encodings = read_encodings(content)
        elif tag == _PIXEL_REPRESENTATION:
            known.signed = text == "1"
        elif is_creator(tag):
            known.creators[tag] = text
