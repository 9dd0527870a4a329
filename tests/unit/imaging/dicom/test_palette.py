"""Palettes in every form that the standard and its writers gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from tests.support.dcmtk import VOI_NONE, render_with_dcmtk
from tests.support.dicom_files import write_dicom
from tests.support.studies import grey_8_bit, small_picture
from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from pathlib import Path

_GREY = grey_8_bit(small_picture(2))
_CURVE = (65535.0 * np.linspace(0.0, 1.0, 256) ** 0.6).astype(np.uint16)
_ORDERS = [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian]


def _with_tables(path: Path, descriptor: list[int], content: bytes, *, segmented: bool = False) -> Path:
    """Return a palette of one table for all three colours, its bytes as they lie in a little-endian file."""
    dataset = dcmread(path)
    if not dataset.original_encoding[1]:
        content = np.frombuffer(content, "<u2").astype(">u2").tobytes()
    signed = dataset.PixelRepresentation == 1
    for colour in ("Red", "Green", "Blue"):
        dataset.add_new(f"{colour}PaletteColorLookupTableDescriptor", "SS" if signed else "US", descriptor)
        dataset.add_new(f"{'Segmented' * segmented}{colour}PaletteColorLookupTableData", "OW", content)
    dataset.save_as(path)
    return path


def _palette_file(tmp_path: Path, pixels: Any = _GREY, syntax: str = ExplicitVRLittleEndian, bits: int = 8) -> Path:
    return write_dicom(
        tmp_path / "a.dcm", pixels, photometric="PALETTE COLOR", bits_stored=bits, transfer_syntax=syntax
    )


@pytest.mark.parametrize("syntax", _ORDERS, ids=lambda uid: uid.keyword)
def test_words_in_every_order(syntax, tmp_path):
    path = _with_tables(_palette_file(tmp_path, syntax=syntax), [256, 0, 16], _CURVE.tobytes())
    image = read_image(path)
    np.testing.assert_array_equal(image.pixels, _CURVE[_GREY])
    assert np.abs(render(image).astype(int) - render_with_dcmtk(path, *VOI_NONE)).max() <= 1


@pytest.mark.parametrize("syntax", _ORDERS, ids=lambda uid: uid.keyword)
def test_bytes_packed_in_words(syntax, tmp_path):
    curve = (_CURVE >> 8).astype(np.uint8)
    path = _with_tables(_palette_file(tmp_path, syntax=syntax), [256, 0, 8], curve.tobytes())
    np.testing.assert_array_equal(read_image(path).pixels, curve[_GREY])


@pytest.mark.parametrize("bits", [8, 16])
def test_bytes_in_words_of_their_own(bits, tmp_path):
    curve = (_CURVE >> 8).astype(np.uint16)
    path = _with_tables(_palette_file(tmp_path), [256, 0, bits], curve.tobytes())
    np.testing.assert_array_equal(render(read_image(path)), curve[_GREY])


@pytest.mark.parametrize("first", [100, -50])
def test_values_outside_the_palette_take_its_ends(first, tmp_path):
    pixels = np.arange(-200, 400, dtype=np.int16).reshape(20, 30)
    path = _with_tables(_palette_file(tmp_path, pixels, bits=16), [256, first, 16], _CURVE.tobytes())
    expected = _CURVE[np.clip(pixels - first, 0, 255)]
    np.testing.assert_array_equal(read_image(path).pixels, expected)


# Segments (DICOM PS3.3 C.7.9.2)


@pytest.mark.parametrize("syntax", _ORDERS, ids=lambda uid: uid.keyword)
@pytest.mark.parametrize(("bits", "dtype", "half"), [(16, "<u2", 30000), (8, "u1", 120)])
def test_segments_of_every_kind(syntax, bits, dtype, half, tmp_path):
    discrete, up, down = [0, 2, 0, 10], [1, 126, half], [1, 64, 20]
    unit = np.dtype(dtype).itemsize
    # Back to the linear segments: the offset counts bytes, the lower half first.
    offset = len(discrete) * unit
    parts = [offset, 0] if bits == 16 else [offset, 0, 0, 0]
    again = [2, 2, *parts]
    content = np.array([*discrete, *up, *down, *again], dtype).tobytes()
    content += b"\x00" * (len(content) % 2)
    path = _with_tables(_palette_file(tmp_path, syntax=syntax), [382, 0, bits], content, segmented=True)
    table = np.rint(
        [
            *(0, 10),
            *(10 + (half - 10) * np.arange(1, 127) / 126),
            *(half + (20 - half) * np.arange(1, 65) / 64),
            *(20 + (half - 20) * np.arange(1, 127) / 126),
        ]
    )
    np.testing.assert_array_equal(read_image(path).pixels, table.astype(int)[_GREY])


@pytest.mark.parametrize(
    "numbers",
    [
        [],
        [1, 256, 900],
        [0, 20, 1, 2],
        [3, 256, 1],
        [0, 1, 5, 2, 1, 6, 0],
        [0, 1, 5, 2, 1, 9999, 9999],
        [0, 1, 5, 1, 60000, 7, 2, 65535, 6, 0],
        [0, 0] * 5,
    ],
    ids=["empty", "linear first", "short", "unknown", "copy of a copy", "far away", "bomb", "no progress"],
)
def test_damaged_segments_are_told(numbers, tmp_path):
    content = np.array(numbers, "<u2").tobytes()
    path = _with_tables(_palette_file(tmp_path), [0, 0, 16], content, segmented=True)
    with pytest.raises(CorruptPixelData, match="palette"):
        read_image(path)


@pytest.mark.parametrize("descriptor", [[256, 0], [256]])
def test_a_damaged_descriptor_is_told(descriptor, tmp_path):
    path = _with_tables(_palette_file(tmp_path), descriptor, _CURVE.tobytes())
    with pytest.raises(CorruptPixelData, match="palette"):
        read_image(path)
