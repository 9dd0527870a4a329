"""What the user sees: lines where they were drawn, words beside them, and the lens."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainterPath

from tests.qt.viewer.screen import grab, grab_grey
from tests.support.pictures import image_of
from xray_desktop.imaging.image import InstanceInfo
from xray_desktop.imaging.turn import CLOCKWISE, FLIP, MIRROR, UPRIGHT
from xray_desktop.imaging.voi import render
from xray_desktop.measuring.shapes import (
    KINDS,
    CardiothoracicRatio,
    EllipseRegion,
    Length,
    Note,
    Point,
    Probe,
    RectangleRegion,
    TextShape,
)
from xray_desktop.qt import theme
from xray_desktop.qt.viewer.tools.drawing import SHAPES
from xray_desktop.qt.viewer.tools.label import place_label
from xray_desktop.qt.viewer.tools.measured import MeasuredShapes
from xray_desktop.qt.viewer.tools.outline import strip
from xray_desktop.qt.viewer.tools.tool import Tool

PROJECT_ROOT = Path(__file__).resolve().parents[4]
POINTS = (Point(60, 50), Point(220, 150), Point(100, 90), Point(190, 110))
DETECTOR = InstanceInfo(imager_pixel_spacing_mm=(0.2, 0.2), estimated_radiographic_magnification_factor=1.25)


def shape_of(kind):
    points = POINTS[: kind.point_count]
    return kind(points, "words") if issubclass(kind, TextShape) else kind(points)


def marked(view):
    """Find the pixels that are about as yellow as marks are."""
    seen, colour = grab(view).astype(int), QColor(theme.current().palette.mark)
    yellow = seen[..., :2].min(axis=-1) - seen[..., 2]
    return yellow > (min(colour.red(), colour.green()) - colour.blue()) / 2


@pytest.mark.parametrize("kind", KINDS.values())
@pytest.mark.parametrize("grey", [0, 255])
def test_a_shape_is_seen_on_black_and_on_white(hand, kind, grey):
    hand.view.show_image(image_of(np.full((200, 300), grey, np.uint8)))
    before = grab(hand.view).astype(int)
    hand.store.put(hand.view.image.key, (shape_of(kind),))
    changed = np.abs(grab(hand.view).astype(int) - before).max(axis=-1)
    assert marked(hand.view).sum() > 5
    assert (changed > 100).sum() > 20


def test_a_line_runs_where_it_was_drawn_and_leaves_with_its_image(hand):
    hand.view.show_image(image_of(np.zeros((200, 300), np.uint8)))
    hand.store.put(hand.view.image.key, (Length((Point(50, 100), Point(250, 100))),))
    seen = marked(hand.view)
    assert seen[199:202, 110:490].any(axis=0).all()
    assert not seen[:190, 110:490].any()
    hand.store.undo(hand.view.image.key)
    assert not marked(hand.view).any()


@pytest.mark.parametrize("turn", [UPRIGHT, CLOCKWISE, MIRROR, FLIP])
def test_a_shape_turns_with_the_picture(hand, turn):
    hand.view.show_image(image_of(np.zeros((200, 300), np.uint8)))
    hand.store.put(hand.view.image.key, (RectangleRegion((Point(60, 50), Point(120, 150))),))
    hand.view.turn_by(turn)
    seen = marked(hand.view)
    for x, y in ((60, 100), (90, 50), (120, 100), (90, 150)):
        place = hand.place(x, y)
        assert seen[place.y() - 1 : place.y() + 2, place.x() - 1 : place.x() + 2].any()


def lines(shape, instance=None, pixels=None):
    figures = MeasuredShapes()
    image = image_of(
        np.arange(100, dtype=np.uint16).reshape(10, 10) if pixels is None else pixels,
        instance=instance or InstanceInfo(),
    )
    figures.set_image(image)
    return figures.lines(shape)


def test_figures_do_not_keep_a_picture_that_was_let_go():
    figures = MeasuredShapes()
    image = image_of(np.zeros((9, 9), np.uint8))
    gone = weakref.ref(image)
    figures.set_image(image)
    assert figures.lines(Probe((Point(0, 0),)))
    del image
    gc.collect()
    assert gone() is None
    assert figures.lines(Probe((Point(0, 0),))) == ()


@pytest.mark.parametrize(
    ("instance", "words"),
    [
        (InstanceInfo(), ("50.0 px",)),
        (InstanceInfo(pixel_spacing_mm=(0.2, 0.2)), ("10.0 mm",)),
        (InstanceInfo(imager_pixel_spacing_mm=(0.2, 0.2)), ("10.0 mm at detector",)),
        (DETECTOR, ("10.0 mm at detector", "≈ 8.0 mm in the patient, if magnified 1.25×")),
        (InstanceInfo(nominal_scanned_pixel_spacing_mm=(0.2, 0.2)), ("10.0 mm on film",)),
        (InstanceInfo(pixel_spacing_mm=(0.4, 0.1)), ("16.3 mm",)),
    ],
)
def test_a_length_says_of_which_plane_it_is(instance, words):
    assert lines(Length((Point(0, 0), Point(30, 40))), instance) == words


@pytest.mark.parametrize(
    ("instance", "sentence"),
    [
        (InstanceInfo(), "The file does not say how large a pixel is"),
        (
            InstanceInfo(pixel_aspect_ratio=(2.0, 1.0)),
            "Pixels are not square, and the file does not say how large they are",
        ),
        (DETECTOR, "At the detector: in the patient everything is smaller"),
        (InstanceInfo(pixel_spacing_mm=(0.2, 0.2)), "The file does not say whether magnification is corrected"),
        (
            InstanceInfo(pixel_spacing_mm=(0.2, 0.2), pixel_spacing_calibration_type="FIDUCIAL"),
            "Calibrated by an object of known size: right at its depth",
        ),
    ],
)
def test_a_chosen_measurement_explains_its_unit(instance, sentence):
    figures = MeasuredShapes()
    image = image_of(np.zeros((9, 9), np.uint8), instance=instance)
    figures.set_image(image)
    assert figures.lines(Length((Point(0, 0), Point(3, 4))), explained=True)[-1] == sentence
    assert figures.lines(Probe((Point(0, 0),)), explained=True) == figures.lines(Probe((Point(0, 0),)))


def test_the_words_of_a_region():
    box = RectangleRegion((Point(0, 0), Point(4, 2)))
    assert lines(box, InstanceInfo(imager_pixel_spacing_mm=(0.5, 0.5))) == (
        "mean 6.5  SD 5.123",
        "min 0  max 13",
        "n 8 px  area 2.0 mm² at detector",
    )
    assert lines(EllipseRegion((Point(20, 20), Point(24, 24)))) == ("no pixel inside", "area 12.6 px²")


def test_the_words_of_a_pixel():
    assert lines(Probe((Point(3.2, 4.9),))) == ("value 43", "column 3, row 4")


def test_the_words_of_the_ratio_warn_of_norms_and_judge_nothing():
    shape = CardiothoracicRatio((Point(0, 0), Point(100, 0), Point(30, 5), Point(78, 9)))
    assert lines(shape) == (
        "Cardiothoracic ratio 0.48",
        "heart 48.0, thorax 100.0 px",
        "Norms of erect adult PA films do not hold for AP or children",
    )


def test_a_note_says_what_was_typed_as_plain_text(hand):
    assert lines(Note((Point(1, 1),), "<b>bold</b> & more")) == ("<b>bold</b> & more",)


_ROOM = QRectF(0, 0, 800, 600)


@given(
    st.floats(-200, 1000),
    st.floats(-200, 800),
    st.floats(-200, 1000),
    st.floats(-200, 800),
    st.floats(20, 400),
    st.floats(20, 80),
)
def test_words_stay_in_the_view_and_off_their_line(x, y, to_x, to_y, width, height):
    # Shorter ones are not drawn (`is_too_small`).
    assume(abs(to_x - x) + abs(to_y - y) >= 3.0)
    path = QPainterPath(QPointF(x, y))
    path.lineTo(to_x, to_y)
    along = strip(path)
    assume(along.intersects(_ROOM))
    place = place_label(QSizeF(width, height), [along], 0, [], _ROOM)
    assert _ROOM.adjusted(-1, -1, 1, 1).contains(place)
    assert not along.intersects(place.adjusted(1, 1, -1, -1))


def test_words_keep_off_other_words_and_other_lines():
    one, other = QPainterPath(QPointF(100, 300)), QPainterPath(QPointF(330, 200))
    one.lineTo(300, 300)
    other.lineTo(330, 400)
    strips = [strip(one), strip(other)]
    first = place_label(QSizeF(100, 20), strips, 0, [], _ROOM)
    assert not strips[1].intersects(first)
    second = place_label(QSizeF(100, 20), strips, 0, [first], _ROOM)
    assert not first.intersects(second)


# --- the lens ----------------------------------------------------------------------------------


def checks(side, squares):
    """Draw squares of different greys, none like its neighbours."""
    greys = (np.arange(squares * squares).reshape(squares, squares) * 37 % 200 + 20).astype(np.uint8)
    return np.kron(greys, np.ones((side, side), np.uint8))


@pytest.mark.parametrize("turn", [UPRIGHT, CLOCKWISE, MIRROR, FLIP, CLOCKWISE.then(MIRROR)])
@pytest.mark.parametrize("times", [2, 3, 4])
def test_the_lens_shows_the_pixels_under_it_enlarged(hand, turn, times):
    image = image_of(checks(20, 20))
    hand.view.show_image(image)
    hand.view.turn_by(turn)
    for _ in range(times - 1):
        hand.take(Tool.MAGNIFIER)
    hand.point_at(205, 195)
    centre = hand.view.to_view(QPointF(205, 195)).toPoint()
    seen = grab_grey(hand.view)
    shown = render(image)
    for dx, dy in ((0, 0), (60, 10), (-45, 50), (20, -70)):
        source = hand.view.to_source(QPointF(centre.x() + dx / times, centre.y() + dy / times))
        x, y = int(source.x()), int(source.y())
        if min(x % 20, 19 - x % 20, y % 20, 19 - y % 20) >= 3:
            assert abs(int(seen[centre.y() + dy, centre.x() + dx]) - int(shown[y, x])) <= 1


def test_the_lens_follows_the_window_and_the_polarity(hand):
    image = image_of(np.full((200, 300), 1024, np.uint16))
    hand.view.show_image(image)
    hand.take(Tool.MAGNIFIER)
    hand.point_at(150, 100)
    before = grab_grey(hand.view)[240, 300]
    hand.view.invert()
    assert grab_grey(hand.view)[240, 300] == pytest.approx(255 - before, abs=1)


def test_the_lens_shows_more_than_the_screen_had(hand):
    # Lines of one pixel are one grey on the screen, and lines again in the lens.
    pixels = np.zeros((2000, 3000), np.uint8)
    pixels[:, ::2] = 255
    hand.view.show_image(image_of(pixels))
    hand.view.one_to_one()
    hand.view.zoom_by(0.5, QPointF(300, 200))
    assert np.ptp(grab_grey(hand.view)[200, 250:350]) <= 2
    hand.take(Tool.MAGNIFIER)
    hand.take(Tool.MAGNIFIER)
    hand.take(Tool.MAGNIFIER)
    hand.point_at(*_source(hand.view, 300, 200))
    assert np.ptp(grab_grey(hand.view)[200, 280:320].astype(int)) > 100


def _source(view, x, y):
    point = view.to_source(QPointF(x, y))
    return point.x(), point.y()


def test_the_lens_goes_with_the_pointer_and_leaves_the_drag_to_the_window(hand):
    hand.view.show_image(image_of(np.zeros((200, 300), np.uint8)))
    dark = grab_grey(hand.view)
    hand.take(Tool.MAGNIFIER)
    hand.point_at(100, 100)
    assert (grab_grey(hand.view) != dark).any()
    hand.layer.leave(hand.view)
    assert (grab_grey(hand.view) == dark).all()
    voi = hand.view.voi
    hand.drag((100, 100), (140, 100))
    assert hand.view.voi != voi


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.int32, np.float32])
def test_the_lens_takes_every_kind_of_pixel_and_lies_half_beside_the_picture(hand, dtype):
    hand.view.show_image(image_of(np.ones((900, 1300), dtype)))
    hand.take(Tool.MAGNIFIER)
    for place in ((0, 0), (1299, 899), (650, 450)):
        hand.point_at(*place)
        grab(hand.view)


# --- a display with scaled pixels --------------------------------------------------------------

_PROGRAM = """
import json, sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.qt.viewer.screen import grab
from tests.qt.viewer.tools.conftest import Hand
from tests.support.pictures import image_of, noise
from xray_desktop.imaging.turn import CLOCKWISE
from xray_desktop.measuring.store import MeasurementStore
from xray_desktop.qt.viewer.image_view import ImageView
from xray_desktop.qt.viewer.tools.tool import Tool
from xray_desktop.qt.viewer.tools.drawing import SHAPES

