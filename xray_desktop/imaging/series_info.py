"""Where a DICOM image belongs: whose it is, and its study, series and place in the series."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeriesInfo:
    """What the header says of patient, study and series (DICOM PS3.3 C.7.1 to C.7.3); empty or None where silent.

    Names are DICOM keywords. It is for the screen alone and never reaches a log.
    """

    patient_name: str = ""
    patient_id: str = ""
    patient_birth_date: str = ""
    study_instance_uid: str = ""
    study_date: str = ""
    study_time: str = ""
    study_description: str = ""
    series_instance_uid: str = ""
    series_number: int | None = None
    series_description: str = ""
    modality: str = ""
    body_part_examined: str = ""
    view_position: str = ""
    instance_number: int | None = None

    @property
    def is_assigned(self) -> bool:
        """Whether anything tells to whom or to what the image belongs."""
        return bool(self.patient_id or self.patient_name or self.study_instance_uid or self.series_instance_uid)


def same_patient(one: SeriesInfo, other: SeriesInfo) -> bool:
    """Tell whether two images are certainly of one patient.

    Both name the same Patient ID, and neither name nor date of birth speaks against it where both have one. Names are
    compared by their first component group without regard to case (PS3.5 6.2.1).
    """
    if not one.patient_id or one.patient_id != other.patient_id:
        return False
    births = {one.patient_birth_date, other.patient_birth_date} - {""}
    names = {comparable_name(one.patient_name), comparable_name(other.patient_name)} - {""}
    return len(births) < 2 and len(names) < 2


def comparable_name(name: str) -> str:
    """Write a person name (PS3.5 6.2, PN) so that spellings that mean the same are the same."""
    parts = [" ".join(part.split()) for part in name.partition("=")[0].casefold().split("^")]
    while parts and not parts[-1]:
        parts.pop()
    return "^".join(parts)
