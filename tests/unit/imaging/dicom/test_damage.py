"""DICOM files that are cut, lie or hold no picture: each ends in the sentence that fits, before it does harm."""

from __future__ import annotations

import struct
import tracemalloc
from typing import TYPE_CHECKING, Any

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import (
    HTJ2K,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from tests.support.broken_files import deflated_bomb
from tests.support.dicom_files import ABSENT, write_dicom
from tests.support.studies import grey_8_bit, small_picture
from xray_desktop.errors import (
    CorruptPixelData,
    NotAnImage,
    TooLarge,
    UnsupportedSopClass,
    UnsupportedTransferSyntax,
)
from xray_desktop.imaging.limits import DecodeLimits
from xray_desktop.imaging.reader import read_image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_DEEP = small_picture(2)
_GREY = grey_8_bit(_DEEP)
_ROWS, _COLUMNS = _DEEP.shape

_COMPRESSED = (RLELossless, JPEGLossless, JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless, HTJ2KLossless)


def _pixels(path: Path, frame: int = 0) -> NDArray[Any]:
    return read_image(path, frame).pixels


@pytest.mark.parametrize("rows_there", [0, 1, 36, 223])
def test_short_pixel_data_tell_how_many_rows_are_missing(rows_there, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP)
    content = path.read_bytes()
    start = len(content) - _DEEP.nbytes
    path.write_bytes(content[: start + rows_there * _COLUMNS * 2])
    missing = _ROWS - rows_there
    with pytest.raises(CorruptPixelData) as refusal:
        read_image(path)
    if rows_there:
        assert f"{missing} of {_ROWS} rows" in refusal.value.sentence
    else:
        assert "before its picture begins" in refusal.value.sentence


def test_12_of_48_rows(tmp_path):
    picture = _DEEP[:48]
    path = write_dicom(tmp_path / "a.dcm", picture)
    path.write_bytes(path.read_bytes()[: -12 * _COLUMNS * 2])
    with pytest.raises(CorruptPixelData, match="This file ends too early: 12 of 48 rows are missing"):
        read_image(path)


@pytest.mark.parametrize("syntax", _COMPRESSED, ids=lambda uid: uid.keyword)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_cut_codestreams_are_refused(syntax, share, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=syntax)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(CorruptPixelData):
        read_image(path)


@pytest.mark.parametrize("syntax", _COMPRESSED, ids=lambda uid: uid.keyword)
def test_a_codestream_cut_inside_a_whole_file_is_refused(syntax, tmp_path):
    from xray_desktop.phantom.codestreams import encode_frame

    stream = encode_frame(_DEEP, syntax, 12)
    half = stream[: len(stream) // 2]
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=syntax, codestreams=[half])
    with pytest.raises(CorruptPixelData):
        read_image(path)


@pytest.mark.parametrize("syntax", _COMPRESSED[1:])
@pytest.mark.parametrize("size", [{"Rows": 100, "Columns": 100}, {"Rows": 5000, "Columns": 5000}])
def test_a_codestream_of_another_size_is_refused_before_it_is_decoded(syntax, size, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=syntax, attributes=size)
    with pytest.raises(CorruptPixelData, match="the compressed picture is 256 × 224"):
        read_image(path)


@pytest.mark.parametrize(
    "header",
    [
        [2, 64, 0xFFFFFFF0],
        [2, 64, 32],
        [2, 9_000_000, 9_000_000],
        [15, *range(64, 79)],
        [0xFFFFFFFF, 64, 64],
        [0],
        [1, 64],
    ],
)
def test_a_run_length_header_that_lies_is_refused(header, tmp_path):
    stream = struct.pack("<16I", *header, *[0] * (16 - len(header))) + bytes([0x81, 7] * 900)
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=RLELossless, codestreams=[stream])
    with pytest.raises(CorruptPixelData):
        read_image(path)


def test_run_lengths_that_give_too_much_are_refused(tmp_path):
    plane = bytes([0x81, 7]) * (_ROWS * _COLUMNS)
    stream = struct.pack("<16I", 2, 64, 64 + len(plane), *[0] * 13) + plane * 2
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=RLELossless, codestreams=[stream])
    with pytest.raises(CorruptPixelData, match="damaged"):
        read_image(path)


def test_what_openjph_stumbles_over_is_no_picture(tmp_path):
    whole = bytes(imagecodecs.htj2k_encode(_DEEP, reversible=True))
    refused = 0
    for at in range(len(whole) // 4, len(whole) - 100, len(whole) // 60):
        damaged = bytearray(whole)
        damaged[at : at + 40] = b"\xff\x4f" * 20
        path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=HTJ2KLossless, codestreams=[bytes(damaged)])
        try:
            read_image(path)
        except CorruptPixelData:
            refused += 1
    # A stream without checksums can be damaged unnoticed; what the decoder notices must not get lost.
    assert refused > 0


def test_a_wrong_transfer_syntax_does_not_matter_to_a_codestream_that_tells(tmp_path):
    stream = bytes(imagecodecs.jpegls_encode(_DEEP))
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=JPEGBaseline8Bit, codestreams=[stream])
    np.testing.assert_array_equal(_pixels(path), _DEEP)


