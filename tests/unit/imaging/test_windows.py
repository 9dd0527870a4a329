"""The windows that the user is offered, whatever the file says, and the one drawn from a region."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.dicom_files import Table, Window, write_dicom
from tests.support.pictures import image_of
from tests.support.studies import small_picture
from xray_desktop.imaging.geometry import Rectangle
from xray_desktop.imaging.image import VoiLut, VoiWindow
from xray_desktop.imaging.masks import pack_mask
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import apply_voi, render
from xray_desktop.imaging.windows import (
    FULL_RANGE,
    REGION,
    TRIMMED_RANGE,
    data_windows,
    offered_windows,
    region_window,
)

_DEEP = small_picture(2)
_TABLE = Table(np.arange(4096, dtype=np.uint16), bits=12, explanation="film")


def _names(path: Any) -> list[str]:
    return [voi.explanation for voi in offered_windows(read_image(path))]


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        ({}, []),
        ({"window": Window([2000.0, 900.0], [3000.0, 500.0], "", ["NORMAL", "BONE"])}, ["NORMAL", "BONE"]),
        ({"window": (2000.0, 3000.0)}, ["Window 1"]),
        ({"voi_lut": _TABLE}, ["film"]),
        ({"voi_lut": [_TABLE, _TABLE], "window": (2000.0, 3000.0)}, ["film", "film", "Window 1"]),
        ({"window": (2000.0, 0.0)}, []),
        ({"window": (2000.0, -5.0)}, []),
        ({"window": (90000.0, 10.0)}, []),
    ],
)
def test_the_headers_come_first_and_ours_are_always_there(arguments, first, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, **arguments)
    assert _names(path) == [*first, TRIMMED_RANGE, FULL_RANGE]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_eight_bits_have_the_trimmed_range_too(dtype, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", (_DEEP >> 6).astype(dtype), bits_stored=8)
    image = read_image(path)
    offered = offered_windows(image)
    assert offered[0] is image.vois[0]
    assert [voi.explanation for voi in offered] == [FULL_RANGE, TRIMMED_RANGE]
    # 64 of 256 levels are used, and more of them shown.
    assert render(image, offered[1]).std() > 2 * render(image).std()


def test_a_table_can_be_switched_off(tmp_path):
    curve = Table((4095.0 * np.linspace(0.0, 1.0, 4096) ** 0.4).astype(np.uint16), bits=12)
    image = read_image(write_dicom(tmp_path / "a.dcm", _DEEP, voi_lut=curve))
    table, *others = offered_windows(image)
    assert isinstance(table, VoiLut)
    full = next(voi for voi in others if voi.explanation == FULL_RANGE)
    low, high = float(_DEEP.min()), float(_DEEP.max())
    np.testing.assert_allclose(apply_voi(image.pixels, full), (_DEEP - low) / (high - low), atol=1e-6)


def test_padding_is_left_out_of_windows_that_the_display_adds():
    pixels = np.full((40, 50), 255, np.uint8)
    pixels[:, 10:] = np.arange(60, 100, dtype=np.uint8)[:, None]
    trimmed = offered_windows(image_of(pixels, padding=pack_mask(pixels == 255)))[1]
    assert (trimmed.center, trimmed.width) == (80.0, 40.0)


def test_a_picture_that_is_nearly_of_one_grey_still_shows_the_rest():
    pixels = np.zeros((100, 100), np.uint16)
    pixels[50, 50] = 900
    trimmed, full = data_windows(pixels)
    assert (trimmed.center, trimmed.width) == (full.center, full.width)


# From a drawn region


def test_a_region_spreads_its_own_values():
    pixels = np.zeros((100, 100), np.uint16)
    pixels[20:40, 30:50] = np.arange(1000, 1400, dtype=np.uint16).reshape(20, 20)
    window = region_window(pixels, Rectangle(30.0, 20.0, 20.0, 20.0))
    assert window.explanation == REGION
    np.testing.assert_array_equal(apply_voi(np.array([1004, 1395], np.uint16), window), [0.0, 1.0])
    assert 0.0 < apply_voi(np.array([1006], np.uint16), window)[0] < 0.01


def test_rare_values_in_a_region_do_not_widen_it():
    pixels = np.random.default_rng(0).integers(500, 600, (80, 80)).astype(np.uint16)
    pixels[40, 40] = 65535
    window = region_window(pixels, Rectangle(0.0, 0.0, 80.0, 80.0))
    # A hundredth of the span is 655, wider than the hundred values.
    assert window.center == pytest.approx(550.0, abs=2.0)
    assert window.width < 700


def test_a_flat_region_does_not_become_noise():
    pixels = np.random.default_rng(0).integers(0, 4096, (80, 80)).astype(np.uint16)
    pixels[:20, :20] = 2000
    pixels[5, 5] = 2001
    window = region_window(pixels, Rectangle(2.0, 2.0, 10.0, 10.0))
    levels = apply_voi(np.array([2000, 2001], np.uint16), window)
    assert window.center == pytest.approx(2000.5, abs=1.0)
    assert levels[1] - levels[0] < 0.03


def test_padding_in_a_region_is_not_counted():
    pixels = np.full((40, 40), 4095, np.uint16)
    pixels[:, 20:] = np.arange(40, dtype=np.uint16)[:, None] * 10
    window = region_window(pixels, Rectangle(0.0, 0.0, 40.0, 40.0), pixels != 4095)
    assert window.center == pytest.approx(195.5, abs=5.0)
    alone = region_window(pixels, Rectangle(0.0, 0.0, 10.0, 10.0), pixels != 4095)
    assert alone.center == pytest.approx(4095.5, abs=1.0)


@given(
    left=st.floats(-50, 60),
    top=st.floats(-50, 60),
    width=st.floats(0, 100),
    height=st.floats(0, 100),
    dtype=st.sampled_from([np.uint8, np.uint16, np.int16, np.int32, np.float32]),
    flat=st.booleans(),
)
def test_any_region_gives_a_window_that_can_be_applied(left, top, width, height, dtype, flat):
    pixels = np.arange(12, dtype=dtype).reshape(3, 4)
    pixels = np.full_like(pixels, 7) if flat else pixels
    window = region_window(pixels, Rectangle(left, top, width, height))
    assert isinstance(window, VoiWindow)
    assert window.width > 0
    assert np.isfinite(apply_voi(pixels, window)).all()
