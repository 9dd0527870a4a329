"""What the branches of a study are called. Plain text; what names a patient is left out where identity is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.viewer.corner_text import person_name
from xray_desktop.qt.widgets.dates import write_dicom_date
from xray_desktop.study.branch import ALL, FOLDERS, is_patient, is_series, is_study

if TYPE_CHECKING:
    from xray_desktop.imaging.series_info import SeriesInfo
    from xray_desktop.study.branch import Branch

_SEPARATOR = " \N{MIDDLE DOT} "


@dataclass(frozen=True, slots=True)
class Label:
    """What a branch is called.

    Attributes
    ----------
    name
        One line.
    details
        Lines that say more.
    """

    name: str
    details: tuple[str, ...] = ()


def label(branch: Branch, place: SeriesInfo | None, title: str, number: int, *, hidden: bool) -> Label:
    """Name a branch.

    Parameters
    ----------
    place
        What the header of one of its images says; None for folders and the whole.
    title
        Of the study that is open.
    number
        Of the branch among its neighbours, from 1; it stands for the name where that is hidden.
    hidden
        Whether names, numbers, dates, descriptions and folders are left out.
    """
    if branch == ALL:
        return Label(tr("All images") if hidden else title)
    if branch == FOLDERS:
        return Label(tr("Folders"), (tr("Images that belong to no patient"),))
    if place is None:
        return Label(tr("Folder {number}", number=number)) if hidden else Label(branch[-1], ("/".join(branch[1:]),))
    if is_patient(branch):
        return _patient(place, number, hidden=hidden)
    if is_study(branch):
        return _study(place, number, hidden=hidden)
    assert is_series(branch)  # noqa: S101 - there is no other kind
    return _series(place, hidden=hidden)


def _patient(place: SeriesInfo, number: int, *, hidden: bool) -> Label:
    if hidden:
        return Label(tr("Patient {number}", number=number))
    known_by_number = tr("Patient ID {number}", number=place.patient_id) if place.patient_id else ""
    name = person_name(place.patient_name)
    born = tr("born {date}", date=write_dicom_date(place.patient_birth_date)) if place.patient_birth_date else ""
    return Label(name or known_by_number or tr("Without a name"), _lines(known_by_number, born))


def _study(place: SeriesInfo, number: int, *, hidden: bool) -> Label:
    if hidden:
        # Descriptions are typed by hand, and names with them.
        return Label(tr("Study {number}", number=number))
    return Label(_joined(write_dicom_date(place.study_date), place.study_description) or tr("Without a date"))


def _series(place: SeriesInfo, *, hidden: bool) -> Label:
    number = "" if place.series_number is None else str(place.series_number)
    what = " ".join(part for part in (place.modality, number) if part)
    where = _joined(place.body_part_examined.capitalize(), place.view_position)
    description = "" if hidden else place.series_description
    return Label(_joined(what, description or where) or tr("Series"), _lines(where))


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(part for part in parts if part)


def _lines(*candidates: str) -> tuple[str, ...]:
    return tuple(line for line in candidates if line)