def test_jpeg_2000_in_boxes(tmp_path):
    stream = bytes(imagecodecs.jpeg2k_encode(_DEEP, codecformat="JP2", level=0, reversible=True))
    assert stream[4:8] == b"jP  "
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=JPEG2000Lossless, codestreams=[stream])
    np.testing.assert_array_equal(_pixels(path), _DEEP)


@pytest.mark.parametrize("size", [{"Rows": 0}, {"Columns": 0}, {"Rows": ABSENT}, {"Columns": ABSENT}])
def test_no_size(size, tmp_path):
    with pytest.raises(CorruptPixelData, match="does not say how large"):
        read_image(write_dicom(tmp_path / "a.dcm", _DEEP, attributes=size))


def test_a_size_beyond_the_limit(tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, attributes={"Rows": 65535, "Columns": 65535})
    with pytest.raises(TooLarge, match="65535 × 65535"):
        read_image(path)


@pytest.mark.parametrize("bits", [0, 7, 12, 24, 40, 128])
def test_pixels_of_an_odd_number_of_bits_are_refused(bits, tmp_path):
    with pytest.raises(CorruptPixelData, match=f"{bits} bits"):
        read_image(write_dicom(tmp_path / "a.dcm", _DEEP, attributes={"BitsAllocated": bits, "Rows": 20}))


def test_a_deflated_bomb_is_refused(tmp_path):
    with pytest.raises(TooLarge, match="deflated"):
        read_image(deflated_bomb(tmp_path / "bomb.dcm", inflated_mib=16), limits=DecodeLimits(inflated_bytes=1 << 22))


def test_a_cut_deflated_file_tells_how_many_rows_are_missing(tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=DeflatedExplicitVRLittleEndian)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(CorruptPixelData, match="of 224 rows are missing"):
        read_image(path)


def test_kinds_without_a_picture_are_named(tmp_path):
    attributes = {"PixelData": ABSENT, "SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.11"}
    with pytest.raises(UnsupportedSopClass, match="holds no picture: it is of the kind “Basic Text SR”"):
        read_image(write_dicom(tmp_path / "a.dcm", _DEEP, attributes=attributes))


def test_syntaxes_that_are_not_read_are_named(tmp_path):
    video = write_dicom(
        tmp_path / "a.dcm", _GREY, transfer_syntax="1.2.840.10008.1.2.4.100", codestreams=[b"\x00\x00\x01\xb3" * 99]
    )
    with pytest.raises(UnsupportedTransferSyntax, match="MPEG2"):
        read_image(video)
    private = write_dicom(tmp_path / "b.dcm", _GREY, transfer_syntax="1.2.3.4.5", codestreams=[b"secret" * 99])
    with pytest.raises(UnsupportedTransferSyntax, match="not in the standard"):
        read_image(private)


def test_an_empty_frame(tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=JPEG2000Lossless, codestreams=[b"\x00\x00"])
    with pytest.raises(CorruptPixelData, match="ends too early"):
        read_image(path)


def test_a_file_without_preamble_and_meta_information(tmp_path):
    for syntax in (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian):
        path = write_dicom(tmp_path / syntax, _DEEP, transfer_syntax=syntax, preamble=False)
        np.testing.assert_array_equal(_pixels(path), _DEEP)


def test_sequences_nested_a_thousand_deep_end_in_a_sentence(tmp_path):
    opening = struct.pack("<HH2sxxI", 0x0008, 0x1140, b"SQ", 0xFFFFFFFF) + b"\xfe\xff\x00\xe0\xff\xff\xff\xff"
    whole = write_dicom(tmp_path / "a.dcm", _DEEP).read_bytes()
    body = 144 + struct.unpack_from("<I", whole, 140)[0]
    path = tmp_path / "deep.dcm"
    path.write_bytes(whole[:body] + opening * 5000)
    with pytest.raises(NotAnImage, match="header is damaged"):
        read_image(path)


def test_an_element_that_claims_four_gigabytes_gets_what_is_there(tmp_path):
    whole = write_dicom(tmp_path / "a.dcm", _DEEP).read_bytes()
    body = 144 + struct.unpack_from("<I", whole, 140)[0]
    path = tmp_path / "greedy.dcm"
    path.write_bytes(whole[:body] + struct.pack("<HH2sxxI", 0x0028, 0x3010, b"UN", 0xFFFFFFF0) + b"few bytes")
    tracemalloc.start()
    try:
        with pytest.raises(NotAnImage, match="holds no picture"):
            read_image(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.99])
def test_lossy_htj2k_that_is_cut_is_refused(share, tmp_path):
    """Another decoder than that of lossless HTJ2K reads it, and no decoder is asked how much is there."""
    stream = bytes(imagecodecs.htj2k_encode(_DEEP, reversible=False, level=1e-4))
    cut = stream[: int(len(stream) * share)]
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=HTJ2K, codestreams=[cut])
    with pytest.raises(CorruptPixelData):
        read_image(path)
