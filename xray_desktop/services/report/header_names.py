"""The patients that DICOM headers name, for a report that the user asked to name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.errors import DecodeError
from xray_desktop.imaging.dicom.quick_header import read_quick_info
from xray_desktop.services.notes.store import MOST_NAME_CHARACTERS, ImageNotes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from xray_desktop.imaging.header_table import HeaderTable


def with_header_names(
    notes: Mapping[Path, ImageNotes], dicom_files: Iterable[Path], read_header: Callable[[Path], HeaderTable]
) -> dict[Path, ImageNotes]:
    """Put the names and IDs of headers beside what the user wrote. Blocks; reads the beginning of every file.

    Parameters
    ----------
    notes
        What the user wrote, by file.
    dicom_files
        Files whose headers are asked; one that cannot be read is left without a name, and its row says why.
    read_header
        Reads a whole header, in a process that may die, where its beginning is not plain.
    """
    named = dict(notes)
    for path in dicom_files:
        try:
            name, number = _read_names(path, read_header)
        except DecodeError:
            continue
        written = named.get(path, ImageNotes())
        named[path] = written.model_copy(
            update={"patient_name": name[:MOST_NAME_CHARACTERS], "patient_id": number[:MOST_NAME_CHARACTERS]}
        )
    return named


def _read_names(path: Path, read_header: Callable[[Path], HeaderTable]) -> tuple[str, str]:
    place = read_quick_info(path)
    if place is not None:
        return place.patient_name, place.patient_id
    values = {row.keyword: row.value for row in read_header(path).rows if row.level == 0}
    return values.get("PatientName", ""), values.get("PatientID", "")
