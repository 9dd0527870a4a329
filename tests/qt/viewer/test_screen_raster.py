"""Pixels at the size of the screen."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.support.pictures import noise, ramp
from xray_desktop.qt.viewer.screen_raster import SHARP_FROM, ScreenRaster
from xray_desktop.qt.viewer.transform import PixelRectangle

DTYPES = [np.uint8, np.uint16, np.int16, np.int32, np.float32]


def whole(width: int, height: int) -> PixelRectangle:
    return PixelRectangle(0, 0, width, height)


@pytest.mark.parametrize("dtype", DTYPES)
def test_at_its_own_size_nothing_is_changed(dtype):
    pixels = noise(60, 90).astype(dtype)
    part = PixelRectangle(10, 20, 50, 30)
    seen = ScreenRaster(pixels).resample(whole(90, 60), part)
    np.testing.assert_array_equal(seen, pixels[20:50, 10:60])


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_reduction_averages_areas(dtype):
    pixels = noise(60, 90).astype(dtype)
    seen = ScreenRaster(pixels).resample(whole(45, 30), whole(45, 30))
    blocks = pixels.reshape(30, 2, 45, 2).mean(axis=(1, 3))
    np.testing.assert_allclose(seen, blocks, atol=0.51)


def test_a_strong_reduction_through_halves_is_that_of_the_whole_picture():
    pixels = noise(3000, 4000)
    smooth = cv2.GaussianBlur(pixels, (0, 0), 3).astype(np.uint16) << 4
    seen = ScreenRaster(smooth).resample(whole(437, 328), whole(437, 328))
    direct = cv2.resize(smooth, (437, 328), interpolation=cv2.INTER_AREA)
    difference = np.abs(seen.astype(int) - direct.astype(int))
    # Of 4080: half a grey level on average, on a picture with nothing but fine structure.
    assert difference.mean() < 8.0
    assert difference.max() <= 48
    assert abs(float(seen.mean()) - float(direct.mean())) < 0.5


@pytest.mark.parametrize("size", [(45, 30), (90, 60), (400, 267)])
def test_panning_shows_another_part_of_the_same_picture(size):
    raster = ScreenRaster(noise(60, 90))
    everything = raster.resample(whole(*size), whole(*size)).copy()
    part = PixelRectangle(size[0] // 3, size[1] // 4, size[0] // 2, size[1] // 2)
    seen = raster.resample(whole(*size), part)
    expected = everything[part.top : part.top + part.height, part.left : part.left + part.width]
    # Interpolation weights are rounded differently at another offset.
    assert np.abs(seen.astype(int) - expected.astype(int)).max() <= 2


def test_a_moderate_enlargement_is_smooth_and_in_place():
    pixels = ramp(40, 60)
    seen = ScreenRaster(pixels).resample(whole(180, 120), whole(180, 120))
    x = (np.arange(180) + 0.5) / 3 - 0.5
    expected = np.interp(x, np.arange(60), pixels[0].astype(float))
    np.testing.assert_allclose(seen[60], expected, atol=2.0)


def test_a_strong_enlargement_shows_each_pixel_as_a_square():
    pixels = noise(30, 40)
    zoom = int(SHARP_FROM) + 2
    seen = ScreenRaster(pixels).resample(whole(40 * zoom, 30 * zoom), PixelRectangle(16, 24, 160, 120))
    expected = np.kron(pixels, np.ones((zoom, zoom), np.uint8))[24:144, 16:176]
    np.testing.assert_array_equal(seen, expected)


def test_a_part_of_a_picture_wider_than_opencv_warps():
    pixels = np.tile(np.arange(40_000, dtype=np.uint16), (4, 1))
    seen = ScreenRaster(pixels).resample(whole(320_000, 32), PixelRectangle(319_900, 0, 100, 32))
    np.testing.assert_array_equal(seen[16], 39_987 + (np.arange(100) + 4) // 8)


def test_the_same_request_is_answered_without_work():
    raster = ScreenRaster(noise(60, 90))
    first = raster.resample(whole(45, 30), whole(45, 30))
    assert raster.resample(whole(45, 30), whole(45, 30)) is first
    assert raster.resample(whole(90, 60), whole(90, 60)) is not first


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1)])
def test_the_smallest_pictures(shape):
    pixels = noise(*shape)
    for size in [(3, 3), (40, 40), (700, 1), (1, 1)]:
        assert ScreenRaster(pixels).resample(whole(*size), whole(*size)).shape == (size[1], size[0])
