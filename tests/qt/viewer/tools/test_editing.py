"""What is drawn can be taken hold of, moved, chosen and deleted, with the mouse and with keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from xray_desktop.imaging.turn import CLOCKWISE, MIRROR, UPRIGHT
from xray_desktop.measuring.shapes import CardiothoracicRatio, EllipseRegion, Length, Note, Point, RectangleRegion
from xray_desktop.qt.viewer.tools.layer import MeasurementLayer
from xray_desktop.qt.viewer.tools.tool import Tool

Key = Qt.Key
CONTROL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
LINE = Length((Point(60, 50), Point(140, 120)))
BOX = RectangleRegion((Point(180, 40), Point(240, 90)))


def near(*points):
    return [pytest.approx(point, abs=0.51) for point in points]


@pytest.fixture
def drawn(hand):
    hand.store.put(hand.view.image.key, (LINE, BOX))
    hand.view.repaint()
    return hand


@pytest.mark.parametrize("turn", [UPRIGHT, CLOCKWISE, CLOCKWISE.then(MIRROR)])
def test_a_handle_moves_its_point_alone(drawn, turn):
    drawn.view.turn_by(turn)
    drawn.drag((140, 120), (150, 100), (160, 90))
    assert list(drawn.shapes[0].points) == near((60, 50), (160, 90))
    assert drawn.shapes[1] == BOX


def test_every_corner_of_a_region_moves_and_the_opposite_one_stays(drawn):
    drawn.drag((240, 40), (260, 30))
    assert (drawn.shapes[1].left, drawn.shapes[1].right) == (180, pytest.approx(260, abs=0.51))
    assert (drawn.shapes[1].top, drawn.shapes[1].bottom) == (pytest.approx(30, abs=0.51), 90)
    drawn.drag((180, 90), (170, 100))
    assert drawn.shapes[1].left == pytest.approx(170, abs=0.51)
    assert drawn.shapes[1].bottom == pytest.approx(100, abs=0.51)


def test_a_line_is_moved_whole_and_stays_in_the_picture(drawn):
    drawn.drag((100, 85), (110, 95))
    assert list(drawn.shapes[0].points) == near((70, 60), (150, 130))
    drawn.drag((110, 95), (20, 95), (-60, 95))
    assert list(drawn.shapes[0].points) == near((0, 60), (80, 130))


def test_a_shape_can_be_taken_by_its_words(drawn):
    place = drawn.layer._scene.labels[0].center()
    start = drawn.view.to_source(place)
    drawn.drag((start.x(), start.y()), (start.x() + 10, start.y()))
    assert list(drawn.shapes[0].points) == near((70, 50), (150, 120))


def test_the_inside_of_a_region_is_free_for_the_window(drawn):
    voi = drawn.view.voi
    drawn.drag((205, 60), (225, 75))
    assert drawn.shapes == (LINE, BOX)
    assert drawn.view.voi != voi


def test_a_drag_of_a_shape_is_one_step_and_leaves_the_window_alone(drawn):
    voi, key = drawn.view.voi, drawn.view.image.key
    drawn.drag((140, 120), (150, 100), (155, 95), (160, 90))
    assert drawn.view.voi == voi
    drawn.store.undo(key)
    assert drawn.shapes == (LINE, BOX)


def test_a_click_on_a_line_moves_nothing(drawn):
    drawn.click((100, 85), (60, 50))
    assert drawn.shapes == (LINE, BOX)


def test_while_a_tool_draws_lines_leave_the_press_to_it_and_handles_do_not(drawn):
    drawn.take(Tool.LENGTH)
    drawn.drag((100, 85), (100, 180))
    assert len(drawn.shapes) == 3
    drawn.drag((60, 50), (50, 40))
    assert len(drawn.shapes) == 3
    assert list(drawn.shapes[0].points) == near((50, 40), (140, 120))


def test_the_thoracic_line_stays_level_when_an_end_is_pulled(hand):
    ratio = CardiothoracicRatio((Point(40, 150), Point(240, 150), Point(90, 120), Point(180, 135)))
    hand.store.put(hand.view.image.key, (ratio,))
    hand.drag((240, 150), (250, 160))
    assert list(hand.shapes[0].points) == near((40, 160), (250, 160), (90, 120), (180, 135))


def test_escape_gives_up_a_pull(drawn):
    QTest.mousePress(drawn.view, Qt.MouseButton.LeftButton, NONE, drawn.place(140, 120))
    QTest.mouseMove(drawn.view, drawn.place(160, 90))
    drawn.key(Key.Key_Escape)
    QTest.mouseRelease(drawn.view, Qt.MouseButton.LeftButton, NONE, drawn.place(160, 90))
    assert drawn.shapes == (LINE, BOX)
    assert not drawn.store.can_redo(drawn.view.image.key)


def test_escape_gives_up_the_half_drawn_then_the_tool_then_the_choice_then_the_view(drawn, qtbot):
    drawn.layer.tool_left.connect(lambda: drawn.take(Tool.WINDOW))
    drawn.click((100, 85))
    drawn.take(Tool.LENGTH)
    drawn.click((20, 20))
    with qtbot.assertNotEmitted(drawn.view.back_requested):
        drawn.layer.choose_next(1)
        drawn.key(Key.Key_Escape)
        assert drawn.layer.tool is Tool.LENGTH
        drawn.key(Key.Key_Escape)
        assert drawn.layer.tool is Tool.WINDOW
        assert drawn.layer.has_chosen
        drawn.key(Key.Key_Escape)
        assert not drawn.layer.has_chosen
    with qtbot.waitSignal(drawn.view.back_requested, timeout=1000):
        drawn.key(Key.Key_Escape)
    assert drawn.shapes == (LINE, BOX)


def test_tab_goes_from_shape_to_shape_and_then_on(drawn, qtbot):
    other = QPushButton(drawn.view)
    other.show()
    said = []
    drawn.layer.chosen.connect(said.append)
    drawn.view.setFocus()
    drawn.key(Key.Key_Tab)
    drawn.key(Key.Key_Tab)
    assert drawn.view.hasFocus()
    assert len(said) == 2
    assert said[0].endswith("px")
    assert said[1].startswith("mean ")
    drawn.key(Key.Key_Tab, SHIFT)
    assert len(said) == 3
    assert said[2] == said[0]
    drawn.key(Key.Key_Tab)
    drawn.key(Key.Key_Tab)
    assert not drawn.layer.has_chosen
    assert other.hasFocus()


def test_a_chosen_shape_is_pushed_with_ctrl_and_arrows_and_deleted(drawn):
    drawn.key(Key.Key_Tab)
    drawn.key(Key.Key_Right, CONTROL)
    drawn.key(Key.Key_Down, CONTROL | SHIFT)
    assert list(drawn.shapes[0].points) == near((60.5, 55), (140.5, 125))
    drawn.layer.delete_chosen()
    assert drawn.shapes == (BOX,)
    assert not drawn.layer.has_chosen
    drawn.layer.delete_chosen()
    assert drawn.shapes == (BOX,)


def test_arrows_alone_go_on_to_the_next_image(drawn, qtbot):
    drawn.key(Key.Key_Tab)
    with qtbot.waitSignal(drawn.view.step_requested, timeout=1000):
        drawn.key(Key.Key_Right)
    assert drawn.shapes == (LINE, BOX)


@pytest.mark.parametrize("way", ["double click", "enter"])
def test_the_words_of_a_note_are_written_anew(hand, way, qtbot):
    hand.store.put(hand.view.image.key, (Note((Point(100, 100),), "old"),))
    hand.view.repaint()
    if way == "enter":
        hand.key(Key.Key_Tab)
        hand.key(Key.Key_Return)
    else:
        with qtbot.assertNotEmitted(hand.view.enlarge_requested, wait=20):
            QTest.mouseDClick(hand.view, Qt.MouseButton.LeftButton, NONE, hand.place(100, 100))
    assert hand.editor.text() == "old"
    hand.type("new")
    assert [shape.text for shape in hand.shapes] == ["new"]
    hand.store.undo(hand.view.image.key)
    assert [shape.text for shape in hand.shapes] == ["old"]


def test_the_pointer_tells_what_it_can_take(drawn):
    drawn.point_at(60, 50)
    assert drawn.view.cursor().shape() is Qt.CursorShape.SizeAllCursor
    drawn.point_at(100, 85)
    assert drawn.view.cursor().shape() is Qt.CursorShape.PointingHandCursor
    drawn.point_at(10, 190)
    assert drawn.view.cursor().shape() is Qt.CursorShape.ArrowCursor
    drawn.take(Tool.ELLIPSE)
    assert drawn.view.cursor().shape() is Qt.CursorShape.CrossCursor


def test_a_shape_that_was_drawn_last_lies_on_top(hand):
    under, over = EllipseRegion((Point(50, 50), Point(150, 150))), EllipseRegion((Point(50, 50), Point(160, 160)))
    hand.store.put(hand.view.image.key, (under, over))
    hand.drag((50, 50), (40, 40))
    assert hand.shapes[0] == under
    assert hand.shapes[1].left == pytest.approx(40, abs=0.51)


def test_another_view_of_the_same_image_follows(drawn):
    second = MeasurementLayer(drawn.store, drawn.view)
    drawn.layer.changed.connect(second.refresh)
    drawn.drag((140, 120), (160, 90))
    assert not second.has_chosen
    assert second.choose_next(1) is False