application = QApplication([])
view = ImageView()
view.set_corners_visible(False)
view.resize(600, 400)
view.show()
view.show_image(image_of(noise(200, 300)))
view.turn_by(CLOCKWISE)
hand = Hand(view, MeasurementStore())
places = [(60.0, 30.0), (60.0, 120.0), (90.0, 50.0), (110.0, 100.0)]
for tool, kind in SHAPES.items():
    view.setFocus()
    hand.take(tool)
    hand.click(*[(x + 21 * len(hand.shapes), y + 4 * len(hand.shapes)) for x, y in places[: kind.point_count]])
    if hand.editor is not None:
        hand.type("words")
hand.take(Tool.MAGNIFIER)
hand.point_at(150, 100)
rows, columns, _ = grab(view).shape
print(json.dumps({"shapes": hand.store.to_json()["images"][0]["shapes"], "size": [rows, columns],
                  "ratio": view.devicePixelRatioF()}))
"""


def test_every_tool_draws_the_same_on_a_display_with_scaled_pixels():
    answers = {}
    for ratio in (1, 2):
        environment = os.environ | {"QT_SCALE_FACTOR": str(ratio), "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            cwd=PROJECT_ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        answers[ratio] = json.loads(done.stdout)
        assert (answers[ratio]["ratio"], answers[ratio]["size"]) == (ratio, [400 * ratio, 600 * ratio])
    assert [shape["kind"] for shape in answers[1]["shapes"]] == [kind.kind for kind in SHAPES.values()]
    for one, other in zip(answers[1]["shapes"], answers[2]["shapes"], strict=True):
        assert np.array(other["points"]) == pytest.approx(np.array(one["points"]), abs=1.1)
