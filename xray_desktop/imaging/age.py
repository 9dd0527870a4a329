"""How old the patient was, as the header tells it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xray_desktop.imaging.image import InstanceInfo

_AGE = re.compile(r"\s*(\d{1,3})\s*([DWMY]?)\s*", re.ASCII | re.IGNORECASE)
_IN_A_YEAR = {"D": 365.25, "W": 365.25 / 7.0, "M": 12.0, "Y": 1.0, "": 1.0}
"""DICOM PS3.5 6.2, AS; some archives leave the letter out and mean years."""
_OLDEST_YEARS = 130.0


def patient_age_years(instance: InstanceInfo) -> float | None:
    """Return Patient's Age (0010,1010), or the time from birth date to study date; None where neither can be read."""
    stated = _AGE.fullmatch(instance.patient_age)
    if stated:
        years = int(stated[1]) / _IN_A_YEAR[stated[2].upper()]
    else:
        born, studied = _date(instance.patient_birth_date), _date(instance.study_date)
        if born is None or studied is None:
            return None
        years = (studied - born).days / _IN_A_YEAR["D"]
    return years if 0.0 <= years <= _OLDEST_YEARS else None


def _date(text: str) -> date | None:
    """Read a DICOM date (PS3.5 6.2, DA), also the old way with points between the parts."""
    try:
        return date.fromisoformat(text.replace(".", "-") if "." in text else text)
    except ValueError:
        return None
