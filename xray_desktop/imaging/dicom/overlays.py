"""Overlay planes: bits of their own, or the retired form in bits that the pixels do not use (PS3.3 C.9.2, C.9.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from pydicom.tag import Tag

from xray_desktop.imaging.dicom.keywords import OVERLAY_GROUPS, overlay_tag
from xray_desktop.imaging.graphics import Overlay, OverlayKind
from xray_desktop.imaging.masks import pack_mask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.header import Header
    from xray_desktop.imaging.dicom.image_pixel import ImagePixel
    from xray_desktop.imaging.dicom.part10 import DicomFile

    ReadWords = Callable[[], NDArray[np.unsignedinteger]]

_DAMAGED = "An overlay in this file is damaged and is left out."
_MOST_PIXELS = 100_000_000


class _BadOverlayError(Exception):
    """The group contradicts itself or is cut short."""


@dataclass(frozen=True, slots=True)
class Overlays:
    """The overlays of one frame.

    Attributes
    ----------
    by_group
        What is marked, by the group that says so; planes that mark nothing are left out.
    notes
        What was left out, in sentences.
    """

    by_group: Mapping[int, Overlay]
    notes: tuple[str, ...] = ()


def read_overlays(file: DicomFile, pixel: ImagePixel, frame: int, read_words: ReadWords) -> Overlays:
    """Read the overlays of one frame.

    Parameters
    ----------
    frame
        Counted from 0.
    read_words
        Returns the frame's words with all their bits, shape ``[rows, columns]``, an unsigned integer dtype of Bits
        Allocated bits; called only for an overlay that lies in them.
    """
    found: dict[int, Overlay] = {}
    damaged = False
    for group in OVERLAY_GROUPS:
        plane = _Plane(file, group)
        if not plane.stated:
            continue
        try:
            mask = plane.read(pixel, frame, read_words)
        except _BadOverlayError:
            damaged = True
            continue
        if mask is not None and mask.any():
            found[group] = Overlay(pack_mask(mask), plane.kind, plane.label)
    return Overlays(found, (_DAMAGED,) if damaged else ())


def with_all_bits(pixel: ImagePixel) -> ImagePixel:
    """Describe the same pixels as unsigned words of which every bit is used."""
    allocated = pixel.bits_allocated
    return replace(pixel, bits_stored=allocated, high_bit=allocated - 1, signed=False)


class _Plane:
    """One group of overlay elements."""

    def __init__(self, file: DicomFile, group: int) -> None:
        self._header: Header = file.header
        self._little_endian = file.little_endian
        self._group = group

    @property
    def stated(self) -> bool:
        return any(self._tag(name) in self._header.dataset for name in ("Data", "BitPosition"))

    @property
    def kind(self) -> OverlayKind:
        return OverlayKind.ROI if self._header.text(self._tag("Type")).upper() == "R" else OverlayKind.GRAPHICS

    @property
    def label(self) -> str:
        return self._header.text(self._tag("Label")) or self._header.text(self._tag("Description"))

    def read(self, pixel: ImagePixel, frame: int, read_words: ReadWords) -> NDArray[np.bool_] | None:
        """Return the marked pixels, ``[rows, columns]`` of the picture, bool; None where the plane is not for them."""
        if self._tag("Data") not in self._header.dataset:
            return self._read_embedded(pixel, read_words)
        index = self._index_of(frame)
        if index is None:
            return None
        rows, columns = self._whole("Rows"), self._whole("Columns")
        if not (rows and columns and 0 < rows * columns <= _MOST_PIXELS and min(rows, columns) > 0):
            raise _BadOverlayError
        top, left = self._read_origin()
        return _place(self._unpack(index, rows, columns), top, left, pixel)

    def _index_of(self, frame: int) -> int | None:
        """Find the overlay's own frame; a plane that does not count frames lies on every one of the picture's."""
        count = self._whole("NumberOfFrames")
        if count is None:
            return 0
        index = frame - ((self._whole("FrameOrigin") or 1) - 1)
        return index if 0 <= index < count else None

    def _unpack(self, index: int, rows: int, columns: int) -> NDArray[np.bool_]:
        first = index * rows * columns
        last = first + rows * columns
        content = self._content()[first // 8 : -(-last // 8)]
        bits = np.unpackbits(content, bitorder="little")[first % 8 :][: rows * columns]
        if len(bits) < rows * columns:
            raise _BadOverlayError
        return bits.view(np.bool_).reshape(rows, columns)

    def _content(self) -> NDArray[np.uint8]:
        value = self._header.value(self._tag("Data"))
        if not isinstance(value, bytes):
            raise _BadOverlayError
        content = np.frombuffer(value, np.uint8)
        if self._little_endian or self._header.dataset[self._tag("Data")].VR != "OW":
            return content
        # Words of 16 bits, the high byte first (DICOM PS3.5 8.1.2).
        return content[: len(content) // 2 * 2].reshape(-1, 2)[:, ::-1].reshape(-1)

    def _read_origin(self) -> tuple[int, int]:
        """Return the row and the column of the first bit, counted from 0; some write the negative ones as unsigned."""
        numbers = self._header.numbers(self._tag("Origin"))[:2]
        if not numbers:
            return 0, 0
        if len(numbers) < 2 or not np.isfinite(numbers).all():
            raise _BadOverlayError
        row, column = ((int(number) + 0x8000) % 0x10000 - 0x8000 - 1 for number in numbers)
        return row, column

    def _read_embedded(self, pixel: ImagePixel, read_words: ReadWords) -> NDArray[np.bool_] | None:
        """Take one bit of every word, if the picture does not use it (DICOM PS3.5-2004 8.1.2)."""
        bit = self._whole("BitPosition") or 0
        used = range(pixel.high_bit - pixel.bits_stored + 1, pixel.high_bit + 1)
        if not pixel.monochrome or pixel.floating or bit in used or not 0 <= bit < pixel.bits_allocated:
            return None
        words = read_words()
        plane = _bit(words, bit)
        # Above a signed value lie copies of its sign, and no overlay.
        sign = pixel.signed and bit > pixel.high_bit and np.array_equal(plane, _bit(words, pixel.high_bit))
        return None if sign else plane

    def _whole(self, name: str) -> int | None:
        return self._header.whole(self._tag(name))

    def _tag(self, name: str) -> int:
        return Tag(overlay_tag(self._group, name))


def _bit(words: NDArray[np.unsignedinteger], bit: int) -> NDArray[np.bool_]:
    return np.asarray(words & words.dtype.type(1 << bit), np.bool_)


def _place(plane: NDArray[np.bool_], top: int, left: int, pixel: ImagePixel) -> NDArray[np.bool_]:
    """Lay a plane on the picture; what reaches over its edges is cut off."""
    canvas = np.zeros((pixel.rows, pixel.columns), np.bool_)
    first_row, first_column = max(0, top), max(0, left)
    seen = plane[first_row - top : max(0, pixel.rows - top), first_column - left : max(0, pixel.columns - left)]
    if seen.size:
        canvas[first_row : first_row + seen.shape[0], first_column : first_column + seen.shape[1]] = seen
    return canvas
