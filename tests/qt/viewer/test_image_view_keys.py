"""Every key of the view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.qt.viewer.screen import grab, grab_grey
from tests.support.pictures import TWELVE_BITS, image_of, ramp
from xray_desktop.imaging.image import VoiWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
HEADER = VoiWindow(1000.0, 500.0, explanation="Header")


@pytest.fixture
def shown(view):
    view.set_corners_visible(False)
    view.show_image(image_of(ramp(200, 300), vois=(HEADER,)))
    return view


def test_i_reverses_black_and_white(shown):
    before = grab_grey(shown)
    QTest.keyClick(shown, Key.Key_I)
    assert shown.inverted
    assert (grab_grey(shown) == 255 - before).all()
    QTest.keyClick(shown, Key.Key_I)
    assert (grab_grey(shown) == before).all()


def test_space_shows_the_picture_as_at_first(shown):
    before = grab_grey(shown)
    shown.invert()
    shown.zoom_in()
    shown.choose_voi(TWELVE_BITS)
    assert not (grab_grey(shown) == before).all()
    QTest.keyClick(shown, Key.Key_Space)
    assert (grab_grey(shown) == before).all()
    assert shown.voi is HEADER


def test_0_shows_every_value(shown):
    QTest.keyClick(shown, Key.Key_0)
    line = grab_grey(shown)[200]
    assert line[0] <= 1
    assert line[-1] >= 254
    assert shown.voi.explanation == "Full range"


def test_digits_choose_the_windows_that_are_offered(shown):
    assert len(shown.presets) > 1
    for number, voi in enumerate(shown.presets, 1):
        QTest.keyClick(shown, Key(Key.Key_0 + number))
        assert shown.voi is voi
    QTest.keyClick(shown, Key.Key_9)
    assert shown.voi is shown.presets[-1]


def test_f_fits(shown):
    shown.one_to_one()
    QTest.keyClick(shown, Key.Key_F)
    assert shown.zoom == pytest.approx(2.0)


def test_ctrl_1_shows_a_pixel_on_a_pixel_and_1_alone_does_not(shown):
    QTest.keyClick(shown, Key.Key_1)
    assert shown.zoom == pytest.approx(2.0)
    QTest.keyClick(shown, Key.Key_1, CONTROL)
    assert shown.zoom == 1.0


@pytest.mark.parametrize("key", [Key.Key_Plus, Key.Key_Equal])
def test_plus_and_minus_zoom_around_the_centre(shown, key):
    before = shown._viewport.transform.to_source(300, 200)
    QTest.keyClick(shown, key)
    assert shown.zoom == pytest.approx(2.0 * 2**0.25)
    assert shown._viewport.transform.to_source(300, 200) == pytest.approx(before)
    QTest.keyClick(shown, Key.Key_Minus)
    assert shown.zoom == pytest.approx(2.0)


def test_plus_on_the_number_pad_and_with_shift(shown):
    QTest.keyClick(shown, Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(shown, Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert shown.zoom == pytest.approx(2.0 * 2**0.5)


@pytest.mark.parametrize(
    ("key", "images"),
    [
        (Key.Key_Left, -1),
        (Key.Key_Up, -1),
        (Key.Key_Right, 1),
        (Key.Key_Down, 1),
    ],
)
def test_arrows_go_through_the_images(shown, qtbot, key, images):
    with qtbot.waitSignal(shown.step_requested, timeout=1000) as step:
        QTest.keyClick(shown, key)
    assert step.args == [images]


@pytest.mark.parametrize(
    ("key", "signal", "way"),
    [
        (Key.Key_PageUp, "series_requested", -1),
        (Key.Key_PageDown, "series_requested", 1),
        (Key.Key_Home, "end_requested", -1),
        (Key.Key_End, "end_requested", 1),
    ],
)
def test_series_and_ends(shown, qtbot, key, signal, way):
    with qtbot.waitSignal(getattr(shown, signal), timeout=1000) as asked:
        QTest.keyClick(shown, key)
    assert asked.args == [way]


def test_r_h_and_v_turn_and_mirror_what_is_seen(shown):
    before = grab_grey(shown)
    QTest.keyClick(shown, Key.Key_H)
    assert (grab_grey(shown) == before[:, ::-1]).all()
    QTest.keyClick(shown, Key.Key_V)
    assert (grab_grey(shown) == before[::-1, ::-1]).all()
    QTest.keyClick(shown, Key.Key_R)
    QTest.keyClick(shown, Key.Key_R)
    assert (grab_grey(shown) == before).all()
    QTest.keyClick(shown, Key.Key_R)
    QTest.keyClick(shown, Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert (grab_grey(shown) == before).all()


def test_space_brings_a_turned_picture_back(shown):
    before = grab_grey(shown)
    QTest.keyClick(shown, Key.Key_R)
    QTest.keyClick(shown, Key.Key_H)
    QTest.keyClick(shown, Key.Key_Space)
    assert (grab_grey(shown) == before).all()


def test_the_key_left_of_1_goes_back_to_the_files_own_window(shown):
    QTest.keyClick(shown, Key.Key_0)
    QTest.keyClick(shown, Key.Key_QuoteLeft)
    assert shown.voi is HEADER


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Backspace, Key.Key_Return, Key.Key_Enter])
def test_the_way_back_to_the_grid(shown, qtbot, key):
    with qtbot.waitSignal(shown.back_requested, timeout=1000):
        QTest.keyClick(shown, key)


def test_t_shows_and_hides_the_corners(shown):
    bare = grab(shown)
    QTest.keyClick(shown, Key.Key_T)
    assert (grab(shown) != bare).any()
    QTest.keyClick(shown, Key.Key_T)
    assert (grab(shown) == bare).all()


def test_keys_that_mean_nothing_here_are_left_to_the_window(shown):
    before = grab(shown)
    for key, modifier in [(Key.Key_Q, Qt.KeyboardModifier.NoModifier), (Key.Key_I, CONTROL)]:
        QTest.keyClick(shown, key, modifier)
    assert (grab(shown) == before).all()


def test_a_key_that_qt_has_no_name_for(shown):
    before = grab(shown)
    cyrillic = 0x0444
    QApplication.sendEvent(
        shown, QKeyEvent(QEvent.Type.KeyPress, cyrillic, Qt.KeyboardModifier.NoModifier, "\N{CYRILLIC SMALL LETTER EF}")
    )
    assert (grab(shown) == before).all()


@pytest.mark.parametrize("key", [Key.Key_I, Key.Key_Space, Key.Key_F, Key.Key_0, Key.Key_1, Key.Key_Plus, Key.Key_T])
def test_keys_are_harmless_without_a_picture(view, key):
    QTest.keyClick(view, key)
    QTest.keyClick(view, Key.Key_1, CONTROL)
    assert view.image is None
