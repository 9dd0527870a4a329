"""What a header says about the picture and whose it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from xray_desktop.imaging.image import InstanceInfo

if TYPE_CHECKING:
    from xray_desktop.imaging.dicom.header import Header


def read_instance_info(header: Header, transfer_syntax_uid: str, bits_stored: int) -> InstanceInfo:
    """Gather the header's words; nothing is invented where it is silent."""
    return InstanceInfo(
        sop_class_uid=header.text("SOPClassUID"),
        sop_instance_uid=header.text("SOPInstanceUID"),
        series_instance_uid=header.text("SeriesInstanceUID"),
        study_instance_uid=header.text("StudyInstanceUID"),
        transfer_syntax_uid=transfer_syntax_uid,
        modality=header.text("Modality"),
        body_part_examined=header.text("BodyPartExamined"),
        view_position=header.text("ViewPosition"),
        laterality=header.text("ImageLaterality") or header.text("Laterality"),
        photometric_interpretation=header.text("PhotometricInterpretation"),
        bits_stored=bits_stored,
        patient_name=header.text("PatientName"),
        patient_id=header.text("PatientID"),
        patient_birth_date=header.text("PatientBirthDate"),
        patient_age=header.text("PatientAge"),
        patient_sex=header.text("PatientSex"),
        study_date=header.text("StudyDate"),
        study_description=header.text("StudyDescription"),
        series_description=header.text("SeriesDescription"),
        manufacturer=header.text("Manufacturer"),
        pixel_spacing_mm=_read_spacing(header, "PixelSpacing"),
        imager_pixel_spacing_mm=_read_spacing(header, "ImagerPixelSpacing"),
        nominal_scanned_pixel_spacing_mm=_read_spacing(header, "NominalScannedPixelSpacing"),
        pixel_spacing_calibration_type=header.text("PixelSpacingCalibrationType"),
        estimated_radiographic_magnification_factor=_read_factor(header),
        pixel_aspect_ratio=_read_spacing(header, "PixelAspectRatio"),
    )


def _read_spacing(header: Header, keyword: str) -> tuple[float, float] | None:
    """Row spacing, then column spacing, in mm (heights over widths); None where there are no two positive numbers."""
    numbers = header.numbers(keyword)
    if len(numbers) != 2 or not all(math.isfinite(number) and number > 0 for number in numbers):
        return None
    return numbers[0], numbers[1]


def _read_factor(header: Header) -> float | None:
    numbers = header.numbers("EstimatedRadiographicMagnificationFactor")
    return numbers[0] if len(numbers) == 1 and math.isfinite(numbers[0]) else None
