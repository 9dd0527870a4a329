"""Pixels that only fill the frame: black on the display, out of the windows, and untouched for the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from pydicom import dcmread

from tests.support.dicom_files import write_dicom
from tests.support.studies import small_picture
from xray_desktop.imaging.masks import unpack_mask
from xray_desktop.imaging.preprocess import InputSpec, preprocess
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.thumbnails import shrink
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.imaging.image import XrayImage

_DEEP = small_picture(2)
_FILL = 4095


def _framed(value: int, dtype: Any = np.uint16) -> Any:
    picture = np.clip(_DEEP, 1, 4094).astype(dtype)
    picture[:, :30] = value
    return picture


def _read(tmp_path: Path, pixels: Any, **arguments: Any) -> XrayImage:
    return read_image(write_dicom(tmp_path / "a.dcm", pixels, **arguments))


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("fill", [0, _FILL])
@pytest.mark.parametrize("window", [(2048.0, 4096.0), (500.0, 100.0)])
@pytest.mark.parametrize("invert", [False, True])
def test_padding_is_black_whatever_the_window(photometric, fill, window, invert, tmp_path):
    image = _read(
        tmp_path, _framed(fill), photometric=photometric, window=window, attributes={"PixelPaddingValue": fill}
    )
    plain = _read(tmp_path, _framed(fill), photometric=photometric, window=window)
    drawn = render(image, invert=invert)
    assert (drawn[:, :30] == 0).all()
    np.testing.assert_array_equal(drawn[:, 30:], render(plain, invert=invert)[:, 30:])
    assert (shrink(image, 64).pixels[:, 0] == 0).all()


@pytest.mark.parametrize("ends", [(4000, 4095), (4095, 4000)])
def test_a_range_of_padding_counts_both_ends(ends, tmp_path):
    picture = np.clip(_DEEP, 0, 3999)
    picture[0, :4] = 3999, 4000, 4095, 4050
    words = {"PixelPaddingValue": ends[0], "PixelPaddingRangeLimit": ends[1]}
    image = _read(tmp_path, picture, attributes=words)
    assert image.padding is not None
    padding = unpack_mask(image.padding)
    assert padding[0, :4].tolist() == [False, True, True, True]
    assert padding.sum() == 3


@pytest.mark.parametrize(("vr", "written"), [("SS", -2000), ("US", 63536)])
def test_the_value_has_the_sign_of_the_pixels(vr, written, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _framed(-2000, np.int16), bits_stored=16)
    dataset = dcmread(path)
    dataset.add_new("PixelPaddingValue", vr, written)
    dataset.save_as(path)
    image = read_image(path)
    assert image.padding is not None
    assert unpack_mask(image.padding)[:, :30].all()


def test_it_is_a_stored_value_and_not_a_modality_value(tmp_path):
    picture = _framed(7)
    picture[:, 40] = 14
    image = _read(tmp_path, picture, rescale=(2.0, 0.0), attributes={"PixelPaddingValue": 7})
    assert image.padding is not None
    padding = unpack_mask(image.padding)
    assert padding[:, :30].all()
    assert not padding[:, 40].any()


@pytest.mark.parametrize(
    ("dtype", "keyword", "value"), [(np.float32, "Float", -1.0), (np.float64, "DoubleFloat", -1e300)]
)
def test_floating_pixels_have_padding_of_their_own(dtype, keyword, value, tmp_path):
    pixels = _DEEP.astype(dtype)
    pixels[:, :30] = value
    path = write_dicom(tmp_path / "a.dcm", _DEEP, attributes={"BitsAllocated": 8 * pixels.dtype.itemsize})
    dataset = dcmread(path)
    del dataset.PixelData
    setattr(dataset, f"{keyword}PixelData", pixels.tobytes())
    setattr(dataset, f"{keyword}PixelPaddingValue", value)
    dataset.save_as(path)
    image = read_image(path)
    assert image.padding is not None
    assert unpack_mask(image.padding).sum() == 30 * len(_DEEP)


@pytest.mark.parametrize("value", [4095, 5])
def test_padding_that_is_nowhere_or_everywhere_is_none(value, tmp_path):
    image = _read(tmp_path, np.full((20, 30), 5, np.uint16), attributes={"PixelPaddingValue": value})
    assert image.padding is None


def test_the_full_range_is_that_of_every_counted_pixel(tmp_path):
    picture = np.full((1200, 1000), _FILL, np.uint16)
    picture[:, 100:] = 1000
    # Between the pixels that a large picture is sampled at.
    picture[1, 501], picture[3, 601] = 17, 2999
    image = _read(tmp_path, picture, attributes={"PixelPaddingValue": _FILL})
    assert (image.vois[-1].center, image.vois[-1].width) == (1508.5, 2983.0)


def test_a_model_sees_padding_as_it_lies_there(tmp_path):
    words = {"window": (2048.0, 4096.0)}
    plain = _read(tmp_path, _framed(_FILL), **words)
    padded = _read(tmp_path, _framed(_FILL), **words, attributes={"PixelPaddingValue": _FILL})
    assert padded.padding is not None
    np.testing.assert_array_equal(
        preprocess(padded, InputSpec(64, 64)).tensor, preprocess(plain, InputSpec(64, 64)).tensor
    )
