"""Look-up tables as DICOM writes them: Modality LUT Sequence and VOI LUT Sequence share one form, palettes nearly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.imaging.dicom.header import Header

_MOST_BITS = 16


@dataclass(frozen=True, slots=True, eq=False)
class LookupTable:
    """One table (DICOM PS3.3 C.11.1.1.1, C.11.2.1.1).

    Attributes
    ----------
    table
        Shape ``[entries]``, uint16.
    first_value_mapped
        The input value of the first entry.
    bits
        Bits of the output, 8 to 16.
    explanation
        LUT Explanation (0028,3003).
    """

    table: NDArray[np.uint16]
    first_value_mapped: int
    bits: int
    explanation: str


def read_lookup_table(item: Header, *, signed_input: bool, little_endian: bool) -> LookupTable | None:
    """Read one item of a LUT sequence; None where it cannot be used.

    Parameters
    ----------
    signed_input
        The values that go in can be negative: the first value mapped is then read as signed, whatever its VR says.
    little_endian
        Byte order of the data set.
    """
    descriptor = item.numbers("LUTDescriptor")
    if len(descriptor) != 3 or not all(np.isfinite(descriptor)):
        return None
    # Zero stands for 65,536, which does not fit into the element.
    entries = int(descriptor[0]) % 65536 or 65536
    bits = int(descriptor[2])
    table = read_entries(item.value("LUTData"), entries, bits, little_endian=little_endian)
    if table is None:
        return None
    # A table that says 8 bits and holds more was meant to have more.
    needed = int(table.max()).bit_length()
    return LookupTable(
        table,
        read_first_value(int(descriptor[1]), signed=signed_input),
        min(_MOST_BITS, max(8, bits, needed)),
        item.text("LUTExplanation"),
    )


def read_first_value(stored: int, *, signed: bool) -> int:
    """Read the first value mapped with the sign of what goes in: its own VR is ambiguous, US or SS."""
    if signed and stored > 32767:
        return stored - 65536
    if not signed and stored < 0:
        return stored + 65536
    return stored


def read_entries(value: Any, entries: int, bits: int, *, little_endian: bool) -> NDArray[np.uint16] | None:
    """Read as many entries as the descriptor says, shape ``[entries]``; None where there are none at all.

    Parameters
    ----------
    value
        What pydicom gives: bytes of OB or OW, or numbers of US.
    bits
        Of one entry, as the descriptor says.
    """
    if isinstance(value, bytes | bytearray):
        table = unpack_entries(bytes(value), bits <= 8 and len(value) < 2 * entries, little_endian=little_endian)
    elif value is None or isinstance(value, str):
        return None
    else:
        # A US element: pydicom gives numbers, and one number bare.
        table = (np.atleast_1d(np.asarray(value, dtype=np.int64)) & 0xFFFF).astype(np.uint16)
    if not len(table):
        return None
    # Surplus entries are dropped; of missing ones, the last stands for all.
    return np.pad(table[:entries], (0, max(0, entries - len(table))), mode="edge")


def unpack_entries(content: bytes, packed: bool, *, little_endian: bool) -> NDArray[np.uint16]:
    """Return the numbers in words of 16 bits, of which each holds two where they are packed: ``[entries]``, uint16."""
    order = "<" if little_endian else ">"
    if packed:
        octets = np.frombuffer(content, np.uint8)
        if not little_endian:
            octets = octets[: len(octets) // 2 * 2].reshape(-1, 2)[:, ::-1].reshape(-1)
        return octets.astype(np.uint16)
    return np.frombuffer(content[: len(content) // 2 * 2], f"{order}u2").astype(np.uint16)
