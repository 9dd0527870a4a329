"""What a header says about the picture and whose it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pydicom.tag import Tag
from pydicom.uid import UID

from xray_desktop.imaging.dicom.functional_groups import DESCRIPTION, places_of_frame
from xray_desktop.imaging.image import FOR_PRESENTATION, FOR_PROCESSING, InstanceInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.imaging.dicom.header import Header
    from xray_desktop.imaging.dicom.part10 import DicomFile


_FRAME_TIME = Tag("FrameTime")
_MS_PER_SECOND = 1000.0


def read_frame_duration(header: Header, frame: int) -> float | None:
    """Tell how long a frame stays on the screen.

    Recommended Display Frame Rate wins, as it alone speaks of the display. Then come the times at which the frames
    were taken, of the two forms the one that Frame Increment Pointer names; last Cine Rate, which repeats them rounded.

    Parameters
    ----------
    frame
        Counted from 0.

    Returns
    -------
    float or None
        Milliseconds, more than 0; None where the header is silent.
    """
    return (
        _from_rate(header, "RecommendedDisplayFrameRate")
        or _from_times(header, frame)
        or _from_rate(header, "CineRate")
    )


def _from_times(header: Header, frame: int) -> float | None:
    constant = _positive(header, "FrameTime")
    if constant is not None and header.value("FrameIncrementPointer") == _FRAME_TIME:
        return constant
    # The vector holds the time since the frame before, 0 for the first; the last frame lasts as long as its neighbour.
    steps = header.numbers("FrameTimeVector")
    varying = _first_positive(steps[frame + 1 : frame + 2] or steps[-1:]) if len(steps) > 1 else None
    return varying or constant


def _from_rate(header: Header, keyword: str) -> float | None:
    per_second = _positive(header, keyword)
    return _MS_PER_SECOND / per_second if per_second else None


def _first_positive(numbers: tuple[float, ...]) -> float | None:
    return next((number for number in numbers if math.isfinite(number) and number > 0), None)


_DATE_LENGTH = 8
_MICRO = 1e-3
"""From µAs to mAs and from µs to ms."""
_ROUNDING = 1.0


def read_instance_info(file: DicomFile, frame: int, bits_stored: int) -> InstanceInfo:
    """Gather what the header says of one frame; nothing is invented where it is silent.

    Parameters
    ----------
    frame
        Counted from 0: enhanced objects describe each frame by itself.
    """
    header = file.header
    places = places_of_frame(header, frame, DESCRIPTION)
    acquisition_date, acquisition_time = _read_acquisition(header)
    return InstanceInfo(
        sop_class_uid=header.text("SOPClassUID"),
        sop_instance_uid=header.text("SOPInstanceUID"),
        series_instance_uid=header.text("SeriesInstanceUID"),
        study_instance_uid=header.text("StudyInstanceUID"),
        transfer_syntax_uid=file.transfer_syntax_uid,
        modality=header.text("Modality"),
        body_part_examined=header.text("BodyPartExamined"),
        view_position=header.text("ViewPosition"),
        laterality=_first_text(places, "FrameLaterality", "ImageLaterality", "Laterality"),
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
        pixel_spacing_mm=_read_spacing(places, "PixelSpacing"),
        imager_pixel_spacing_mm=_read_spacing(places, "ImagerPixelSpacing"),
        accession_number=header.text("AccessionNumber"),
        institution_name=header.text("InstitutionName"),
        series_number=header.whole("SeriesNumber"),
        instance_number=header.whole("InstanceNumber"),
        study_time=header.text("StudyTime"),
        acquisition_date=acquisition_date,
        acquisition_time=acquisition_time,
        patient_orientation=_read_orientation(header),
        kvp=_positive(header, "KVP"),
        exposure_mas=_read_fine(header, ("ExposureInmAs", "Exposure"), "ExposureInuAs"),
        exposure_time_ms=_read_fine(header, ("ExposureTimeInms", "ExposureTime"), "ExposureTimeInuS"),
        distance_source_to_detector_mm=_positive(header, "DistanceSourceToDetector"),
        estimated_radiographic_magnification_factor=_positive(header, "EstimatedRadiographicMagnificationFactor"),
        nominal_scanned_pixel_spacing_mm=_read_spacing(places, "NominalScannedPixelSpacing"),
        pixel_spacing_calibration_type=_first_text(places, "PixelSpacingCalibrationType").upper(),
        pixel_aspect_ratio=_read_spacing(places, "PixelAspectRatio"),
        burned_in_annotation=header.text("BurnedInAnnotation").upper(),
        presentation_intent_type=_read_intent(header),
        frame_duration_ms=read_frame_duration(header, frame),
    )


def _first_text(places: Sequence[Header], *keywords: str) -> str:
    texts = (place.text(keyword) for keyword in keywords for place in places)
    return next((text for text in texts if text), "")


def _read_spacing(places: Sequence[Header], keyword: str) -> tuple[float, float] | None:
    """Row spacing, then column spacing, in mm or as a ratio; None where the header gives no two positive numbers."""
    for place in places:
        numbers = place.numbers(keyword)
        if len(numbers) == 2 and all(math.isfinite(number) and number > 0 for number in numbers):
            return numbers[0], numbers[1]
    return None


def _positive(header: Header, keyword: str) -> float | None:
    return _first_positive(header.numbers(keyword)[:1])


def _read_fine(header: Header, coarse: tuple[str, str], fine: str) -> float | None:
    """Prefer the thousandth parts, which are not rounded; but not where somebody filled them with another unit."""
    rounded = next((number for keyword in coarse if (number := _positive(header, keyword))), None)
    thousandths = _positive(header, fine)
    if thousandths is None:
        return rounded
    exact = thousandths * _MICRO
    return exact if rounded is None or abs(exact - rounded) <= _ROUNDING else rounded


def _read_acquisition(header: Header) -> tuple[str, str]:
    moment = header.text("AcquisitionDateTime")
    # What follows the seconds is the distance from UTC (DICOM PS3.5 6.2, DT).
    time = moment[_DATE_LENGTH:].partition("+")[0].partition("-")[0]
    return header.text("AcquisitionDate") or moment[:_DATE_LENGTH], header.text("AcquisitionTime") or time


def _read_orientation(header: Header) -> tuple[str, str] | None:
    directions = header.texts("PatientOrientation")
    return (directions[0], directions[1]) if len(directions) == 2 and all(directions) else None


def _read_intent(header: Header) -> str:
    """Presentation Intent Type (0008,0068), or what the storage class itself says."""
    stated = header.text("PresentationIntentType").upper()
    of_class = UID(header.text("SOPClassUID")).name.upper().rpartition(" - ")[2]
    return stated or (of_class if of_class in (FOR_PRESENTATION, FOR_PROCESSING) else "")
