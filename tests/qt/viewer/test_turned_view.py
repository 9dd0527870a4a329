"""A turned or mirrored picture: its points, its heat map and what stays where it was."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from tests.qt.viewer.screen import drag, grab_grey
from tests.support.pictures import image_of, noise
from xray_desktop.imaging.turn import CLOCKWISE, COUNTER_CLOCKWISE, FLIP, MIRROR
from xray_desktop.qt.viewer.gestures import DragTool

TURNS = [CLOCKWISE, COUNTER_CLOCKWISE, MIRROR, FLIP, CLOCKWISE.then(MIRROR), FLIP.then(CLOCKWISE)]


@pytest.fixture
def shown(view):
    view.set_corners_visible(False)
    view.show_image(image_of(noise(200, 300)))
    return view


@pytest.mark.parametrize("turn", TURNS)
def test_a_point_of_the_source_is_found_again(shown, turn):
    shown.turn_by(turn)
    shown.zoom_by(1.7, QPointF(100, 80))
    point = QPointF(37.25, 151.5)
    back = shown.to_source(shown.to_view(point))
    assert (back.x(), back.y()) == pytest.approx((37.25, 151.5))


@pytest.mark.parametrize("turn", TURNS)
def test_the_pixel_under_the_pointer_is_the_one_that_is_named(shown, turn):
    pixels = np.zeros((200, 300), np.uint8)
    pixels[40:44, 250:254] = 255
    shown.show_image(image_of(pixels))
    shown.turn_by(turn)
    place = shown.to_view(QPointF(252.0, 42.0))
    assert grab_grey(shown)[round(place.y()), round(place.x())] == 255


@pytest.mark.parametrize("turn", TURNS)
def test_what_lies_in_the_centre_stays_there(shown, turn):
    shown.one_to_one()
    shown.zoom_in()
    shown.pan_by(40.0, -25.0)
    centre = QPointF(shown.width() / 2, shown.height() / 2)
    before = shown.to_source(centre)
    shown.turn_by(turn)
    after = shown.to_source(centre)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=0.01)


def test_a_fitted_picture_stays_fitted(shown):
    shown.turn_right()
    assert shown.zoom == pytest.approx(400 / 300)
    shown.turn_left()
    assert shown.zoom == pytest.approx(2.0)


def test_the_left_button_does_what_the_tool_says(shown):
    shown.set_left_tool(DragTool.ZOOM)
    drag(shown, Qt.MouseButton.LeftButton, (300, 200), (300, 72))
    assert shown.zoom == pytest.approx(4.0)
    before = shown.to_source(QPointF(300, 200))
    shown.set_left_tool(DragTool.PAN)
    drag(shown, Qt.MouseButton.LeftButton, (300, 200), (340, 200))
    assert shown.to_source(QPointF(340, 200)).x() == pytest.approx(before.x())
    voi = shown.voi
    shown.set_left_tool(DragTool.WINDOW)
    drag(shown, Qt.MouseButton.LeftButton, (300, 200), (340, 200))
    assert shown.voi != voi


class _Lines:
    """A layer that takes left presses and notes what it hears."""

    def __init__(self):
        self.heard = []
        self.half_drawn = False

    def paint(self, painter, view):
        painter.fillRect(0, 0, 5, 5, Qt.GlobalColor.white)

    def press(self, event, view):
        self.heard.append("press")
        self.half_drawn = event.button() is Qt.MouseButton.LeftButton
        return self.half_drawn

    def move(self, _event, _view):
        self.heard.append("move")
        return self.half_drawn

    def release(self, _event, _view):
        self.heard.append("release")
        return self.half_drawn

    def leave(self, _view):
        self.heard.append("leave")

    def cancel(self):
        was, self.half_drawn = self.half_drawn, False
        return was


def test_a_layer_hears_the_mouse_first_and_leaves_the_rest_to_the_view(shown, qtbot):
    layer = _Lines()
    shown.set_layer(layer)
    voi, zoom = shown.voi, shown.zoom
    drag(shown, Qt.MouseButton.LeftButton, (300, 200), (340, 240))
    assert layer.heard == ["press", "move", "release"]
    assert shown.voi == voi
    layer.half_drawn = False
    drag(shown, Qt.MouseButton.RightButton, (300, 200), (300, 150))
    assert shown.zoom != zoom
    assert (grab_grey(shown)[:5, :5] == 255).all()


def test_escape_gives_up_what_is_half_drawn_before_it_leads_back(shown, qtbot):
    layer = _Lines()
    shown.set_layer(layer)
    layer.half_drawn = True
    with qtbot.assertNotEmitted(shown.back_requested, wait=50):
        QTest.keyClick(shown, Qt.Key.Key_Escape)
    with qtbot.waitSignal(shown.back_requested, timeout=1000):
        QTest.keyClick(shown, Qt.Key.Key_Escape)
