"""The keys of the window: all of them shown, none given twice, every one to be changed, and remembered."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.qt.viewer.screen import drag
from tests.support.studies import small_study
from xray_desktop.qt.dialogs.keys import KeysDialog
from xray_desktop.qt.keys.commands import commands


@pytest.fixture
def viewing(window, finished, wait, tmp_path):
    small_study(tmp_path / "study", 3)
    application = window(tmp_path / "study")
    finished(application)
    wait(lambda: application.parts.preferences.settings is not None)
    application.parts.navigation.open(application.parts.grid.row_at(0).key)
    wait(lambda: application.window.view_page.image.image is not None)
    return application


def dialog_of(application, wait):
    application.window.actions_.shortcuts.trigger()
    wait(lambda: isinstance(QApplication.activeModalWidget(), KeysDialog))
    return QApplication.activeModalWidget()


def test_no_key_is_given_twice_and_every_command_is_listed(viewing):
    held = viewing.parts.shortcuts.keys
    used = Counter(key for command in held for key in held.keys(command))
    assert [key for key, times in used.items() if times > 1] == []
    listed = commands(viewing.window.menuBar(), viewing.window.actions_.by_name)
    assert {command.name for command in listed} == set(held)
    assert all(command.title for command in listed)
    assert len({command.name for command in listed}) == len(listed)


SHARED_KEYS = [
    *(("window_tool", "W"), ("zoom_tool", "Z"), ("pan_tool", "M"), ("length_tool", "L"), ("angle_tool", "A")),
    *(("mirror", "H"), ("flip", "V"), ("turn_right", "R"), ("invert", "I"), ("corners", "T"), ("reset", "Space")),
    *(("full_range", "0"), ("preset_1", "1"), ("preset_9", "9"), ("give_up", "Esc"), ("first", "Home")),
    *(("last", "End"), ("previous_series", "PgUp"), ("next_series", "PgDown"), ("full_screen", "F11")),
    ("shortcuts", "?"),
]


def test_the_keys_that_workstations_share(viewing):
    held = viewing.parts.shortcuts.keys
    for command, key in SHARED_KEYS:
        assert QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) in held.keys(command), command


def test_letters_choose_what_the_left_button_does(viewing):
    """In the pane that is there, and in those that come later."""
    actions, page = viewing.window.actions_, viewing.window.view_page
    for count, arrange in enumerate((actions.one_pane, actions.two_panes)):
        arrange.trigger()
        view = page.panes.views[count]
        view.show_image(page.panes.views[0].image)
        QTest.keyClick(page.image, Qt.Key.Key_Z)
        assert actions.zoom_tool.isChecked()
        zoom, voi = view.zoom, view.voi
        drag(view, Qt.MouseButton.LeftButton, (100, 160), (100, 96))
        assert (view.zoom, view.voi) == (pytest.approx(zoom * 2**0.5), voi)
        QTest.keyClick(page.image, Qt.Key.Key_M)
        assert actions.pan_tool.isChecked()
        zoom, held = view.zoom, view.to_source(QPointF(100, 100))
        drag(view, Qt.MouseButton.LeftButton, (100, 100), (120, 110))
        moved = view.to_source(QPointF(120, 110))
        assert (moved.x(), moved.y(), view.zoom) == pytest.approx((held.x(), held.y(), zoom))
        assert view.voi == voi
        QTest.keyClick(page.image, Qt.Key.Key_W)
        assert actions.window_tool.isChecked()
        drag(view, Qt.MouseButton.LeftButton, (100, 100), (160, 100))
        assert view.voi != voi
        assert view.zoom == zoom


def test_a_key_that_was_changed_works_at_once_and_the_old_one_no_more(viewing, wait, tmp_path):
    view = viewing.window.view_page.image
    dialog = dialog_of(viewing, wait)
    dialog.choose("invert")
    QTest.keyClick(dialog.edit, Qt.Key.Key_B)
    wait(lambda: dialog.apply_button.isEnabled())
    dialog.apply_button.click()
    dialog.close()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_I)
    assert not view.inverted
    QTest.keyClick(view, Qt.Key.Key_B)
    assert view.inverted
    assert "(B)" in viewing.window.actions_.invert.toolTip()
    viewing.window.close()
    written = json.loads((viewing.parts._paths.settings).read_text())
    assert written["keys"] == {"invert": ["B"]}


def test_a_key_of_the_picture_alone_can_be_changed_in_every_pane(viewing, wait):
    viewing.parts.shortcuts.change(viewing.parts.shortcuts.keys.with_keys("corners", ("Q",)))
    viewing.window.actions_.four_panes.trigger()
    for pane in viewing.window.view_page.panes.shown:
        shown = pane.view._annotations.corners_visible
        QTest.keyClick(pane.view, Qt.Key.Key_Q)
        assert pane.view._annotations.corners_visible is not shown


def test_taking_a_key_from_another_command_is_said_before_it_is_done(viewing, wait):
    dialog = dialog_of(viewing, wait)
    dialog.choose("mirror")
    QTest.keyClick(dialog.edit, Qt.Key.Key_V)
    wait(lambda: "Flip" in dialog.notice.text())
    dialog.apply_button.click()
    assert viewing.parts.shortcuts.keys.keys("mirror") == ("V",)
    assert viewing.parts.shortcuts.keys.keys("flip") == ()
    dialog.all_defaults.click()
    assert viewing.parts.shortcuts.keys.own == {}
    dialog.close()


def test_searching_finds_commands_by_word_and_by_key(viewing, wait):
    dialog = dialog_of(viewing, wait)
    dialog.search.setText("mirror")
    shown = [item.text(0) for item in dialog._items.values() if not item.isHidden()]
    assert shown == ["Mirror"]
    dialog.search.setText("F11")
    assert [item.text(0) for item in dialog._items.values() if not item.isHidden()] == ["Full screen"]
    dialog.close()


def test_keys_that_a_control_needs_are_left_to_it(viewing, qtbot):
    """Space on a focused button presses the button, although it resets the picture."""
    view = viewing.window.view_page.image
    view.zoom_in()
    zoom = view.zoom
    pressed = []
    viewing.window.tool_bar.opacity.setFocus()
    viewing.window.tool_bar.opacity.valueChanged.connect(pressed.append)
    QTest.keyClick(viewing.window.tool_bar.opacity, Qt.Key.Key_Right)
    QTest.keyClick(viewing.window.tool_bar.opacity, Qt.Key.Key_Space)
    assert pressed
    assert view.zoom == zoom
