"""The place of an image in its series, as pydicom reads it: for files that the quick reader leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.imaging.dicom.part10 import open_dicom
from xray_desktop.imaging.limits import DEFAULT_LIMITS
from xray_desktop.imaging.series_info import SeriesInfo

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.imaging.limits import DecodeLimits


def read_series_info(path: Path, limits: DecodeLimits = DEFAULT_LIMITS) -> SeriesInfo:
    """Read where an image belongs. Runs in a decode worker: the file may be made to do harm.

    Raises
    ------
    DecodeError
        As `xray_desktop.imaging.dicom.part10.open_dicom`.
    """
    with open_dicom(path, limits) as file:
        header = file.header
        return SeriesInfo(
            patient_name=header.text("PatientName"),
            patient_id=header.text("PatientID"),
            patient_birth_date=header.text("PatientBirthDate"),
            study_instance_uid=header.text("StudyInstanceUID"),
            study_date=header.text("StudyDate"),
            study_time=header.text("StudyTime"),
            study_description=header.text("StudyDescription"),
            series_instance_uid=header.text("SeriesInstanceUID"),
            series_number=header.whole("SeriesNumber"),
            series_description=header.text("SeriesDescription"),
            modality=header.text("Modality"),
            body_part_examined=header.text("BodyPartExamined"),
            view_position=header.text("ViewPosition"),
            instance_number=header.whole("InstanceNumber"),
        )
