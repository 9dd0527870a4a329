"""The numbers of shapes, small enough to be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.support.pictures import image_of
from xray_desktop.imaging.image import InstanceInfo
from xray_desktop.measuring.calibration import PIXELS, calibrate
from xray_desktop.measuring.measurement import MeasuredPixel, measure
from xray_desktop.measuring.region import region_statistics
from xray_desktop.measuring.shapes import (
    Angle,
    Arrow,
    CardiothoracicRatio,
    EllipseRegion,
    Length,
    Note,
    Point,
    Probe,
    RectangleRegion,
)

COUNTED = np.arange(12, dtype=np.int16).reshape(3, 4) - 5


def points(*pairs):
    return tuple(Point(*pair) for pair in pairs)


def test_a_length_at_the_detector_tells_what_it_is_in_the_patient():
    instance = InstanceInfo(imager_pixel_spacing_mm=(0.2, 0.2), estimated_radiographic_magnification_factor=1.25)
    measured = measure(Length(points((0, 0), (30, 40))), image_of(COUNTED), calibrate(instance))
    assert measured.length == pytest.approx(10.0)
    assert measured.in_patient_mm == pytest.approx(8.0)


def test_an_arm_without_a_length_makes_no_angle():
    assert measure(Angle(points((1, 1), (1, 1), (2, 2))), image_of(COUNTED), PIXELS).degrees is None


@pytest.mark.parametrize(("third", "degrees"), [((0, 10), 90.0), ((-10, 0), 180.0), ((10, 0), 0.0), ((10, -10), 45.0)])
def test_an_angle(third, degrees):
    assert measure(Angle(points((10, 0), (0, 0), third)), image_of(COUNTED), PIXELS).degrees == pytest.approx(degrees)


def test_a_rectangle_in_the_picture():
    measured = measure(RectangleRegion(points((3.0, 2.0), (1.0, 1.0))), image_of(COUNTED), PIXELS)
    assert measured.area == 2.0
    assert measured.statistics.pixel_count == 2
    assert (measured.statistics.minimum, measured.statistics.mean, measured.statistics.maximum) == (0.0, 0.5, 1.0)
    assert measured.statistics.standard_deviation == pytest.approx(0.5)


def test_a_region_beside_the_picture_counts_nothing():
    measured = measure(EllipseRegion(points((10, 10), (14, 14))), image_of(COUNTED), PIXELS)
    assert measured.statistics is None
    assert measured.area == pytest.approx(math.pi * 4)


@pytest.mark.parametrize("kind", [RectangleRegion, EllipseRegion])
def test_a_region_without_area_counts_nothing(kind):
    assert region_statistics(COUNTED, kind(points((1.2, 1.0), (1.2, 3.0)))) is None


@pytest.mark.parametrize("dtype", [np.uint16, np.int16, np.int32, np.float32])
def test_large_regions_keep_their_figures(dtype):
    pixels = (np.arange(3000 * 2000) % 977 + 30000).astype(dtype).reshape(3000, 2000)
    statistics = region_statistics(pixels, RectangleRegion(points((0, 0), (2000, 3000))))
    assert statistics.mean == pytest.approx(pixels.mean(dtype=np.float64), rel=1e-9)
    assert statistics.standard_deviation == pytest.approx(pixels.astype(np.float64).std(), rel=1e-6)
    assert statistics.pixel_count == 6_000_000


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ((0.0, 0.0), MeasuredPixel(-5.0, 0, 0)),
        ((3.99, 2.99), MeasuredPixel(6.0, 3, 2)),
        ((4.0, 1.0), MeasuredPixel(None, 4, 1)),
        ((-0.1, 1.0), MeasuredPixel(None, -1, 1)),
    ],
)
def test_a_probe_reads_the_pixel_that_it_lies_in(place, found):
    assert measure(Probe(points(place)), image_of(COUNTED), PIXELS) == found


def test_the_ratio_of_heart_and_thorax():
    shape = CardiothoracicRatio(points((100, 800), (1100, 800), (450, 500), (930, 620)))
    measured = measure(shape, image_of(COUNTED), calibrate(InstanceInfo(pixel_spacing_mm=(0.5, 0.3))))
    assert measured.heart == pytest.approx(144.0)
    assert measured.thorax == pytest.approx(300.0)
    assert measured.ratio == pytest.approx(0.48)


def test_a_thorax_without_width_makes_no_ratio():
    assert measure(CardiothoracicRatio(points(*[(1, 1)] * 4)), image_of(COUNTED), PIXELS).ratio is None


@pytest.mark.parametrize("shape", [Arrow(points((0, 0), (1, 1))), Note(points((0, 0)), "here")])
def test_words_measure_nothing(shape):
    assert measure(shape, image_of(COUNTED), PIXELS) is None


@pytest.mark.parametrize("given", [((0, 0),), ((0, 0), (math.nan, 1)), ((0, 0), (math.inf, 1))])
def test_no_shape_is_made_of_points_that_it_cannot_have(given):
    with pytest.raises(ValueError, match="length has"):
        Length(points(*given))
