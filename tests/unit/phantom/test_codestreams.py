"""Every encoder against a decoder that is not its own, where there is one: pydicom, OpenCV or DCMTK."""

from __future__ import annotations

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.encaps import generate_frames
from pydicom.uid import (
    JPEG2000,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from tests.support.dicom_files import write_dicom
from tests.support.studies import grey_8_bit, small_picture
from xray_desktop.phantom.codestreams import encode_frame, is_encapsulated, native_bytes

_PICTURE = small_picture(3)
_COLOUR = np.stack([grey_8_bit(small_picture(seed)) for seed in (1, 2, 3)], axis=-1)


@pytest.mark.parametrize(
    "syntax",
    [
        ExplicitVRLittleEndian,
        ImplicitVRLittleEndian,
        ExplicitVRBigEndian,
        DeflatedExplicitVRLittleEndian,
        RLELossless,
        JPEG2000Lossless,
    ],
    ids=lambda uid: uid.keyword,
)
@pytest.mark.parametrize("frames", [None, 3])
def test_pydicom_reads_what_is_written_without_loss(syntax, frames, tmp_path):
    pixels = _PICTURE if frames is None else np.stack([small_picture(seed) for seed in range(frames)])
    path = write_dicom(tmp_path / "a.dcm", pixels, transfer_syntax=syntax, frames=frames)
    np.testing.assert_array_equal(dcmread(path).pixel_array, pixels)


def test_rle_of_odd_width_and_of_colour_is_read_by_pydicom(tmp_path):
    odd = np.ascontiguousarray(_PICTURE[:101, :97])
    path = write_dicom(tmp_path / "odd.dcm", odd, transfer_syntax=RLELossless)
    np.testing.assert_array_equal(dcmread(path).pixel_array, odd)
    path = write_dicom(tmp_path / "colour.dcm", _COLOUR, transfer_syntax=RLELossless, photometric="RGB", bits_stored=8)
    np.testing.assert_array_equal(dcmread(path).pixel_array, _COLOUR)


@pytest.mark.parametrize(
    ("syntax", "marker", "precision"),
    [
        (JPEGBaseline8Bit, b"\xff\xc0", 8),
        (JPEGExtended12Bit, b"\xff\xc1", 12),
        (JPEGLossless, b"\xff\xc3", 12),
        (JPEGLosslessSV1, b"\xff\xc3", 12),
        (JPEGLSLossless, b"\xff\xf7", 16),
    ],
    ids=["baseline", "extended", "lossless", "lossless SV1", "JPEG-LS"],
)
def test_the_frame_header_is_that_of_the_syntax(syntax, marker, precision):
    deep = precision > 8
    picture = _PICTURE if deep else grey_8_bit(_PICTURE)
    stream = encode_frame(picture, syntax, 12 if deep else 8)
    header = stream.index(marker)
    rows, columns = (int.from_bytes(stream[header + at : header + at + 2], "big") for at in (5, 7))
    assert stream[header + 4] == precision
    assert (rows, columns) == picture.shape


def test_the_lossless_predictor_is_the_one_the_syntax_demands():
    stream = encode_frame(_PICTURE, JPEGLosslessSV1, 12)
    scan = stream.index(b"\xff\xda")
    components = stream[scan + 4]
    assert stream[scan + 5 + 2 * components] == 1


@pytest.mark.parametrize("syntax", [JPEG2000, HTJ2KLossless])
def test_a_codestream_begins_without_a_box(syntax, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _PICTURE, transfer_syntax=syntax, bits_stored=16)
    frame = next(generate_frames(dcmread(path).PixelData, number_of_frames=1))
    assert frame[:4] == b"\xff\x4f\xff\x51"


def test_native_pixels_are_padded_and_ordered():
    assert native_bytes(np.array([[1, 2, 3]], np.uint8)) == b"\x01\x02\x03\x00"
    assert native_bytes(np.array([[1, 258]], np.uint16)) == b"\x01\x00\x02\x01"
    assert native_bytes(np.array([[1, 258]], np.uint16), big_endian=True) == b"\x00\x01\x01\x02"


def test_native_syntaxes_are_not_encapsulated():
    assert not is_encapsulated(ExplicitVRLittleEndian)
    assert is_encapsulated(RLELossless)
