"""Mouse and wheel do what radiological workstations taught hands to expect."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from tests.qt.viewer.screen import drag, grab_grey, turn_wheel
from tests.support.pictures import TWELVE_BITS, image_of, noise, ramp
from xray_desktop.imaging.image import VoiWindow

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton


@pytest.fixture
def shown(view):
    view.set_corners_visible(False)
    view.show_image(image_of(ramp(400, 600)))
    return view


def source_at(view, x, y):
    return view._viewport.transform.to_source(x, y)


def test_a_left_drag_to_the_right_flattens_the_contrast(shown):
    before = grab_grey(shown)[200].astype(int)
    drag(shown, LEFT, (100, 100), (150, 100), (228, 100))
    assert isinstance(shown.voi, VoiWindow)
    # 128 of 512 pixels are a quarter of the range of the data.
    assert shown.voi.width == pytest.approx(4096 + 0.25 * 4096, rel=0.01)
    assert shown.voi.center == 2048.0
    after = grab_grey(shown)[200].astype(int)
    assert after[0] > before[0] + 20
    assert after[-1] < before[-1] - 20


def test_a_left_drag_upwards_brightens(shown):
    before = grab_grey(shown)[200, 300]
    drag(shown, LEFT, (100, 300), (100, 200))
    assert grab_grey(shown)[200, 300] > before + 40


def test_a_click_leaves_the_window_alone(shown):
    drag(shown, LEFT, (100, 100), (101, 101))
    QTest.mouseClick(shown, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(30, 30))
    assert shown.voi == TWELVE_BITS


def test_moving_without_a_button_changes_nothing(shown):
    QTest.mouseMove(shown, QPoint(10, 10))
    QTest.mouseMove(shown, QPoint(300, 200))
    assert shown.voi == TWELVE_BITS


def test_a_second_button_during_a_drag_is_ignored(shown):
    QTest.mousePress(shown, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(shown, QPoint(150, 100))
    QTest.mousePress(shown, RIGHT, Qt.KeyboardModifier.NoModifier, QPoint(150, 100))
    QTest.mouseMove(shown, QPoint(150, 200))
    QTest.mouseRelease(shown, RIGHT, Qt.KeyboardModifier.NoModifier, QPoint(150, 200))
    QTest.mouseMove(shown, QPoint(100, 100))
    QTest.mouseRelease(shown, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    assert shown.zoom == pytest.approx(1.0)
    assert (shown.voi.center, shown.voi.width) == (2048.0, 4096.0)


def test_a_middle_drag_moves_the_picture_with_the_hand(view):
    pixels = noise(900, 900)
    view.set_corners_visible(False)
    view.show_image(image_of(pixels))
    view.one_to_one()
    np.testing.assert_array_equal(grab_grey(view), pixels[250:650, 150:750])
    drag(view, MIDDLE, (300, 200), (310, 200), (340, 175))
    np.testing.assert_array_equal(grab_grey(view), pixels[275:675, 110:710])


def test_a_right_drag_zooms_around_where_it_began(shown):
    before = source_at(shown, 150, 250)
    drag(shown, RIGHT, (150, 250), (150, 200), (150, 122))
    assert shown.zoom == pytest.approx(2.0)
    assert source_at(shown, 150, 250) == pytest.approx(before)
    drag(shown, RIGHT, (150, 122), (150, 250))
    assert shown.zoom == pytest.approx(1.0)


def test_ctrl_and_wheel_zoom_around_the_pointer(shown):
    before = source_at(shown, 450, 100)
    for _ in range(4):
        turn_wheel(shown, 120, (450, 100), control=True)
    assert shown.zoom == pytest.approx(2.0)
    assert source_at(shown, 450, 100) == pytest.approx(before)


def test_the_wheel_goes_through_the_images(shown, qtbot):
    steps = []
    shown.step_requested.connect(steps.append)
    turn_wheel(shown, -120)
    turn_wheel(shown, 120)
    turn_wheel(shown, -360)
    assert steps == [1, -1, 3]
    assert shown.zoom == pytest.approx(1.0)


def test_a_touch_pads_small_turns_add_up(shown):
    steps = []
    shown.step_requested.connect(steps.append)
    for _ in range(9):
        turn_wheel(shown, -30)
    assert steps == [1, 1]
    turn_wheel(shown, 30)
    turn_wheel(shown, 90)
    assert steps == [1, 1, -1]


def test_a_double_click_asks_for_more_room_and_changes_nothing(shown, qtbot):
    with qtbot.waitSignal(shown.enlarge_requested, timeout=1000):
        QTest.mouseDClick(shown, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(200, 200))
    QTest.mouseMove(shown, QPoint(400, 300))
    assert shown.voi == TWELVE_BITS
    assert shown.zoom == pytest.approx(1.0)


def test_a_release_that_nobody_saw_does_not_stop_the_next_drag(shown):
    QTest.mousePress(shown, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(shown, QPoint(150, 100))
    width = shown.voi.width
    QTest.mousePress(shown, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(300, 300))
    assert shown.voi.width == width
    QTest.mouseMove(shown, QPoint(350, 300))
    QTest.mouseRelease(shown, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(350, 300))
    assert shown.voi.width == pytest.approx(4096 + 100 / 512 * 4095, rel=0.001)


def test_a_quick_second_press_of_another_button_begins_a_drag(shown):
    QTest.mouseDClick(shown, RIGHT, Qt.KeyboardModifier.NoModifier, QPoint(150, 250))
    QTest.mousePress(shown, RIGHT, Qt.KeyboardModifier.NoModifier, QPoint(150, 250))
    QTest.mouseMove(shown, QPoint(150, 122))
    QTest.mouseRelease(shown, RIGHT, Qt.KeyboardModifier.NoModifier, QPoint(150, 122))
    assert shown.zoom == pytest.approx(2.0)


def test_a_new_picture_ends_the_drag(shown):
    QTest.mousePress(shown, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(shown, QPoint(160, 100))
    shown.show_image(image_of(ramp(400, 600)))
    QTest.mouseMove(shown, QPoint(300, 100))
    QTest.mouseRelease(shown, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(300, 100))
    assert shown.voi == TWELVE_BITS


def test_the_pointer_tells_what_a_drag_does(shown):
    QTest.mousePress(shown, MIDDLE, Qt.KeyboardModifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(shown, QPoint(160, 100))
    assert shown.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(shown, MIDDLE, Qt.KeyboardModifier.NoModifier, QPoint(160, 100))
    assert shown.cursor().shape() is Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize("button", [LEFT, MIDDLE, RIGHT])
def test_an_empty_view_takes_every_gesture(view, button):
    drag(view, button, (100, 100), (200, 150))
    turn_wheel(view, 120, control=True)
    view.zoom_by(2.0, QPointF(3, 3))
    assert view.image is None
