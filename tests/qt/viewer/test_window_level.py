"""What a drag does to the window."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.imaging.image import VoiFunction, VoiLut, VoiWindow
from xray_desktop.imaging.voi import apply_voi
from xray_desktop.qt.viewer.window_level import DRAG_PIXELS, ValueRange, WindowLevel, equivalent_window

HEADER = VoiWindow(2000.0, 1000.0, explanation="Lung")
FULL = VoiWindow(2048.0, 4096.0, explanation="Full range")
VALUES = ValueRange(0.0, 4096.0)
PER_PIXEL = VALUES.span / DRAG_PIXELS
drags = st.floats(-5000, 5000)


def window_level(voi=HEADER, *, inverse=False, values=VALUES) -> WindowLevel:
    return WindowLevel((voi,), FULL, values, inverse=inverse)


def dragged(state: WindowLevel, dx: float, dy: float) -> VoiWindow:
    state.begin_drag()
    state.drag(dx, dy)
    assert isinstance(state.voi, VoiWindow)
    return state.voi


def test_the_files_first_window_is_shown_first():
    state = window_level()
    assert state.voi is HEADER
    assert state.presets == (HEADER, FULL)


def test_a_full_range_that_the_file_offers_is_not_listed_twice():
    assert WindowLevel((FULL,), FULL, VALUES, inverse=False).presets == (FULL,)


def test_to_the_right_is_wider_and_nothing_else():
    assert dragged(window_level(), 10, 0) == VoiWindow(2000.0, 1000.0 + 10 * PER_PIXEL)


@pytest.mark.parametrize(("inverse", "inverted", "expected"), [
    (False, False, 2000.0 - 10 * PER_PIXEL),
    (True, False, 2000.0 + 10 * PER_PIXEL),
    (False, True, 2000.0 + 10 * PER_PIXEL),
    (True, True, 2000.0 - 10 * PER_PIXEL),
])  # fmt: skip
def test_upwards_brightens_whatever_the_polarity(inverse, inverted, expected):
    state = window_level(inverse=inverse)
    if inverted:
        state.toggle_inversion()
    assert dragged(state, 0, -10).center == pytest.approx(expected)


def test_a_drag_is_measured_from_its_start():
    state = window_level()
    state.begin_drag()
    for dx in (5, 50, 500, 20, 0):
        state.drag(dx, dx)
    assert (state.voi.center, state.voi.width) == (2000.0, 1000.0)


def test_a_second_drag_goes_on_from_the_first():
    state = window_level()
    dragged(state, 10, 0)
    assert dragged(state, 10, 0).width == pytest.approx(1000.0 + 20 * PER_PIXEL)


@given(dx=drags, dy=drags, function=st.sampled_from(VoiFunction), low=st.floats(-1e4, 1e4), span=st.floats(1e-3, 1e5))
def test_a_window_stays_valid_and_on_the_data(dx, dy, function, low, span):
    values = ValueRange(low, low + span)
    start = VoiWindow(low + span / 2, max(1.0, span), function)
    window = dragged(window_level(start, values=values), dx, dy)
    assert window.width >= 1.0 if function is VoiFunction.LINEAR else window.width > 0.0
    assert window.width <= max(start.width, 4.0 * values.span)
    assert values.low <= window.center <= values.high
    assert window.function is function


def test_a_window_beside_the_data_does_not_jump():
    beside = VoiWindow(9000.0, 500.0)
    assert dragged(window_level(beside), 1, 0).center == 9000.0


def test_a_preset_loses_its_name_once_it_is_moved():
    assert dragged(window_level(), 1, 1).explanation == ""


def test_reset_goes_back_to_the_files_window_and_polarity():
    state = window_level()
    dragged(state, 100, 100)
    state.toggle_inversion()
    state.reset()
    assert state.voi is HEADER
    assert not state.inverted


def test_full_range():
    state = window_level()
    state.show_full_range()
    assert state.voi is FULL


def sigmoid_lut(*, falling: bool = False) -> VoiLut:
    """Make a table far wider than the data, as cassette readers write them."""
    x = np.arange(16384)
    levels = 1.0 / (1.0 + np.exp(-(x - 2000.0) / 150.0))
    table = np.rint((levels[::-1] if falling else levels) * 1023).astype(np.uint16)
    return VoiLut(table, 0, 10, "Chest")


def test_a_drag_on_a_table_starts_from_a_window_that_looks_like_it():
    lut = sigmoid_lut()
    window, falling = equivalent_window(lut, VALUES)
    assert not falling
    pixels = np.arange(0, 4096, dtype=np.uint16)
    difference = np.abs(apply_voi(pixels, window) - apply_voi(pixels, lut))
    assert difference.max() < 0.12
    assert difference.mean() < 0.02


def test_a_falling_table_becomes_a_window_and_an_inversion():
    x = np.arange(4096)
    lut = VoiLut((4095 - x).astype(np.uint16), 0, 12)
    state = window_level(lut)
    window = dragged(state, 0, 0)
    assert state.inverted
    pixels = np.arange(0, 4096, 64, dtype=np.uint16)
    np.testing.assert_allclose(1.0 - apply_voi(pixels, window), apply_voi(pixels, lut), atol=0.01)


def test_a_table_over_data_of_one_value_still_gives_a_window():
    window, falling = equivalent_window(sigmoid_lut(), ValueRange(500.0, 500.0))
    assert window.width >= 1.0
    assert not falling
