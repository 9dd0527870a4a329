"""Palettes: stored values that are the numbers of colours (DICOM PS3.3 C.7.6.3.1.5, C.7.9.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.dicom.lookup_table import read_entries, read_first_value, unpack_entries

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.header import Header

_NO_PALETTE = "The picture's palette is missing or damaged. Export the file again."
_COLOURS = ("Red", "Green", "Blue")
_DISCRETE, _LINEAR, _INDIRECT = 0, 1, 2
_MOST_ENTRIES = 65536


def read_palette(header: Header, *, signed: bool, little_endian: bool) -> tuple[int, NDArray[np.uint8 | np.uint16]]:
    """Read the three tables.

    Parameters
    ----------
    signed
        Stored values are signed.
    little_endian
        Byte order of the data set.

    Returns
    -------
    first_value_mapped
        The stored value of the first colour.
    palette
        Shape ``[entries, 3]``, uint8 or uint16 over its whole range.

    Raises
    ------
    CorruptPixelData
        A table is missing or damaged.
    """
    descriptor = header.numbers("RedPaletteColorLookupTableDescriptor")
    if len(descriptor) != 3 or not np.isfinite(descriptor).all():
        raise CorruptPixelData(_NO_PALETTE)
    entries, first, bits = (int(number) for number in descriptor)
    entries = entries % _MOST_ENTRIES or _MOST_ENTRIES
    tables = [_read_table(header, colour, entries, bits, little_endian=little_endian) for colour in _COLOURS]
    palette = np.stack(tables, axis=-1)
    # Some write 8 bits into words of 16, whatever the descriptor says.
    narrow = palette.max() <= np.iinfo(np.uint8).max
    return read_first_value(first, signed=signed), palette.astype(np.uint8) if narrow else palette


def _read_table(header: Header, colour: str, entries: int, bits: int, *, little_endian: bool) -> NDArray[np.uint16]:
    plain = header.value(f"{colour}PaletteColorLookupTableData")
    if plain is not None:
        table = read_entries(plain, entries, bits, little_endian=little_endian)
    else:
        segmented = header.value(f"Segmented{colour}PaletteColorLookupTableData")
        table = _expand(segmented, entries, bits, little_endian=little_endian)
    if table is None:
        raise CorruptPixelData(_NO_PALETTE)
    return table


def _expand(content: object, entries: int, bits: int, *, little_endian: bool) -> NDArray[np.uint16] | None:
    """Expand a table of segments (DICOM PS3.3 C.7.9.2); None where it does not give the entries that it should."""
    if not isinstance(content, bytes):
        return None
    data = unpack_entries(content, bits <= 8, little_endian=little_endian).tolist()
    table: list[int] = []
    position = 0
    try:
        while len(table) < entries:
            if data[position] == _INDIRECT:
                position = _copy_segments(data, position, bits, table)
            else:
                position = _add_segment(data, position, table)
    except (IndexError, ValueError):
        return None
    return np.array(table[:entries], np.uint16)


def _add_segment(data: list[int], position: int, table: list[int]) -> int:
    """Add a discrete or a linear segment to the table; return where the next one begins."""
    opcode, length = data[position : position + 2]
    if opcode == _DISCRETE and length:
        values = data[position + 2 : position + 2 + length]
        table.extend(values)
        return position + 2 + len(values)
    if opcode != _LINEAR or not length:
        raise ValueError(opcode)
    start, end = table[-1], data[position + 2]
    table.extend(round(start + (end - start) * step / length) for step in range(1, length + 1))
    return position + 3


def _copy_segments(data: list[int], position: int, bits: int, table: list[int]) -> int:
    """Add segments that were there before; copies of copies are not allowed, and would be endless."""
    count = data[position + 1]
    unit = 8 if bits <= 8 else 16
    parts = data[position + 2 : position + 2 + 32 // unit]
    offset = sum(part << (unit * place) for place, part in enumerate(parts))
    # The offset counts bytes.
    source = offset * 8 // unit
    for _ in range(count):
        if len(table) > _MOST_ENTRIES:
            raise ValueError(len(table))
        source = _add_segment(data, source, table)
    return position + 2 + len(parts)
