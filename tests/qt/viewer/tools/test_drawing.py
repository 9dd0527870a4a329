"""Every tool draws with the mouse, by dragging and by clicks, however the picture lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.support.pictures import image_of, noise
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.turn import CLOCKWISE, COUNTER_CLOCKWISE, FLIP, MIRROR, UPRIGHT
from xray_desktop.measuring.shapes import (
    Angle,
    Arrow,
    CardiothoracicRatio,
    EllipseRegion,
    Length,
    Note,
    Probe,
    RectangleRegion,
)
from xray_desktop.qt.viewer.gestures import DragTool
from xray_desktop.qt.viewer.tools.tool import Tool

TURNS = [UPRIGHT, CLOCKWISE, COUNTER_CLOCKWISE, MIRROR, FLIP, CLOCKWISE.then(MIRROR)]
SHIFT = Qt.KeyboardModifier.ShiftModifier
TWO_POINTS = [(Tool.LENGTH, Length), (Tool.RECTANGLE, RectangleRegion), (Tool.ELLIPSE, EllipseRegion)]


def near(*points):
    return [pytest.approx(point, abs=0.51) for point in points]


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize(("tool", "kind"), TWO_POINTS)
def test_a_drag_draws_from_press_to_release(hand, tool, kind, turn):
    hand.view.turn_by(turn)
    hand.take(tool)
    hand.drag((60, 50), (90, 60), (140, 120))
    (shape,) = hand.shapes
    assert type(shape) is kind
    assert list(shape.points) == near((60, 50), (140, 120))


@pytest.mark.parametrize(("tool", "kind"), TWO_POINTS)
def test_two_clicks_draw_the_same(hand, tool, kind):
    hand.take(tool)
    hand.click((60, 50), (140, 120))
    (shape,) = hand.shapes
    assert type(shape) is kind
    assert list(shape.points) == near((60, 50), (140, 120))


@pytest.mark.parametrize("turn", TURNS)
def test_an_angle_is_an_arm_and_the_end_of_the_other(hand, turn):
    hand.view.turn_by(turn)
    hand.take(Tool.ANGLE)
    hand.drag((60, 50), (100, 100))
    assert hand.shapes == ()
    hand.click((150, 60))
    (shape,) = hand.shapes
    assert isinstance(shape, Angle)
    assert list(shape.points) == near((60, 50), (100, 100), (150, 60))


def test_an_angle_by_three_clicks(hand):
    hand.take(Tool.ANGLE)
    hand.click((60, 50), (100, 100), (150, 60))
    assert list(hand.shapes[0].points) == near((60, 50), (100, 100), (150, 60))


@pytest.mark.parametrize("turn", TURNS)
def test_a_probe_is_one_pixel_and_follows_the_button(hand, turn):
    hand.view.turn_by(turn)
    hand.take(Tool.PROBE)
    hand.click((61.5, 50.5))
    hand.drag((80, 80), (120.5, 90.5))
    one, other = hand.shapes
    assert isinstance(one, Probe)
    assert list(one.points) == near((61.5, 50.5))
    assert list(other.points) == near((120.5, 90.5))


@pytest.mark.parametrize("turn", TURNS)
def test_the_cardiothoracic_ratio_is_two_lines_of_which_the_first_is_level_on_the_screen(hand, turn):
    hand.view.turn_by(turn)
    hand.take(Tool.RATIO)
    screen = [hand.view.to_source(place) for place in map(_place, ((180, 300), (420, 310), (250, 240), (380, 270)))]
    for start, end in (screen[:2], screen[2:]):
        hand.drag((start.x(), start.y()), (end.x(), end.y()))
    (shape,) = hand.shapes
    assert isinstance(shape, CardiothoracicRatio)
    level = [hand.view.to_view(hand_point(point)) for point in shape.thorax]
    assert level[0].y() == pytest.approx(level[1].y())
    assert abs(level[1].x() - level[0].x()) == pytest.approx(240, abs=1.1)
    assert list(shape.heart) == near(*((point.x(), point.y()) for point in screen[2:]))


def _place(pair):
    from PySide6.QtCore import QPointF

    return QPointF(*pair)


def hand_point(point):
    return _place((point.x, point.y))


def test_the_ratio_by_four_clicks(hand):
    hand.take(Tool.RATIO)
    hand.click((40, 150), (240, 152), (90, 120), (180, 135))
    (shape,) = hand.shapes
    assert list(shape.points) == near((40, 150), (240, 150), (90, 120), (180, 135))


def test_an_arrow_takes_words_or_none(hand):
    hand.take(Tool.ARROW)
    hand.drag((60, 50), (100, 100))
    hand.type("Carina")
    hand.drag((160, 50), (200, 100))
    hand.type("", Qt.Key.Key_Escape)
    one, other = hand.shapes
    assert isinstance(one, Arrow)
    assert (one.text, other.text) == ("Carina", "")
    assert list(one.points) == near((60, 50), (100, 100))


def test_a_note_is_its_words(hand):
    hand.take(Tool.NOTE)
    hand.click((60, 50))
    assert hand.shapes == ()
    hand.type("Rib 5, healed")
    (shape,) = hand.shapes
    assert shape == Note(shape.points, "Rib 5, healed")
    assert list(shape.points) == near((60, 50))
    assert hand.view.hasFocus()


@pytest.mark.parametrize(("text", "key"), [("", Qt.Key.Key_Return), ("words", Qt.Key.Key_Escape)])
def test_a_note_without_words_or_given_up_is_none(hand, text, key):
    hand.take(Tool.NOTE)
    hand.click((60, 50))
    hand.type(text, key)
    assert hand.shapes == ()
    assert not hand.store.can_undo(hand.view.image.key)


def test_a_click_elsewhere_keeps_the_note(hand):
    hand.take(Tool.NOTE)
    hand.click((60, 50))
    QTest.keyClicks(hand.editor, "kept")
    hand.take(Tool.WINDOW)
    hand.click((200, 150))
    assert [shape.text for shape in hand.shapes] == ["kept"]


def test_signs_that_rearrange_what_is_read_stay_out_of_a_note(hand):
    hand.take(Tool.NOTE)
    hand.click((60, 50))
    hand.editor.setText("a\u202eb")
    hand.type("", Qt.Key.Key_Return)
    assert hand.shapes[0].text == "a b"


def test_a_note_that_is_being_typed_stays_with_its_image(hand):
    first = hand.view.image.key
    hand.take(Tool.NOTE)
    hand.click((60, 50))
    QTest.keyClicks(hand.editor, "first")
    hand.view.show_image(image_of(noise(200, 300), key=ImageKey(Path("/studies/other.dcm"))))
    hand.view.repaint()
    assert [shape.text for shape in hand.store.shapes(first)] == ["first"]
    assert hand.shapes == ()


@pytest.mark.parametrize(
    ("tool", "end", "held"),
    [
        (Tool.LENGTH, (120, 54), (120, 50)),
        (Tool.LENGTH, (100, 86), (98, 88)),
        (Tool.RECTANGLE, (120, 80), (120, 110)),
        (Tool.ELLIPSE, (90, 10), (100, 10)),
    ],
)
def test_shift_holds_lines_to_eighths_and_regions_to_squares(hand, tool, end, held):
    hand.take(tool)
    hand.drag((60, 50), (70, 55), end, modifier=SHIFT)
    assert list(hand.shapes[0].points) == near((60, 50), held)


@pytest.mark.parametrize("tool", [Tool.LENGTH, Tool.ANGLE, Tool.RECTANGLE, Tool.ELLIPSE, Tool.ARROW])
def test_a_hand_that_only_clicks_twice_draws_nothing(hand, tool):
    hand.take(tool)
    place = hand.place(60, 50)
    for press in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseClick):
        press(hand.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert hand.shapes == ()


def test_a_quick_hand_that_draws_does_not_leave_the_view(hand, qtbot):
    hand.take(Tool.ANGLE)
    with qtbot.assertNotEmitted(hand.view.enlarge_requested, wait=20):
        QTest.mouseClick(hand.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
        QTest.mouseDClick(hand.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(130, 100))


def test_nothing_is_drawn_beside_the_picture(hand):
    hand.view.zoom_by(0.4, hand.view.rect().center().toPointF())
    hand.take(Tool.LENGTH)
    hand.drag((-20, 100), (150, 100), (340, 260))
    for point in hand.shapes[0].points:
        assert 0.0 <= point.x < 300.0
        assert 0.0 <= point.y < 200.0


def test_the_other_buttons_work_on_while_a_shape_is_half_drawn(hand):
    hand.take(Tool.LENGTH)
    hand.click((60, 50))
    zoom = hand.view.zoom
    hand.drag((150, 100), (150, 60), button=Qt.MouseButton.RightButton)
    assert hand.view.zoom > zoom
    hand.drag((150, 100), (160, 110), button=Qt.MouseButton.MiddleButton)
    hand.click((140, 120))
    assert list(hand.shapes[0].points) == near((60, 50), (140, 120))


def test_no_tool_but_window_changes_the_window_and_that_one_does(hand):
    voi = hand.view.voi
    hand.take(Tool.LENGTH)
    hand.drag((60, 50), (140, 120))
    assert hand.view.voi == voi
    hand.take(Tool.WINDOW)
    hand.drag((200, 150), (260, 170))
    assert hand.view.voi != voi
    assert len(hand.shapes) == 1


def test_the_drag_tools_are_the_views_own(hand):
    hand.view.set_left_tool(DragTool.PAN)
    hand.take(Tool.PAN)
    before = hand.view.to_source(_place((100, 100)))
    hand.drag((60, 50), (80, 50))
    assert hand.view.to_source(_place((140, 100))).x() == pytest.approx(before.x())


def test_every_image_has_its_own_shapes(hand):
    other = image_of(noise(200, 300, 1), key=ImageKey(Path("/studies/other.dcm")))
    first = hand.view.image
    hand.take(Tool.LENGTH)
    hand.drag((60, 50), (140, 120))
    hand.click((10, 10))
    hand.view.show_image(other)
    hand.view.repaint()
    hand.click((100, 100))
    assert hand.shapes == ()
    hand.view.show_image(first)
    assert len(hand.shapes) == 1


@pytest.mark.parametrize("tool", list(Tool))
def test_an_empty_view_takes_every_tool(hand, tool):
    hand.view.show_nothing()
    hand.take(tool)
    QTest.mousePress(hand.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(hand.view, QPoint(150, 120))
    QTest.mouseRelease(hand.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(150, 120))
    assert len(hand.store) == 0
