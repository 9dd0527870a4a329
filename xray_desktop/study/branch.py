"""Where an image hangs in the tree of a study: below its patient, study and series, or below its folder. Needs no Qt.

A branch is the way from the root: a tuple of texts that begins with `PATIENT` or `FOLDER`. Images below a branch are
those whose own branch begins with it; the empty one holds all.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xray_desktop.imaging.natural_order import natural_key
from xray_desktop.imaging.series_info import comparable_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from xray_desktop.imaging.series_info import SeriesInfo
    from xray_desktop.study.row import Row

Branch = tuple[str, ...]

ALL: Branch = ()
PATIENT, FOLDER = "patient", "folder"
FOLDERS: Branch = (FOLDER,)
_PATIENT_DEPTH, _STUDY_DEPTH, _SERIES_DEPTH = 2, 3, 4
_LATEST = 99999999
_LAST = 1 << 40


@lru_cache(maxsize=1 << 14)
def folder_branch(folder: str) -> Branch:
    """Return the branch of a folder of the study, ``/`` between its parts; the study's own where empty."""
    return (FOLDER, *folder.split("/")) if folder else FOLDERS


def place_branch(place: SeriesInfo) -> Branch:
    """Return the branch of a series.

    Patients are told apart by number, name and date of birth, so that two of them never look like one. Where a UID is
    missing, what the user would go by stands for it.
    """
    patient = "\0".join((place.patient_id, comparable_name(place.patient_name), place.patient_birth_date))
    study = place.study_instance_uid or f"{place.study_date} {place.study_description}"
    series = place.series_instance_uid or f"{place.modality} {place.series_number} {place.series_description}"
    return _shared((PATIENT, patient, study, series))


@lru_cache(maxsize=1 << 14)
def _shared(branch: Branch) -> Branch:
    # The images of a series share one tuple.
    return branch


def is_patient(branch: Branch) -> bool:
    """Tell whether a branch stands for a patient."""
    return len(branch) == _PATIENT_DEPTH and branch[0] == PATIENT


def is_study(branch: Branch) -> bool:
    """Tell whether a branch stands for a study."""
    return len(branch) == _STUDY_DEPTH and branch[0] == PATIENT


def is_series(branch: Branch) -> bool:
    """Tell whether a branch stands for a series."""
    return len(branch) == _SERIES_DEPTH and branch[0] == PATIENT


def holds(branch: Branch) -> Callable[[Row], bool]:
    """Return the function that tells whether a row hangs below a branch."""
    depth = len(branch)
    return lambda row: row.branch[:depth] == branch


def series_order(row: Row) -> str:
    """Make a text that sorts rows by patient, study, series and image; those without a patient last, as they are."""
    place = row.place
    if place is None:
        return "\1"
    instance = _LAST if place.instance_number is None else place.instance_number
    return f"\0{_series_key(place, row.branch)}{instance + _LAST:014}"


def _series_key(place: SeriesInfo, branch: Branch) -> str:
    key = _series_keys.get(branch)
    if key is None:
        if len(_series_keys) > 1 << 16:
            _series_keys.clear()
        key = _series_keys[branch] = "\0".join((patient_key(place), study_key(place), series_key(place), *branch))
    return key


_series_keys: dict[Branch, str] = {}


def patient_key(place: SeriesInfo) -> str:
    """Sort patients by name, then by number."""
    return f"{natural_key(comparable_name(place.patient_name))}\0{natural_key(place.patient_id)}"


def study_key(place: SeriesInfo) -> str:
    """Sort studies from the latest to the earliest; those without a date last."""
    digits = place.study_date.replace(".", "")
    date = int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 8 else 0
    seconds = int("".join(filter(str.isdigit, place.study_time.partition(".")[0]))[:6] or 0)
    return f"{_LATEST - date:08}{999999 - seconds:06}{natural_key(place.study_description)}"


def series_key(place: SeriesInfo) -> str:
    """Sort series by number; those without one last."""
    number = _LAST if place.series_number is None else place.series_number
    return f"{number + _LAST:014}{natural_key(place.series_description)}"
