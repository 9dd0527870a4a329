"""Lengths, angles and areas are those of geometry, and statistics those of the very pixels."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.support.pictures import image_of
from xray_desktop.imaging.image import ImageKey
from xray_desktop.measuring.calibration import LengthUnit, SpatialCalibration
from xray_desktop.measuring.measurement import measure
from xray_desktop.measuring.region import region_statistics
from xray_desktop.measuring.shapes import (
    KINDS,
    Angle,
    CardiothoracicRatio,
    EllipseRegion,
    Length,
    Point,
    RectangleRegion,
    TextShape,
)
from xray_desktop.measuring.store import MOST_STEPS, MeasurementStore

_places = st.floats(-50.0, 4000.0)
_points = st.builds(Point, _places, _places)
_spacings = st.floats(0.02, 2.0)
_IMAGE = image_of(np.zeros((4, 4), np.uint8))


def _millimetres(rows, columns):
    return SpatialCalibration(rows, columns, LengthUnit.MILLIMETRES, pixel_aspect=rows / columns)


_calibrations = st.builds(_millimetres, _spacings, _spacings)
_square = st.builds(lambda spacing: _millimetres(spacing, spacing), _spacings)


def _shape(kind):
    points = st.lists(_points, min_size=kind.point_count, max_size=kind.point_count).map(tuple)
    return st.builds(kind, points, st.text(max_size=30)) if issubclass(kind, TextShape) else st.builds(kind, points)


_shapes = st.one_of(*map(_shape, KINDS.values()))


@given(_points, _points, _places, _places, _calibrations)
def test_a_length_is_the_same_wherever_it_is_moved(start, end, dx, dy, calibration):
    shape = Length((start, end))
    before, after = (measure(each, _IMAGE, calibration).length for each in (shape, shape.moved(dx, dy)))
    assert after == pytest.approx(before, abs=1e-6)


@given(_points, _points, _calibrations, st.floats(0.1, 10.0))
def test_a_length_follows_the_spacing(start, end, calibration, factor):
    scaled = _millimetres(calibration.row_spacing * factor, calibration.column_spacing * factor)
    lengths = [measure(Length((start, end)), _IMAGE, each).length for each in (calibration, scaled)]
    assert lengths[1] == pytest.approx(lengths[0] * factor, rel=1e-9)


@given(_points, st.floats(0, 500), _calibrations)
def test_each_direction_has_its_own_spacing(start, extent, calibration):
    across = measure(Length((start, Point(start.x + extent, start.y))), _IMAGE, calibration).length
    down = measure(Length((start, Point(start.x, start.y + extent))), _IMAGE, calibration).length
    assert across == pytest.approx(extent * calibration.column_spacing, abs=1e-9)
    assert down == pytest.approx(extent * calibration.row_spacing, abs=1e-9)


@given(_points, _points, _points, _calibrations)
def test_an_angle_lies_between_0_and_180_degrees_and_has_no_first_arm(one, vertex, other, calibration):
    assume(math.dist(one, vertex) > 1e-6 and math.dist(other, vertex) > 1e-6)
    degrees = measure(Angle((one, vertex, other)), _IMAGE, calibration).degrees
    assert 0.0 <= degrees <= 180.0
    assert measure(Angle((other, vertex, one)), _IMAGE, calibration).degrees == pytest.approx(degrees, abs=1e-9)


@given(_points, st.floats(0, 360), st.floats(0, 180), st.floats(1, 900), st.floats(1, 900), st.booleans(), _square)
def test_an_angle_stands_whatever_is_turned_moved_mirrored_or_enlarged(
    vertex, turn, degrees, one, other, mirrored, calibration
):
    ends = []
    for angle, arm in ((turn, one), (turn + (-degrees if mirrored else degrees), other)):
        radians = math.radians(angle)
        ends.append(Point(vertex.x + arm * math.cos(radians), vertex.y + arm * math.sin(radians)))
    measured = measure(Angle((ends[0], vertex, ends[1])), _IMAGE, calibration).degrees
    assert measured == pytest.approx(degrees, abs=1e-5)


@given(st.floats(0.1, 5.0))
def test_an_angle_is_that_of_the_body_not_of_the_pixels(aspect):
    shape = Angle((Point(10, 0), Point(0, 0), Point(10, 10)))
    degrees = measure(shape, _IMAGE, SpatialCalibration(pixel_aspect=aspect)).degrees
    assert degrees == pytest.approx(math.degrees(math.atan(aspect)))


_pictures = hnp.arrays(
    st.sampled_from([np.uint8, np.uint16, np.int16, np.int32]), hnp.array_shapes(min_dims=2, max_dims=2, max_side=24)
) | hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=2, max_dims=2, max_side=24),
    elements=st.floats(-1e4, 1e4, width=32),
)
_corners = st.builds(Point, st.floats(-4, 28), st.floats(-4, 28)) | st.builds(
    Point, st.integers(-4, 28).map(float), st.integers(-8, 56).map(lambda half: half / 2)
)


def _centres(pixels):
    rows, columns = pixels.shape
    return np.meshgrid(np.arange(columns) + 0.5, np.arange(rows) + 0.5)


def _agree(statistics, values):
    values = values.astype(np.float64)
    if values.size == 0:
        assert statistics is None
        return
    scale = max(1.0, float(np.abs(values).max()))
    assert statistics.pixel_count == values.size
    assert (statistics.minimum, statistics.maximum) == (values.min(), values.max())
    assert statistics.mean == pytest.approx(values.mean(), abs=1e-9 * scale)
    assert statistics.standard_deviation == pytest.approx(values.std(), abs=1e-5 * scale)


@given(_pictures, _corners, _corners)
def test_a_rectangle_counts_the_pixels_whose_centre_it_holds(pixels, one, other):
    region = RectangleRegion((one, other))
    x, y = _centres(pixels)
    inside = (region.left <= x) & (x < region.right) & (region.top <= y) & (y < region.bottom)
    _agree(region_statistics(pixels, region), pixels[inside])


@given(_pictures, _corners, _corners)
def test_an_ellipse_counts_the_pixels_whose_centre_it_holds(pixels, one, other):
    region = EllipseRegion((one, other))
    width, height = region.right - region.left, region.bottom - region.top
    assume(width > 0.1 and height > 0.1)
    x, y = _centres(pixels)
    away = ((2 * x - region.left - region.right) / width) ** 2 + ((2 * y - region.top - region.bottom) / height) ** 2
    # A centre exactly on the line may fall to either side of a rounding.
    assume(not np.any(np.abs(away - 1.0) < 1e-9))
    _agree(region_statistics(pixels, region), pixels[away < 1.0])


@given(st.integers(0, 3), _points, st.floats(10, 900), st.floats(0.05, 0.95), st.floats(-200, 200), _square)
def test_the_cardiothoracic_ratio_looks_across_whatever_way_the_picture_lies(
    quarters, start, width, share, height, calibration
):
    ends = [(0.0, 0.0), (width, 0.0), (0.02 * width, height), ((0.02 + share) * width, -height)]
    for _ in range(quarters):
        ends = [(-y, x) for x, y in ends]
    shape = CardiothoracicRatio(tuple(Point(start.x + x, start.y + y) for x, y in ends))
    measured = measure(shape, _IMAGE, calibration)
    assert measured.ratio == pytest.approx(share, abs=1e-6)
    assert measured.thorax == pytest.approx(width * calibration.column_spacing)


@given(st.lists(_points, min_size=4, max_size=4, unique=True), st.integers(0, 1), _points)
def test_the_thoracic_line_keeps_its_direction_when_an_end_is_moved(points, index, place):
    shape = CardiothoracicRatio(tuple(points))
    (ax, ay), (bx, by) = shape.thorax
    assume(math.dist(*shape.thorax) > 1.0)
    moved = shape.with_point(index, place)
    (cx, cy), (dx, dy) = moved.thorax
    assert moved.points[index] == place
    sine = ((bx - ax) * (dy - cy) - (by - ay) * (dx - cx)) / math.dist(*shape.thorax)
    assert sine == pytest.approx(0.0, abs=1e-6)
    assert moved.heart == shape.heart


_KEYS = st.builds(ImageKey, st.sampled_from([Path("/a/b.dcm"), Path("/a/c.png")]), st.integers(0, 2))


@given(st.lists(st.tuples(_KEYS, st.lists(_shapes, max_size=3)), max_size=12))
def test_undoing_everything_leaves_nothing_and_doing_it_again_everything(steps):
    store = MeasurementStore()
    for key, shapes in steps:
        store.put(key, tuple(shapes))
    before = store.to_json()
    keys = {key for key, _ in steps}
    taken_back = []
    for key in keys:
        while store.can_undo(key):
            store.undo(key)
            taken_back.append(key)
        assert store.shapes(key) == ()
    for key in taken_back:
        store.redo(key)
    assert not any(map(store.can_redo, keys))
    assert store.to_json() == before


@given(_shapes, _shapes)
def test_an_undone_step_is_as_if_it_had_never_been(one, other):
    key, store = ImageKey(Path("/a")), MeasurementStore()
    store.put(key, (one,))
    store.put(key, (one, other))
    store.undo(key)
    assert store.shapes(key) == (one,)
    store.put(key, ())
    assert not store.can_redo(key)


@given(st.lists(st.tuples(_KEYS, st.lists(_shapes, min_size=1, max_size=4)), max_size=5))
def test_what_is_kept_as_json_comes_back(steps):
    store, again = MeasurementStore(), MeasurementStore()
    for key, shapes in steps:
        store.put(key, tuple(shapes))
    again.from_json(json.loads(json.dumps(store.to_json())))
    assert all(again.shapes(key) == store.shapes(key) for key, _ in steps)
    assert not any(again.can_undo(key) for key, _ in steps)


@given(st.integers(1, 2 * MOST_STEPS))
def test_what_can_be_undone_is_bounded(steps):
    key, store = ImageKey(Path("/a")), MeasurementStore()
    for step in range(steps):
        store.put(key, (Length((Point(0, 0), Point(1, step))),))
    undone = 0
    while store.can_undo(key):
        store.undo(key)
        undone += 1
    assert undone == min(steps, MOST_STEPS)
