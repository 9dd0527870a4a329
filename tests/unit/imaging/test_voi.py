"""The VOI transformations, value by value, as DICOM PS3.3 C.11.2.1 writes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from xray_desktop.imaging.image import ImageKey, VoiFunction, VoiLut, VoiWindow, XrayImage
from xray_desktop.imaging.voi import apply_voi, render
from xray_desktop.imaging.windows import bit_range_window, data_windows, span_window

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DTYPES = (np.uint8, np.uint16, np.int16, np.int32, np.float32)


def _image(pixels: NDArray[Any], *, inverse: bool = False, window: VoiWindow | None = None) -> XrayImage:
    return XrayImage(ImageKey(Path("/x")), pixels, (window or VoiWindow(100.0, 50.0),), inverse=inverse)


def _as_the_standard_says(x: float, center: float, width: float) -> float:
    """Follow the pseudo-code of C.11.2.1.2.1 word for word, for an output of 0 to 1."""
    if x <= center - 0.5 - (width - 1) / 2:
        return 0.0
    if x > center - 0.5 + (width - 1) / 2:
        return 1.0
    return (x - (center - 0.5)) / (width - 1) + 0.5


@pytest.mark.parametrize("dtype", _DTYPES)
@pytest.mark.parametrize(("center", "width"), [(100.0, 50.0), (60.5, 1.0), (60.0, 2.0), (127.0, 255.0), (-3.0, 90.0)])
def test_linear_window_is_the_standards(dtype: Any, center: float, width: float) -> None:
    values = np.arange(0, 200, dtype=dtype)
    expected = [_as_the_standard_says(float(x), center, width) for x in values]
    np.testing.assert_allclose(apply_voi(values, VoiWindow(center, width)), expected, atol=1e-6)


@pytest.mark.parametrize("dtype", _DTYPES)
def test_linear_exact_reaches_its_ends_exactly(dtype: Any) -> None:
    levels = apply_voi(np.array([0, 50, 75, 100, 125, 126], dtype), VoiWindow(100.0, 50.0, VoiFunction.LINEAR_EXACT))
    np.testing.assert_allclose(levels, [0.0, 0.0, 0.0, 0.5, 1.0, 1.0], atol=1e-6)


@pytest.mark.parametrize("dtype", _DTYPES)
def test_sigmoid_is_the_standards(dtype: Any) -> None:
    values = np.array([0, 50, 75, 100, 125, 200], dtype)
    expected = 1.0 / (1.0 + np.exp(-4.0 * (values.astype(float) - 100.0) / 50.0))
    np.testing.assert_allclose(apply_voi(values, VoiWindow(100.0, 50.0, VoiFunction.SIGMOID)), expected, atol=1e-6)


def test_sigmoid_far_outside_does_not_overflow() -> None:
    levels = apply_voi(np.array([-1e30, 1e30], np.float32), VoiWindow(0.0, 1e-3, VoiFunction.SIGMOID))
    np.testing.assert_array_equal(levels, [0.0, 1.0])


@pytest.mark.parametrize("dtype", [np.int16, np.int32, np.float32])
def test_table_holds_its_ends_and_uses_its_bits(dtype: Any) -> None:
    lut = VoiLut(np.array([0, 512, 1023], np.uint16), first_value_mapped=-1, bits=10)
    levels = apply_voi(np.array([-30000, -1, 0, 1, 30000], dtype), lut)
    np.testing.assert_allclose(levels, [0.0, 0.0, 512 / 1023, 1.0, 1.0], atol=1e-6)


def test_bit_range_window_makes_eight_bits_exact() -> None:
    values = np.arange(256, dtype=np.uint8)
    np.testing.assert_array_equal(apply_voi(values, bit_range_window(8)), (values / 255.0).astype(np.float32))
    np.testing.assert_array_equal(render(_image(values.reshape(16, 16), window=bit_range_window(8))).ravel(), values)


@pytest.mark.parametrize("dtype", _DTYPES)
def test_every_number_type_draws_the_same(dtype: Any) -> None:
    values = np.arange(0, 250, dtype=dtype).reshape(10, 25)
    expected = render(_image(values.astype(np.uint8)))
    np.testing.assert_array_equal(render(_image(values)), expected)


def test_negative_values_come_before_positive_ones() -> None:
    values = np.array([[-2000, -1, 0, 1, 2000]], np.int16)
    np.testing.assert_array_equal(render(_image(values, window=VoiWindow(0.5, 4001.0))), [[0, 127, 128, 128, 255]])


def test_integers_that_span_more_than_a_table() -> None:
    values = np.array([[-1_000_000, 0, 1_000_000]], np.int32)
    np.testing.assert_array_equal(render(_image(values, window=VoiWindow(0.5, 2_000_001.0))), [[0, 128, 255]])


@pytest.mark.parametrize(("inverse", "invert", "reversed_"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 1, 0)])
def test_the_user_reverses_the_files_own_polarity(inverse: int, invert: int, reversed_: int) -> None:
    values = np.arange(0, 250, dtype=np.uint16).reshape(10, 25)
    plain = render(_image(values))
    drawn = render(_image(values, inverse=bool(inverse)), invert=bool(invert))
    np.testing.assert_array_equal(drawn, 255 - plain if reversed_ else plain)


def test_another_voi_than_the_first_can_be_drawn() -> None:
    values = np.arange(0, 250, dtype=np.uint16).reshape(10, 25)
    other = VoiWindow(10.0, 20.0)
    np.testing.assert_array_equal(render(_image(values), other), render(_image(values, window=other)))


@pytest.mark.parametrize(("dtype", "whole"), [(np.uint16, True), (np.float32, False)])
def test_span_window_makes_its_ends_black_and_white(dtype: Any, whole: bool) -> None:
    window = span_window(17.0, 1234.0, "", whole=whole)
    np.testing.assert_allclose(apply_voi(np.array([17, 1234], dtype), window), [0.0, 1.0], atol=1e-6)


def test_data_windows_leave_out_a_thousandth_at_each_end() -> None:
    values = np.arange(10_000, dtype=np.uint16).reshape(100, 100)
    trimmed, full = data_windows(values)
    np.testing.assert_array_equal(apply_voi(np.array([10, 9989], np.uint16), trimmed), [0.0, 1.0])
    np.testing.assert_array_equal(apply_voi(np.array([0, 9999], np.uint16), full), [0.0, 1.0])
    assert apply_voi(np.array([11], np.uint16), trimmed)[0] > 0.0


def test_data_windows_of_floats_agree_with_those_of_integers() -> None:
    values = np.random.default_rng(0).normal(2000.0, 300.0, (300, 300)).astype(np.int16)
    for whole, floating in zip(data_windows(values), data_windows(values.astype(np.float32)), strict=True):
        # LINEAR counts both ends in, LINEAR_EXACT measures between them.
        assert (whole.center - 0.5, whole.width - 1) == (floating.center, floating.width)


def test_data_windows_do_not_count_padding() -> None:
    values = np.full((100, 100), 65535, np.uint16)
    values[10:90, 10:90] = np.arange(6400, dtype=np.uint16).reshape(80, 80)
    _trimmed, full = data_windows(values, values != 65535)
    assert full == span_window(0.0, 6399.0, full.explanation, whole=True)


def test_a_picture_of_one_value_has_windows() -> None:
    for dtype in (np.uint16, np.float32):
        flat = np.full((8, 8), 7, dtype)
        for window in data_windows(flat):
            assert np.isfinite(apply_voi(flat, window)).all()
