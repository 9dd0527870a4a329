"""What the header says of a picture beside its grey: technique, spacings, intent, and the time of a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from tests.support.dicom_files import write_dicom
from xray_desktop.imaging.image import InstanceInfo
from xray_desktop.imaging.reader import read_image

if TYPE_CHECKING:
    from pathlib import Path

_PIXELS = np.arange(12, dtype=np.uint16).reshape(3, 4)
_DX_FOR_PROCESSING = "1.2.840.10008.5.1.4.1.1.1.1.1"
_DX_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.1"


def _info(tmp_path: Path, *, frame: int = 0, frames: int | None = None, **attributes: Any) -> InstanceInfo:
    pixels = _PIXELS if frames is None else np.stack([_PIXELS] * frames)
    return read_image(write_dicom(tmp_path / "a.dcm", pixels, frames=frames, attributes=attributes), frame).instance


def test_numbers_dates_and_technique(tmp_path):
    info = _info(
        tmp_path,
        AccessionNumber="A1",
        InstitutionName="Clinic",
        SeriesNumber=3,
        InstanceNumber=7,
        StudyTime="101500",
        AcquisitionDate="20200304",
        AcquisitionTime="101501.5",
        PatientOrientation=["L", "F"],
        KVP="120",
        Exposure=2,
        ExposureTime=5,
        DistanceSourceToDetector="1800",
        EstimatedRadiographicMagnificationFactor="1.06",
        NominalScannedPixelSpacing=[0.17, 0.17],
        PixelSpacing=[0.16, 0.16],
        PixelSpacingCalibrationType="GEOMETRY",
        BurnedInAnnotation="NO",
    )
    assert (info.accession_number, info.institution_name) == ("A1", "Clinic")
    assert (info.series_number, info.instance_number) == (3, 7)
    assert (info.study_time, info.acquisition_date, info.acquisition_time) == ("101500", "20200304", "101501.5")
    assert info.patient_orientation == ("L", "F")
    assert (info.kvp, info.exposure_mas, info.exposure_time_ms) == (120.0, 2.0, 5.0)
    assert info.distance_source_to_detector_mm == 1800.0
    assert info.estimated_radiographic_magnification_factor == 1.06
    assert info.nominal_scanned_pixel_spacing_mm == (0.17, 0.17)
    assert info.pixel_spacing_calibration_type == "GEOMETRY"
    assert info.burned_in_annotation == "NO"


def test_a_silent_header_says_nothing(tmp_path):
    info = _info(tmp_path)
    silent = InstanceInfo()
    for name in ("series_number", "patient_orientation", "kvp", "exposure_mas", "frame_duration_ms", "study_time"):
        assert getattr(info, name) == getattr(silent, name), name
    assert info.presentation_intent_type == ""


@pytest.mark.parametrize("value", ["0", "-5", "1e400"])
def test_a_distance_that_measures_nothing_is_none(value, tmp_path):
    assert _info(tmp_path, DistanceSourceToDetector=value).distance_source_to_detector_mm is None


def test_the_moment_of_the_acquisition_in_one_element(tmp_path):
    info = _info(tmp_path, AcquisitionDateTime="20200304101501.25+0100")
    assert (info.acquisition_date, info.acquisition_time) == ("20200304", "101501.25")


@pytest.mark.parametrize(
    ("words", "mas"),
    [
        ({"Exposure": 3, "ExposureInuAs": 2600}, 2.6),
        ({"ExposureInuAs": 400}, 0.4),
        # A unit mistaken for another: the rounded value is the one that can be believed.
        ({"Exposure": 3, "ExposureInuAs": 3}, 3.0),
        ({"ExposureInmAs": 1.25}, 1.25),
    ],
)
def test_the_finer_exposure_is_taken_where_it_agrees(words, mas, tmp_path):
    assert _info(tmp_path, **words).exposure_mas == mas


# What the picture is meant for


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ({"PresentationIntentType": "FOR PROCESSING"}, "FOR PROCESSING"),
        ({"SOPClassUID": _DX_FOR_PROCESSING}, "FOR PROCESSING"),
        ({"SOPClassUID": _DX_FOR_PRESENTATION}, "FOR PRESENTATION"),
        ({"SOPClassUID": _DX_FOR_PRESENTATION, "PresentationIntentType": "FOR PROCESSING"}, "FOR PROCESSING"),
        ({}, ""),
    ],
)
def test_raw_detector_values_are_flagged(words, intent, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _PIXELS, attributes=words)
    image = read_image(path)
    assert image.instance.presentation_intent_type == intent
    assert image.instance.for_processing == (intent == "FOR PROCESSING")
    assert any("for processing" in note for note in image.notes) == image.instance.for_processing


# Enhanced objects


def test_each_frame_has_its_own_spacing_and_side(tmp_path):
    per_frame = []
    for spacing, side in ((0.2, "L"), (0.3, "R")):
        group, measures, anatomy = Dataset(), Dataset(), Dataset()
        measures.PixelSpacing = [spacing, spacing]
        anatomy.FrameLaterality = side
        group.PixelMeasuresSequence, group.FrameAnatomySequence = [measures], [anatomy]
        per_frame.append(group)
    first, second = (
        _info(tmp_path, frame=frame, frames=2, PerFrameFunctionalGroupsSequence=per_frame) for frame in (0, 1)
    )
    assert (first.pixel_spacing_mm, first.laterality) == ((0.2, 0.2), "L")
    assert (second.pixel_spacing_mm, second.laterality) == ((0.3, 0.3), "R")


# How fast frames are played (DICOM PS3.3 C.7.6.5)

_POINTS_AT_TIME = {"FrameIncrementPointer": Tag("FrameTime")}
_POINTS_AT_VECTOR = {"FrameIncrementPointer": Tag("FrameTimeVector")}
_VECTOR = {"FrameTimeVector": ["0", "100", "300"]}


@pytest.mark.parametrize(
    ("words", "durations"),
    [
        ({}, (None, None, None)),
        ({"FrameTime": "40"}, (40.0, 40.0, 40.0)),
        ({"CineRate": 25}, (40.0, 40.0, 40.0)),
        ({"CineRate": 25, "FrameTime": "50"}, (50.0, 50.0, 50.0)),
        (_VECTOR, (100.0, 300.0, 300.0)),
        (_VECTOR | {"FrameTime": "50"} | _POINTS_AT_VECTOR, (100.0, 300.0, 300.0)),
        (_VECTOR | {"FrameTime": "50"} | _POINTS_AT_TIME, (50.0, 50.0, 50.0)),
        ({"RecommendedDisplayFrameRate": 10, "FrameTime": "50", "CineRate": 25} | _VECTOR, (100.0, 100.0, 100.0)),
        ({"FrameTime": "0"}, (None, None, None)),
        ({"FrameTime": "0", "CineRate": 20}, (50.0, 50.0, 50.0)),
        ({"FrameTimeVector": ["0", "0", "0"]}, (None, None, None)),
        ({"RecommendedDisplayFrameRate": 0, "CineRate": -3}, (None, None, None)),
    ],
)
def test_how_long_each_frame_stays(words, durations, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", np.stack([_PIXELS] * 3), frames=3, attributes=words)
    assert tuple(read_image(path, frame).instance.frame_duration_ms for frame in range(3)) == durations
