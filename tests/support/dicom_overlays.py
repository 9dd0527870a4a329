"""Overlay planes are added to DICOM files, as scanners of several generations wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pydicom

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def add_overlay(
    path: Path,
    mask: NDArray[np.bool_],
    *,
    group: int = 0x6000,
    origin: tuple[int, int] | None = (1, 1),
    kind: str = "G",
    label: str = "",
    frames: int | None = None,
    first_frame: int | None = None,
    vr: str = "OW",
    size: tuple[int, int] | None = None,
    cut: int = 0,
) -> Path:
    """Add a plane with bits of its own; several frames where ``mask`` has three dimensions.

    Parameters
    ----------
    size
        What the header says in place of the mask's own rows and columns.
    cut
        Bytes that are missing at the end of the data.
    """
    dataset = pydicom.dcmread(path)
    rows, columns = size or mask.shape[-2:]
    content = np.packbits(mask, bitorder="little").tobytes()
    content = (content + b"\x00" * (len(content) % 2))[: len(content) - cut]
    big_endian = not dataset.original_encoding[1]
    if big_endian and vr == "OW":
        content = np.frombuffer(content, "<u2").astype(">u2").tobytes()
    _add(dataset, group, {0x10: ("US", rows), 0x11: ("US", columns), 0x40: ("CS", kind), 0x100: ("US", 1)})
    _add(dataset, group, {0x102: ("US", 0), 0x3000: (vr, content)})
    optional = {0x15: ("IS", frames), 0x50: ("SS", origin and list(origin)), 0x51: ("US", first_frame)}
    _add(dataset, group, {**optional, 0x1500: ("LO", label or None)})
    dataset.save_as(path)
    return path


def add_embedded_overlay(path: Path, bit: int, *, group: int = 0x6000) -> Path:
    """Say that a bit of the words is an overlay, the form retired in 2004."""
    dataset = pydicom.dcmread(path)
    sizes = {0x10: ("US", dataset.Rows), 0x11: ("US", dataset.Columns), 0x40: ("CS", "G"), 0x50: ("SS", [1, 1])}
    _add(dataset, group, {**sizes, 0x100: ("US", dataset.BitsAllocated), 0x102: ("US", bit)})
    dataset.save_as(path)
    return path


def _add(dataset: pydicom.Dataset, group: int, elements: dict[int, tuple[str, Any]]) -> None:
    for element, (vr, value) in elements.items():
        if value is not None:
            dataset.add_new((group, element), vr, value)
