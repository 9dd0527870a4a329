"""JPEG files: whole or refused, upright, grey."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

import cv2
import imagecodecs
import numpy as np
import pytest

from tests.support.broken_files import jpeg_bomb
from tests.support.studies import grey_8_bit, small_picture
from xray_desktop.errors import CorruptPixelData, TooLarge
from xray_desktop.imaging.raster.jpeg_stream import parse_jpeg
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.synthetic import SYNTHETIC_MARK
from xray_desktop.imaging.thumbnails import make_thumbnail
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from pathlib import Path

_GREY = grey_8_bit(small_picture(2))
_COLOUR = np.stack([_GREY, 255 - _GREY, _GREY // 2], axis=-1)
_SHAPES = {"grey": _GREY, "three equal channels": np.stack([_GREY] * 3, axis=-1), "colour": _COLOUR}


def _write(path: Path, stream: bytes) -> Path:
    path.write_bytes(stream)
    return path


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _after_start(stream: bytes, segment: bytes) -> bytes:
    return stream[:2] + segment + stream[2:]


def _exif(entries: list[tuple[int, int, int, bytes]], order: str = "<") -> bytes:
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HIH", 42, 8, len(entries))
    body, extra = b"", b""
    for tag, kind, count, value in entries:
        body += struct.pack(f"{order}HHI", tag, kind, count)
        if len(value) > 4:
            body += struct.pack(f"{order}I", 8 + 2 + 12 * len(entries) + 4 + len(extra))
            extra += value
        else:
            body += value.ljust(4, b"\x00")
    return _segment(0xE1, b"Exif\x00\x00" + head + body + bytes(4) + extra)


@pytest.mark.parametrize("shape", _SHAPES)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_cut_jpeg_tells_how_many_rows_are_missing(shape, share, tmp_path):
    whole = imagecodecs.jpeg8_encode(_SHAPES[shape], level=95)
    path = _write(tmp_path / "cut.jpg", whole[: int(len(whole) * share)])
    with pytest.raises(CorruptPixelData) as refusal:
        read_image(path)
    found = re.match(r"This file ends too early: (\d+) of (\d+) rows are missing\.", refusal.value.sentence)
    assert found, refusal.value.sentence
    missing, rows = int(found[1]), int(found[2])
    assert rows == _GREY.shape[0]
    # What is said to be there is there: decoded leniently, those rows are the whole file's.
    intact = rows - missing
    lenient = imagecodecs.jpeg8_decode(path.read_bytes())
    np.testing.assert_array_equal(lenient[:intact], imagecodecs.jpeg8_decode(whole)[:intact])
    assert abs(intact / rows - share) < 0.15


def test_cut_in_the_header(tmp_path):
    whole = imagecodecs.jpeg8_encode(_GREY)
    for length in (4, 20, 100, 200, 400):
        with pytest.raises(CorruptPixelData, match="ends too early"):
            read_image(_write(tmp_path / "cut.jpg", whole[:length]))


def test_cut_progressive_jpeg_is_refused(tmp_path):
    done, whole = cv2.imencode(".jpg", _GREY, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])
    assert done
    np.testing.assert_array_equal(
        read_image(_write(tmp_path / "whole.jpg", whole.tobytes())).pixels, cv2.imdecode(whole, cv2.IMREAD_GRAYSCALE)
    )
    with pytest.raises(CorruptPixelData, match="a part of the picture is missing"):
        read_image(_write(tmp_path / "cut.jpg", whole.tobytes()[: len(whole) * 9 // 10]))


def test_a_jpeg_that_lacks_nothing_but_its_end_marker_is_read(tmp_path):
    whole = imagecodecs.jpeg8_encode(_GREY)
    assert whole.endswith(b"\xff\xd9")
    image = read_image(_write(tmp_path / "open.jpg", whole[:-2]))
    np.testing.assert_array_equal(image.pixels, imagecodecs.jpeg8_decode(whole))


def test_what_follows_the_end_marker_does_no_harm(tmp_path):
    whole = imagecodecs.jpeg8_encode(_GREY)
    image = read_image(_write(tmp_path / "more.jpg", whole + b"appended by a camera\xff\xd8\xff"))
    np.testing.assert_array_equal(image.pixels, imagecodecs.jpeg8_decode(whole))


def test_the_end_of_an_embedded_thumbnail_is_not_the_pictures(tmp_path):
    whole = imagecodecs.jpeg8_encode(_GREY)
    thumbnail = imagecodecs.jpeg8_encode(_GREY[:32, :32])
    nested = _after_start(whole, _segment(0xE1, b"Exif\x00\x00" + thumbnail))
    assert parse_jpeg(nested).rows == _GREY.shape[0]
    with pytest.raises(CorruptPixelData):
        read_image(_write(tmp_path / "cut.jpg", nested[: len(nested) // 2]))


def test_restart_markers_do_not_end_a_scan(tmp_path):
    done, whole = cv2.imencode(".jpg", _GREY, [cv2.IMWRITE_JPEG_RST_INTERVAL, 2])
    assert done
    assert b"\xff\xd0" in whole.tobytes()
    image = read_image(_write(tmp_path / "restart.jpg", whole.tobytes()))
    np.testing.assert_array_equal(image.pixels, cv2.imdecode(whole, cv2.IMREAD_GRAYSCALE))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_orientations_come_out_as_opencv_turns_them(orientation, order, tmp_path):
    picture = _GREY.copy()
    picture[:40, :60] = 255
    value = struct.pack(f"{order}H", orientation)
    stream = _after_start(imagecodecs.jpeg8_encode(picture), _exif([(274, 3, 1, value)], order))
    path = _write(tmp_path / "turned.jpg", stream)
    expected = cv2.imdecode(np.frombuffer(stream, np.uint8), cv2.IMREAD_GRAYSCALE)
    image = read_image(path)
    np.testing.assert_array_equal(image.pixels, expected)
    assert image.pixels.flags.c_contiguous
    thumbnail = make_thumbnail(path, 0, 64)
    assert (thumbnail.source_rows, thumbnail.source_columns) == expected.shape
    small = cv2.resize(expected, thumbnail.pixels.shape[::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(thumbnail.pixels.astype(int) - small).mean() < 2


@pytest.mark.parametrize("orientation", [0, 9, 77])
def test_an_unknown_orientation_means_upright(orientation, tmp_path):
    stream = _after_start(imagecodecs.jpeg8_encode(_GREY), _exif([(274, 3, 1, struct.pack("<H", orientation))]))
    assert read_image(_write(tmp_path / "odd.jpg", stream)).pixels.shape == _GREY.shape


def test_three_equal_channels_are_grey_and_colour_is_colour(tmp_path):
    equal = read_image(_write(tmp_path / "equal.jpg", imagecodecs.jpeg8_encode(_SHAPES["three equal channels"])))
    assert not equal.colour
    colour = read_image(_write(tmp_path / "colour.jpg", imagecodecs.jpeg8_encode(_COLOUR, level=98)))
    assert colour.colour
    luminance = _COLOUR @ np.array([0.299, 0.587, 0.114])
    assert np.abs(colour.pixels - luminance).mean() < 2


def test_cmyk_as_adobe_writes_it(tmp_path):
    # Four inverted inks that print the picture in grey: no ink but black.
    inks = np.dstack([np.full_like(_GREY, 255)] * 3 + [_GREY])
    stream = imagecodecs.jpeg8_encode(inks, level=98, colorspace="CMYK", outcolorspace="CMYK")
    image = read_image(_write(tmp_path / "cmyk.jpg", stream))
    assert np.abs(image.pixels.astype(int) - _GREY).mean() < 3


def test_twelve_bits_are_read_and_shown_over_twelve(tmp_path):
    deep = small_picture(2)
    stream = imagecodecs.jpeg8_encode(deep, level=98, bitspersample=12)
    image = read_image(_write(tmp_path / "deep.jpg", stream))
    assert image.instance.bits_stored == 12
    assert np.abs(image.pixels.astype(int) - deep).mean() < 4
    assert np.abs(render(image).astype(int) - _GREY).mean() < 2
    assert make_thumbnail(tmp_path / "deep.jpg", 0, 64).pixels.max() > 100


@pytest.mark.parametrize(
    "segment",
    [
        _segment(0xFE, SYNTHETIC_MARK.encode()),
        _exif([(270, 2, len(SYNTHETIC_MARK) + 1, SYNTHETIC_MARK.encode() + b"\x00")]),
    ],
    ids=["comment", "image description"],
)
def test_a_drawing_of_ours_says_so(segment, tmp_path):
    stream = imagecodecs.jpeg8_encode(_GREY)
    plain, marked = _write(tmp_path / "plain.jpg", stream), _write(tmp_path / "m.jpg", _after_start(stream, segment))
    assert read_image(marked).synthetic
    assert make_thumbnail(marked, 0, 32).synthetic
    assert not read_image(plain).synthetic
    assert not make_thumbnail(plain, 0, 32).synthetic


def test_a_bomb_is_refused_by_its_header(tmp_path):
    path = jpeg_bomb(tmp_path / "bomb.jpg")
    for read in (read_image, lambda path: make_thumbnail(path, 0, 64)):
        with pytest.raises(TooLarge, match="65500 × 65500"):
            read(path)


def test_pixels_belong_to_the_image_and_cannot_be_changed(tmp_path):
    image = read_image(_write(tmp_path / "a.jpg", imagecodecs.jpeg8_encode(_GREY)))
    assert not image.pixels.flags.writeable
    assert image.pixels.flags.owndata
