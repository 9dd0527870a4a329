"""Display shutters of every shape hide what lies outside them, on the display and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_files import write_dicom
from tests.support.dicom_overlays import add_overlay
from tests.support.studies import small_picture
from xray_desktop.imaging.masks import unpack_mask
from xray_desktop.imaging.preprocess import InputSpec, preprocess
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.imaging.image import XrayImage

_DEEP = small_picture(2)
_ROWS, _COLUMNS = _DEEP.shape
_RECTANGLE = {
    "ShutterShape": "RECTANGULAR",
    "ShutterLeftVerticalEdge": 11,
    "ShutterRightVerticalEdge": 50,
    "ShutterUpperHorizontalEdge": 21,
    "ShutterLowerHorizontalEdge": 60,
}
_CIRCLE = {"ShutterShape": "CIRCULAR", "CenterOfCircularShutter": [31, 41], "RadiusOfCircularShutter": 20}
_TRIANGLE = {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [11, 11, 11, 51, 51, 11]}
_OPEN = ("The shutter in the header is unusable and is left open.",)


def _read(tmp_path: Path, attributes: dict[str, Any], **arguments: Any) -> XrayImage:
    path = write_dicom(tmp_path / "a.dcm", _DEEP, window=(2048.0, 4096.0), attributes=attributes, **arguments)
    return read_image(path)


def _seen(image: XrayImage) -> Any:
    assert image.shutter is not None
    return ~unpack_mask(image.shutter.hidden)


def test_a_rectangle_counts_from_one_and_shows_its_edges(tmp_path):
    seen = _seen(_read(tmp_path, _RECTANGLE))
    expected = np.zeros((_ROWS, _COLUMNS), np.bool_)
    expected[20:60, 10:50] = True
    np.testing.assert_array_equal(seen, expected)


def test_a_circle(tmp_path):
    seen = _seen(_read(tmp_path, _CIRCLE))
    assert seen[30, 40]
    assert seen[30, [20, 60]].all()
    assert seen[[10, 50], 40].all()
    assert not seen[30, [19, 61]].any()
    assert not seen[[9, 51], 40].any()
    assert seen.sum() == pytest.approx(np.pi * 20**2, rel=0.01)


@pytest.mark.parametrize("shape", [{"PixelAspectRatio": [2, 1]}, {"PixelSpacing": [0.4, 0.2]}])
def test_a_circle_on_oblong_pixels_is_round_on_the_patient(shape, tmp_path):
    """A pixel twice as high as wide: half as many rows."""
    seen = _seen(_read(tmp_path, _CIRCLE | shape))
    assert (seen[30].sum(), seen[:, 40].sum()) == (41, 21)


def test_a_polygon_closes_itself(tmp_path):
    seen = _seen(_read(tmp_path, _TRIANGLE))
    assert seen[[10, 10, 50, 25], [10, 50, 10, 25]].all()
    assert not seen[[9, 51, 40, 10], [10, 10, 40, 51]].any()
    assert seen.sum() == 41 * 42 // 2


def test_of_several_shapes_what_lies_in_all_is_seen(tmp_path):
    rectangle, circle = (_seen(_read(tmp_path, shape)) for shape in (_RECTANGLE, _CIRCLE))
    both = _seen(_read(tmp_path, _RECTANGLE | _CIRCLE | {"ShutterShape": ["RECTANGULAR", "CIRCULAR"]}))
    np.testing.assert_array_equal(both, rectangle & circle)


def test_a_bitmap_is_an_overlay_that_is_not_drawn(tmp_path):
    hidden = np.random.default_rng(3).random((_ROWS, _COLUMNS)) < 0.5
    words = {"ShutterShape": "BITMAP", "ShutterOverlayGroup": 0x6004}
    path = write_dicom(tmp_path / "a.dcm", _DEEP, attributes=words)
    add_overlay(path, hidden, group=0x6004)
    add_overlay(path, ~hidden, group=0x6006, label="drawn")
    image = read_image(path)
    np.testing.assert_array_equal(_seen(image), ~hidden)
    assert [overlay.label for overlay in image.overlays] == ["drawn"]


def test_a_shutter_in_a_functional_group_is_that_of_its_frame(tmp_path):
    per_frame = []
    for right in (50, 40):
        macro, group = Dataset(), Dataset()
        for keyword, value in (_RECTANGLE | {"ShutterRightVerticalEdge": right}).items():
            setattr(macro, keyword, value)
        group.FrameDisplayShutterSequence = [macro]
        per_frame.append(group)
    words = {"PerFrameFunctionalGroupsSequence": per_frame}
    path = write_dicom(tmp_path / "a.dcm", np.stack([_DEEP] * 2), frames=2, attributes=words)
    assert [_seen(read_image(path, frame))[30].sum() for frame in (0, 1)] == [40, 30]


@pytest.mark.parametrize(("value", "grey"), [(None, 0), (0, 0), (65535, 255), (32768, 128)])
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("invert", [False, True])
def test_what_is_hidden_has_the_shutters_own_grey(value, grey, photometric, invert, tmp_path):
    words = {} if value is None else {"ShutterPresentationValue": value}
    image = _read(tmp_path, _RECTANGLE | words, photometric=photometric)
    plain = _read(tmp_path, {}, photometric=photometric)
    drawn, seen = render(image, invert=invert), _seen(image)
    assert (drawn[~seen] == grey).all()
    np.testing.assert_array_equal(drawn[seen], render(plain, invert=invert)[seen])


@pytest.mark.parametrize(
    "words",
    [
        {"ShutterShape": "RECTANGULAR", "ShutterLeftVerticalEdge": 11},
        _RECTANGLE | {"ShutterLeftVerticalEdge": 5000, "ShutterRightVerticalEdge": 6000},
        _CIRCLE | {"CenterOfCircularShutter": [31]},
        _CIRCLE | {"RadiusOfCircularShutter": 0, "CenterOfCircularShutter": [-5, -5]},
        {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [11, 11, 11, 51, 51]},
        {"ShutterShape": "BITMAP", "ShutterOverlayGroup": 0x6000},
        {"ShutterShape": "STAR"},
    ],
    ids=["one edge", "beside the picture", "half a centre", "empty", "odd", "no bitmap", "unknown"],
)
def test_an_unusable_shutter_is_left_open_with_a_note(words, tmp_path):
    image = _read(tmp_path, words)
    assert image.shutter is None
    assert image.notes == _OPEN


def test_a_shutter_as_large_as_the_picture_is_none(tmp_path):
    edges = {"ShutterLeftVerticalEdge": 1, "ShutterRightVerticalEdge": _COLUMNS}
    edges |= {"ShutterUpperHorizontalEdge": 1, "ShutterLowerHorizontalEdge": _ROWS}
    image = _read(tmp_path, _RECTANGLE | edges)
    assert image.shutter is None
    assert image.notes == ()


def test_corners_far_away_do_no_harm(tmp_path):
    far = {"VerticesOfThePolygonalShutter": [-(10**9), -(10**9), -(10**9), 10**9, 10**9, 10**9, 10**9, -(10**9)]}
    assert _read(tmp_path, _TRIANGLE | far).shutter is None


def test_a_model_never_sees_a_shutter(tmp_path):
    plain = preprocess(_read(tmp_path, {}), InputSpec(64, 64)).tensor
    shut = _read(tmp_path, _RECTANGLE)
    assert shut.shutter is not None
    np.testing.assert_array_equal(preprocess(shut, InputSpec(64, 64)).tensor, plain)
