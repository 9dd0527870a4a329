"""JPEG and PNG files keep their picture and carry the mark."""

from __future__ import annotations

import cv2
import numpy as np

from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.synthetic import SYNTHETIC_MARK
from xray_desktop.phantom.raster_file import write_jpeg, write_png

_GREY = np.add.outer(np.arange(40, dtype=np.uint8), np.arange(60, dtype=np.uint8) * 3)


def test_a_jpeg_carries_the_mark_as_its_comment(tmp_path):
    path = tmp_path / "a.jpg"
    write_jpeg(path, _GREY)
    assert b"\xff\xfe\x00" + bytes([len(SYNTHETIC_MARK) + 2]) + SYNTHETIC_MARK.encode() in path.read_bytes()
    assert np.abs(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE).astype(int) - _GREY).max() < 12
    assert read_image(path).synthetic


def test_orientation_turns_the_stored_picture(tmp_path):
    path = tmp_path / "a.jpg"
    write_jpeg(path, np.ascontiguousarray(np.rot90(_GREY)), orientation=6)
    for shown in (cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE), read_image(path).pixels):
        assert shown.shape == _GREY.shape
        assert np.abs(shown.astype(int) - _GREY).max() < 12


def test_a_png_of_16_bits_is_exact_and_marked(tmp_path):
    path = tmp_path / "a.png"
    deep = _GREY.astype(np.uint16) * 257
    write_png(path, deep)
    np.testing.assert_array_equal(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED), deep)
    image = read_image(path)
    assert image.synthetic
    np.testing.assert_array_equal(image.pixels, deep)
