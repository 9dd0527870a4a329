"""The tools in the whole window: keys choose them, Esc leaves them, steps are undone, and every pane has them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.qt.viewer.screen import grab
from tests.support.studies import small_study
from xray_desktop.measuring.shapes import CardiothoracicRatio, EllipseRegion, Length, Probe, RectangleRegion
from xray_desktop.qt.controllers.view import measurements as measuring
from xray_desktop.qt.viewer.tools.tool import Tool

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 3)
    application = window(tmp_path / "study")
    finished(application)
    application.window.activateWindow()
    application.parts.navigation.open(application.parts.grid.row_at(0).key)
    wait(lambda: application.window.view_page.image.image is not None)
    return application


def strike(application, key, modifier=NONE):
    QTest.keyClick(application.window.view_page.image, key, modifier)


def tool_of(application):
    return application.window.actions_.drag_tools.checkedAction().data()


def draw(application, start=(0.4, 0.4), end=(0.6, 0.6)):
    view = application.window.view_page.image
    places = [QPoint(round(view.width() * x), round(view.height() * y)) for x, y in (start, end)]
    QTest.mousePress(view, LEFT, NONE, places[0])
    QTest.mouseMove(view, places[1])
    QTest.mouseRelease(view, LEFT, NONE, places[1])


def shapes(application):
    return application.parts.measurements.store.shapes(application.window.view_page.image.image.key)


KEYS = [
    (Qt.Key.Key_L, NONE, Tool.LENGTH),
    (Qt.Key.Key_D, NONE, Tool.LENGTH),
    (Qt.Key.Key_A, NONE, Tool.ANGLE),
    (Qt.Key.Key_S, NONE, Tool.RECTANGLE),
    (Qt.Key.Key_E, NONE, Tool.ELLIPSE),
    (Qt.Key.Key_P, NONE, Tool.PROBE),
    (Qt.Key.Key_C, SHIFT, Tool.RATIO),
    (Qt.Key.Key_X, NONE, Tool.ARROW),
    (Qt.Key.Key_N, NONE, Tool.NOTE),
    (Qt.Key.Key_K, NONE, Tool.MAGNIFIER),
    (Qt.Key.Key_Z, NONE, Tool.ZOOM),
    (Qt.Key.Key_M, NONE, Tool.PAN),
    (Qt.Key.Key_W, SHIFT, Tool.REGION),
    (Qt.Key.Key_W, NONE, Tool.WINDOW),
]


def test_keys_choose_the_tools(opened):
    for key, modifier, tool in KEYS:
        strike(opened, key, modifier)
        assert tool_of(opened) is tool
        assert opened.parts.measurements._layer.tool is tool


def test_what_is_drawn_is_undone_done_again_and_deleted_by_keys(opened):
    strike(opened, Qt.Key.Key_L)
    draw(opened)
    strike(opened, Qt.Key.Key_E)
    draw(opened, (0.3, 0.3), (0.4, 0.5))
    assert [type(shape) for shape in shapes(opened)] == [Length, EllipseRegion]
    strike(opened, Qt.Key.Key_Z, CONTROL)
    assert [type(shape) for shape in shapes(opened)] == [Length]
    strike(opened, Qt.Key.Key_Y, CONTROL)
    assert len(shapes(opened)) == 2
    strike(opened, Qt.Key.Key_Tab)
    strike(opened, Qt.Key.Key_Delete)
    assert [type(shape) for shape in shapes(opened)] == [EllipseRegion]
    actions = opened.window.actions_.tools
    actions.delete_all.trigger()
    assert shapes(opened) == ()
    assert not actions.delete_all.isEnabled()
    for _ in range(4):
        strike(opened, Qt.Key.Key_Z, CONTROL)
    assert shapes(opened) == ()
    assert not actions.undo.isEnabled()


def test_ctrl_z_takes_the_half_drawn_first(opened):
    strike(opened, Qt.Key.Key_L)
    draw(opened)
    QTest.mouseClick(opened.window.view_page.image, LEFT, NONE, QPoint(60, 60))
    strike(opened, Qt.Key.Key_Z, CONTROL)
    assert len(shapes(opened)) == 1
    strike(opened, Qt.Key.Key_Z, CONTROL)
    assert shapes(opened) == ()


def test_escape_leaves_the_shape_the_tool_and_then_the_view(opened):
    main = opened.window
    strike(opened, Qt.Key.Key_L)
    QTest.mouseClick(main.view_page.image, LEFT, NONE, QPoint(160, 160))
    strike(opened, Qt.Key.Key_Escape)
    assert tool_of(opened) is Tool.LENGTH
    strike(opened, Qt.Key.Key_Escape)
    assert tool_of(opened) is Tool.WINDOW
    assert main.centre.currentWidget() is main.view_page
    strike(opened, Qt.Key.Key_Escape)
    assert main.centre.currentWidget() is main.grid_page


def test_escape_in_a_note_ends_the_note_alone(opened):
    main = opened.window
    strike(opened, Qt.Key.Key_N)
    QTest.mouseClick(main.view_page.image, LEFT, NONE, QPoint(160, 160))
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "lisp")
    assert editor.text() == "lisp"
    assert tool_of(opened) is Tool.NOTE
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert tool_of(opened) is Tool.NOTE
    assert main.centre.currentWidget() is main.view_page
    assert shapes(opened) == ()


def test_shapes_stay_with_their_image_while_the_session_lasts(opened, wait):
    view = opened.window.view_page.image
    first = view.image.key
    strike(opened, Qt.Key.Key_S)
    draw(opened)
    strike(opened, Qt.Key.Key_Right)
    wait(lambda: view.image is not None and view.image.key != first)
    assert shapes(opened) == ()
    assert not opened.window.actions_.tools.undo.isEnabled()
    opened.parts.navigation.back()
    opened.parts.navigation.open(first)
    wait(lambda: view.image is not None and view.image.key == first)
    assert [type(shape) for shape in shapes(opened)] == [RectangleRegion]
    assert opened.window.actions_.tools.undo.isEnabled()


def test_every_pane_draws_and_panes_with_the_same_image_agree(opened, wait):
    panes = opened.window.view_page.panes
    opened.window.actions_.beside_heat_map.trigger()
    wait(lambda: len(panes.shown) == 2 and all(pane.view.image is not None for pane in panes.shown))
    panes.activate(1)
    strike(opened, Qt.Key.Key_P)
    before = grab(panes.shown[0].view)
    QTest.mouseClick(panes.shown[1].view, LEFT, NONE, panes.shown[1].view.rect().center())
    assert [type(shape) for shape in shapes(opened)] == [Probe]
    assert (grab(panes.shown[0].view) != before).any()


def test_the_key_of_the_magnifier_held_is_a_lens_for_a_moment(opened, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(measuring, "monotonic", lambda: now[0])
    view = opened.window.view_page.image
    release = QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_K, NONE)
    strike(opened, Qt.Key.Key_L)
    strike(opened, Qt.Key.Key_K)
    assert tool_of(opened) is Tool.MAGNIFIER
    now[0] += 2.0
    QApplication.sendEvent(view, release)
    assert tool_of(opened) is Tool.LENGTH
    strike(opened, Qt.Key.Key_K)
    now[0] += 0.1
    QApplication.sendEvent(view, release)
    assert tool_of(opened) is Tool.MAGNIFIER


def test_a_new_session_forgets_the_shapes_and_a_reopened_one_shows_them(opened, wait):
    view = opened.window.view_page.image
    strike(opened, Qt.Key.Key_C, SHIFT)
    draw(opened, (0.35, 0.7), (0.65, 0.7))
    draw(opened, (0.42, 0.6), (0.55, 0.65))
    strike(opened, Qt.Key.Key_Escape)
    kept = shapes(opened)
    assert [type(shape) for shape in kept] == [CardiothoracicRatio]
    opened.parts.session.new_session()
    assert len(opened.parts.measurements.store) == 0
    assert "measurements" not in opened.parts.session_sections.take()
    reopen = next(each for each in opened.window.messages.findChildren(QPushButton) if each.text() == "Reopen")
    reopen.click()
    wait(lambda: view.image is not None)
    assert shapes(opened) == kept


def test_the_tool_bar_shows_the_tool_in_the_hand_and_has_room_for_the_report(opened):
    main, bar = opened.window, opened.window.tool_bar
    shown = bar.tools_button.icon().pixmap(20).toImage()
    strike(opened, Qt.Key.Key_E)
    assert bar.tools_button.icon().pixmap(20).toImage() != shown
    assert bar.tools_button.accessibleDescription() == "Tool in the hand: Ellipse"
    main.resize(1280, 800)
    QApplication.processEvents()
    assert bar.widgetForAction(main.actions_.export_report).isVisible()


def test_the_tools_are_offered_with_a_picture_alone(opened):
    main = opened.window
    menu = main.tool_bar.tools_menu
    tools = [action for action in menu.actions() if action.data() is not None]
    assert [action.data() for action in tools] == list(Tool)
    assert all(action.isEnabled() and not action.icon().isNull() for action in tools)
    opened.parts.navigation.back()
    assert not any(action.isEnabled() for action in tools)
    assert not main.tool_bar.tools_button.isEnabled()
