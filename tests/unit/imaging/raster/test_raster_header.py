"""What the header browser says of pictures that are no DICOM: never nothing."""

from __future__ import annotations

import struct

import cv2
import imagecodecs
import numpy as np
import pytest

from tests.support.studies import write_jpeg, write_png
from xray_desktop.imaging.header_reader import read_header

_MASK = "hidden"
_PICTURE = np.tile(np.arange(64, dtype=np.uint8), (48, 1))


def _facts(path):
    return {row.name: row.value for row in read_header(path).rows}


def _exif_segment(orientation, description):
    """Write an APP1 segment of Exif by hand: orientation, and a description that lies after the directory."""
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 2)
    tiff += struct.pack("<HHLL", 270, 2, len(description), 8 + 2 + 24 + 4)
    tiff += struct.pack("<HHLHH", 274, 3, 1, orientation, 0) + b"\0\0\0\0" + description
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def test_a_jpeg_says_what_it_is(tmp_path):
    facts = _facts(write_jpeg(tmp_path / "a.jpg", _PICTURE))
    assert facts["File kind"] == "JPEG"
    assert (facts["Columns"], facts["Rows"], facts["Bits per sample"]) == ("64", "48", "8")
    assert facts["Process"] == "JPEG, sequential"


def test_exif_is_told_and_its_words_can_be_hidden(tmp_path):
    stream = imagecodecs.jpeg8_encode(_PICTURE)
    (tmp_path / "a.jpg").write_bytes(stream[:2] + _exif_segment(6, b"Smith, John\0") + stream[2:])
    rows = {row.name: row for row in read_header(tmp_path / "a.jpg").rows}
    assert rows["Orientation"].value == "stored lying on its side, shown turned clockwise by 90°"
    assert rows["Image description"].value == "Smith, John"
    assert rows["Image description"].shown_value(_MASK) == _MASK
    assert rows["Columns"].shown_value(_MASK) == "64"


def test_a_png_says_what_it_is(tmp_path):
    facts = _facts(write_png(tmp_path / "a.png", _PICTURE.astype(np.uint16) << 8))
    assert (facts["Bits per sample"], facts["Colour"], facts["Interlaced"]) == ("16", "grey", "no")


def test_a_tiff_says_what_it_is(tmp_path):
    pages = np.stack([_PICTURE, _PICTURE])
    (tmp_path / "a.tif").write_bytes(imagecodecs.tiff_encode(pages, photometric="minisblack", compression="lzw"))
    facts = _facts(tmp_path / "a.tif")
    assert (facts["Pages"], facts["Compression"], facts["Colour"]) == ("2", "LZW", "grey, 0 is black")


def test_a_bmp_says_what_it_is(tmp_path):
    cv2.imwrite(str(tmp_path / "a.bmp"), _PICTURE)
    facts = _facts(tmp_path / "a.bmp")
    assert (facts["Columns"], facts["Rows"], facts["Bits per pixel"]) == ("64", "48", "8")


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
def test_a_damaged_file_still_has_its_kind_and_size(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    done, content = cv2.imencode(f".{suffix}", _PICTURE)
    assert done
    path.write_bytes(content.tobytes()[:24])
    table = read_header(path)
    assert [row.name for row in table.rows[:2]] == ["File kind", "File size"]
    assert table.notes
