"""What a length means follows from the header, as DICOM PS3.3 10.7.1 has it; nothing falls back silently."""

from __future__ import annotations

import pytest

from xray_desktop.imaging.image import InstanceInfo
from xray_desktop.measuring.calibration import PIXELS, LengthUnit, SpacingSource, calibrate

PATIENT, DETECTOR, FILM = (0.139, 0.139), (0.148, 0.148), (0.17, 0.17)


@pytest.mark.parametrize(
    ("said", "unit", "source"),
    [
        ({"pixel_spacing_mm": PATIENT}, "mm", SpacingSource.STATED),
        ({"imager_pixel_spacing_mm": DETECTOR}, "mm at detector", SpacingSource.DETECTOR),
        ({"nominal_scanned_pixel_spacing_mm": FILM}, "mm on film", SpacingSource.FILM),
        ({"pixel_spacing_mm": PATIENT, "imager_pixel_spacing_mm": DETECTOR}, "mm", SpacingSource.CORRECTED),
        (
            {"pixel_spacing_mm": (0.14800001, 0.148), "imager_pixel_spacing_mm": DETECTOR},
            "mm at detector",
            SpacingSource.DETECTOR,
        ),
        (
            {"pixel_spacing_mm": FILM, "nominal_scanned_pixel_spacing_mm": FILM},
            "mm on film",
            SpacingSource.FILM,
        ),
        (
            {
                "pixel_spacing_mm": DETECTOR,
                "imager_pixel_spacing_mm": DETECTOR,
                "pixel_spacing_calibration_type": "FIDUCIAL",
            },
            "mm",
            SpacingSource.FIDUCIAL,
        ),
        (
            {"pixel_spacing_mm": PATIENT, "pixel_spacing_calibration_type": "geometry"},
            "mm",
            SpacingSource.GEOMETRY,
        ),
    ],
)
def test_the_unit_says_of_which_plane_a_length_is(said, unit, source):
    calibration = calibrate(InstanceInfo(**said))
    assert (calibration.unit, calibration.source) == (unit, source)


def test_without_a_spacing_a_length_is_in_pixels():
    assert calibrate(InstanceInfo()) == PIXELS
    assert PIXELS.unit is LengthUnit.PIXELS


def test_pixel_spacing_wins_over_the_detectors_and_rows_come_first():
    calibration = calibrate(InstanceInfo(pixel_spacing_mm=(0.3, 0.25), imager_pixel_spacing_mm=DETECTOR))
    assert (calibration.row_spacing, calibration.column_spacing) == (0.3, 0.25)
    assert calibration.pixel_aspect == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("factor", "taken"), [(1.05, 1.05), (1.0, 1.0), (0.0, None), (-1.0, None), (1800.0, None), (None, None)]
)
def test_an_estimated_magnification_is_taken_where_it_can_be_one(factor, taken):
    instance = InstanceInfo(imager_pixel_spacing_mm=DETECTOR, estimated_radiographic_magnification_factor=factor)
    assert calibrate(instance).magnification == taken


def test_what_is_already_in_the_patient_is_not_reduced_again():
    instance = InstanceInfo(pixel_spacing_mm=PATIENT, estimated_radiographic_magnification_factor=1.05)
    assert calibrate(instance).magnification is None


def test_pixels_of_unknown_size_still_have_proportions():
    calibration = calibrate(InstanceInfo(pixel_aspect_ratio=(2.0, 1.0)))
    assert (calibration.unit, calibration.pixel_aspect) == (LengthUnit.PIXELS, 2.0)
