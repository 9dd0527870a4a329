"""DICOM pixel data in every layout: what comes out is what went in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import (
    HTJ2K,
    JPEG2000,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    HTJ2KLosslessRPCL,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)

from tests.support.dcmtk import VOI_NONE, render_with_dcmtk
from tests.support.dicom_files import ABSENT, write_dicom
from tests.support.studies import grey_8_bit, small_picture
from xray_desktop.errors import (
    CorruptPixelData,
    UnsupportedSopClass,
)
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_DEEP = small_picture(2)
_GREY = grey_8_bit(_DEEP)
_COLOUR = np.stack([_GREY, 255 - _GREY, _GREY // 2], axis=-1)
_LUMINANCE = _COLOUR @ np.array([0.299, 0.587, 0.114])
_ROWS, _COLUMNS = _DEEP.shape

_LOSSLESS = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
    RLELossless,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEG2000Lossless,
    HTJ2KLossless,
)


def _pixels(path: Path, frame: int = 0) -> NDArray[Any]:
    return read_image(path, frame).pixels


@pytest.mark.parametrize("syntax", _LOSSLESS, ids=lambda uid: uid.keyword)
@pytest.mark.parametrize("bits", [8, 12, 16])
def test_lossless_grey_comes_back(syntax, bits, tmp_path):
    picture = {8: _GREY, 12: _DEEP, 16: _DEEP << 4}[bits]
    path = write_dicom(tmp_path / "a.dcm", picture, transfer_syntax=syntax, bits_stored=bits)
    np.testing.assert_array_equal(_pixels(path), picture)
    assert read_image(path).instance.transfer_syntax_uid == syntax


@pytest.mark.parametrize("syntax", [s for s in _LOSSLESS if not s.is_encapsulated or s == RLELossless])
def test_signed_words_keep_their_sign(syntax, tmp_path):
    picture = _DEEP.astype(np.int16) - np.int16(2000)
    path = write_dicom(tmp_path / "a.dcm", picture, transfer_syntax=syntax, bits_stored=13)
    np.testing.assert_array_equal(_pixels(path), picture)


@pytest.mark.parametrize("syntax", [JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless], ids=lambda uid: uid.keyword)
def test_a_codestream_without_sign_is_read_with_the_headers(syntax, tmp_path):
    picture = _DEEP.astype(np.int16) - np.int16(2000)
    unsigned = picture.view(np.uint16)
    encode = {
        JPEGLosslessSV1: lambda: imagecodecs.jpeg8_encode(unsigned, lossless=True, predictor=1, bitspersample=16),
        JPEGLSLossless: lambda: imagecodecs.jpegls_encode(unsigned),
        JPEG2000Lossless: lambda: imagecodecs.jpeg2k_encode(unsigned, codecformat="J2K", level=0, reversible=True),
    }[syntax]
    path = write_dicom(
        tmp_path / "a.dcm", picture, transfer_syntax=syntax, bits_stored=16, codestreams=[bytes(encode())]
    )
    np.testing.assert_array_equal(_pixels(path), picture)


@pytest.mark.parametrize(
    ("syntax", "encode", "tolerance"),
    [
        (JPEGBaseline8Bit, lambda: imagecodecs.jpeg8_encode(_GREY, level=95), 10),
        (JPEGExtended12Bit, lambda: imagecodecs.jpeg8_encode(_DEEP, level=95, bitspersample=12), 20),
        (JPEGLSNearLossless, lambda: imagecodecs.jpegls_encode(_DEEP, level=3), 3),
        (JPEG2000, lambda: imagecodecs.jpeg2k_encode(_DEEP, codecformat="J2K", level=100, reversible=False), 4),
        (HTJ2K, lambda: imagecodecs.htj2k_encode(_DEEP, reversible=False, level=1e-5), 4),
        (HTJ2KLosslessRPCL, lambda: imagecodecs.htj2k_encode(_DEEP, reversible=True), 0),
    ],
    ids=["JPEG baseline", "JPEG extended", "JPEG-LS near", "JPEG 2000", "HTJ2K", "HTJ2K RPCL"],
)
def test_the_other_syntaxes_come_back_nearly(syntax, encode, tolerance, tmp_path):
    stream = bytes(encode())
    deep = syntax != JPEGBaseline8Bit
    picture = _DEEP if deep else _GREY
    path = write_dicom(
        tmp_path / "a.dcm", picture, transfer_syntax=syntax, bits_stored=12 if deep else 8, codestreams=[stream]
    )
    assert np.abs(_pixels(path).astype(int) - picture).max() <= tolerance


def test_a_scan_that_says_it_ends_at_coefficient_0_is_read_whole(tmp_path):
    stream = bytearray(imagecodecs.jpeg8_encode(_DEEP, level=95, bitspersample=12))
    scan = stream.index(b"\xff\xda")
    end = scan + 2 + int.from_bytes(stream[scan + 2 : scan + 4], "big")
    assert stream[end - 2] == 63
    stream[end - 2] = 0
    path = write_dicom(tmp_path / "a.dcm", _DEEP, transfer_syntax=JPEGExtended12Bit, codestreams=[bytes(stream)])
    assert np.abs(_pixels(path).astype(int) - _DEEP).max() <= 20


@pytest.mark.parametrize(("high_bit", "bits"), [(15, 12), (13, 12), (11, 12), (15, 10)])
@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian, RLELossless])
def test_high_bit_says_where_the_value_lies(high_bit, bits, syntax, tmp_path):
    values = _DEEP >> (12 - bits)
    shift = high_bit + 1 - bits
    # The unused bits hold an overlay, as old files do.
    rubbish = np.uint16(0xFFFF) ^ np.uint16(((1 << bits) - 1) << shift)
    words = (values << shift) | rubbish
    path = write_dicom(tmp_path / "a.dcm", words, transfer_syntax=syntax, bits_stored=bits, high_bit=high_bit)
    np.testing.assert_array_equal(_pixels(path), values)


@pytest.mark.parametrize("high_bit", [-1, 3, 99, ABSENT])
def test_an_impossible_high_bit_is_set_aside(high_bit, tmp_path):
    high = {"HighBit": high_bit if high_bit is ABSENT else high_bit % 65536}
    np.testing.assert_array_equal(_pixels(write_dicom(tmp_path / "a.dcm", _DEEP, attributes=high)), _DEEP)


@pytest.mark.parametrize("stored", [0, 17, 4000])
def test_impossible_bits_stored_are_set_aside_with_a_note(stored, tmp_path):
    image = read_image(write_dicom(tmp_path / "a.dcm", _DEEP, attributes={"BitsStored": stored}))
    np.testing.assert_array_equal(image.pixels, _DEEP)
    assert bool(image.notes) == (stored != 0)


@pytest.mark.parametrize("dtype", [np.uint32, np.int32])
def test_32_bit_integers(dtype, tmp_path):
    picture = _DEEP.astype(dtype) * dtype(1000) - dtype(70_000 if dtype == np.int32 else 0)
    pixels = _pixels(write_dicom(tmp_path / "a.dcm", picture, bits_stored=32))
    np.testing.assert_array_equal(pixels, picture)
    assert pixels.dtype == np.int32


def test_32_bits_that_no_smaller_number_holds_become_floats(tmp_path):
    picture = np.full((8, 8), 4_000_000_000, np.uint32)
    pixels = _pixels(write_dicom(tmp_path / "a.dcm", picture, bits_stored=32))
    assert pixels.dtype == np.float32
    np.testing.assert_array_equal(pixels, picture)


@pytest.mark.parametrize(("keyword", "dtype"), [("FloatPixelData", np.float32), ("DoubleFloatPixelData", np.float64)])
def test_floating_pixels(keyword, dtype, tmp_path):
    picture = (_DEEP / 4095.0).astype(dtype)
    picture[0, :3] = [np.nan, np.inf, -np.inf]
    attributes = {"PixelData": ABSENT, keyword: picture.tobytes(), "BitsAllocated": 8 * picture.itemsize}
    image = read_image(write_dicom(tmp_path / "a.dcm", _DEEP, attributes=attributes))
    np.testing.assert_array_equal(image.pixels[1:], picture[1:].astype(np.float32))
    assert np.isfinite(image.pixels).all()
    assert image.notes == ("Pixels that hold no number are shown as the smallest value.",)


def test_doubles_that_no_smaller_number_holds_stay_finite(tmp_path):
    picture = np.array([[-1e300, 0.0], [1.0, 1e300]])
    attributes = {"PixelData": ABSENT, "DoubleFloatPixelData": picture.tobytes(), "BitsAllocated": 64}
    image = read_image(write_dicom(tmp_path / "a.dcm", np.zeros((2, 2), np.uint16), attributes=attributes))
    assert np.isfinite(image.pixels).all()
    drawn = [render(image, voi) for voi in image.vois]
    assert all(values[0, 0] == 0 and values[1, 1] == 255 for values in drawn)


def test_floating_pixels_without_one_number_are_refused(tmp_path):
    attributes = {
        "PixelData": ABSENT,
        "FloatPixelData": np.full(_DEEP.shape, np.nan, np.float32).tobytes(),
        "BitsAllocated": 32,
    }
    with pytest.raises(CorruptPixelData, match="No pixel"):
        read_image(write_dicom(tmp_path / "a.dcm", _DEEP, attributes=attributes))


def test_single_bits_of_frames_that_do_not_end_at_bytes(tmp_path):
    stack = np.random.default_rng(0).integers(0, 2, (3, 5, 7), np.uint8)
    packed = np.packbits(stack.ravel(), bitorder="little").tobytes()
    attributes = {"BitsAllocated": 1, "BitsStored": 1, "HighBit": 0, "NumberOfFrames": 3, "PixelData": packed + b"\x00"}
    path = write_dicom(tmp_path / "a.dcm", np.zeros((5, 7), np.uint8), bits_stored=8, attributes=attributes)
    for frame in range(3):
        np.testing.assert_array_equal(_pixels(path, frame), stack[frame])
    assert read_image(path).vois[0].width == 2.0


@pytest.mark.parametrize("columns", [256, 255])
def test_eight_bits_in_big_endian_words(columns, tmp_path):
    picture = _GREY[:, :columns]
    swapped = picture.tobytes()
    swapped = bytes(swapped[at ^ 1] for at in range(len(swapped)))
    path = write_dicom(
        tmp_path / "a.dcm",
        picture,
        bits_stored=8,
        transfer_syntax=ExplicitVRBigEndian,
        attributes={"PixelData": swapped},
    )
    content = path.read_bytes()
    at = content.rindex(b"\x7f\xe0\x00\x10OB")
    path.write_bytes(content[: at + 4] + b"OW" + content[at + 6 :])
    np.testing.assert_array_equal(_pixels(path), picture)


# Colour


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian, RLELossless, JPEGLSLossless])
@pytest.mark.parametrize("planar", [0, 1])
def test_rgb_becomes_its_luminance(syntax, planar, tmp_path):
    path = write_dicom(
        tmp_path / "a.dcm",
        _COLOUR,
        photometric="RGB",
        bits_stored=8,
        transfer_syntax=syntax,
        planar_configuration=planar,
    )
    image = read_image(path)
    assert image.colour
    assert np.abs(image.pixels - _LUMINANCE).max() <= 1


@pytest.mark.parametrize("syntax", [JPEG2000Lossless, HTJ2KLossless, JPEGLosslessSV1])
def test_rgb_in_codecs_with_a_colour_transform_of_their_own(syntax, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _COLOUR, photometric="RGB", bits_stored=8, transfer_syntax=syntax)
    assert np.abs(_pixels(path) - _LUMINANCE).max() <= 1


@pytest.mark.parametrize("photometric", ["YBR_FULL_422", "YBR_FULL", "RGB"])
def test_jpeg_baseline_colour_whatever_the_header_calls_it(photometric, tmp_path):
    stream = bytes(imagecodecs.jpeg8_encode(_COLOUR, level=98))
    path = write_dicom(
        tmp_path / "a.dcm",
        _COLOUR,
        photometric=photometric,
        bits_stored=8,
        transfer_syntax=JPEGBaseline8Bit,
        codestreams=[stream],
    )
    image = read_image(path)
    assert image.colour
    assert np.abs(image.pixels - _LUMINANCE).mean() < 2


def test_jpeg_baseline_that_holds_rgb_as_the_header_says(tmp_path):
    stream = bytes(imagecodecs.jpeg8_encode(_COLOUR, level=98, colorspace="RGB", outcolorspace="RGB"))
    # Without the markers that name a colour space the header is all there is.
    adobe = stream.find(b"\xff\xee")
    if adobe > 0:
        stream = stream[:adobe] + stream[adobe + 2 + int.from_bytes(stream[adobe + 2 : adobe + 4], "big") :]
    stream = stream.replace(b"\x03R\x11", b"\x03\x01\x11").replace(b"G\x11\x00B\x11\x00", b"\x02\x11\x00\x03\x11\x00")
    stream = stream.replace(b"\x03R\x00G\x00B\x00", b"\x03\x01\x00\x02\x00\x03\x00")
    path = write_dicom(
        tmp_path / "a.dcm",
        _COLOUR,
        photometric="RGB",
        bits_stored=8,
        transfer_syntax=JPEGBaseline8Bit,
        codestreams=[stream],
    )
    assert np.abs(_pixels(path) - _LUMINANCE).mean() < 2


def _ybr(colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    matrix = np.array([[0.299, 0.587, 0.114], [-0.1687, -0.3313, 0.5], [0.5, -0.4187, -0.0813]])
    return np.clip(colour @ matrix.T + [0, 128, 128], 0, 255).round().astype(np.uint8)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, RLELossless])
def test_ybr_full_gives_its_first_plane(syntax, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _ybr(_COLOUR), photometric="YBR_FULL", bits_stored=8, transfer_syntax=syntax)
    image = read_image(path)
    assert image.colour
    assert np.abs(image.pixels - _LUMINANCE).max() <= 1
    neutral = np.dstack([_GREY, np.full_like(_GREY, 128), np.full_like(_GREY, 128)])
    grey = write_dicom(tmp_path / "b.dcm", neutral, photometric="YBR_FULL", bits_stored=8, transfer_syntax=syntax)
    assert not read_image(grey).colour


def test_neighbours_that_share_their_colour(tmp_path):
    ybr = _ybr(_COLOUR)
    quads = np.stack([ybr[:, ::2, 0], ybr[:, 1::2, 0], ybr[:, ::2, 1], ybr[:, ::2, 2]], axis=-1)
    path = write_dicom(
        tmp_path / "a.dcm", ybr, photometric="YBR_FULL_422", bits_stored=8, attributes={"PixelData": quads.tobytes()}
    )
    np.testing.assert_array_equal(_pixels(path), ybr[..., 0])
    # Decompressed by somebody who left the name as it was.
    full = write_dicom(tmp_path / "b.dcm", ybr, photometric="YBR_FULL_422", bits_stored=8)
    np.testing.assert_array_equal(_pixels(full), ybr[..., 0])


@pytest.mark.parametrize("photometric", ["YBR_FULL_422", "YBR_PARTIAL_422"])
def test_television_range_is_spread_over_the_whole(photometric, tmp_path):
    rows, columns = _GREY.shape
    quads = np.full((rows, columns // 2, 4), 128, np.uint8)
    quads[..., 0], quads[..., 1] = _GREY[:, ::2], _GREY[:, 1::2]
    attributes = {"PhotometricInterpretation": photometric, "PixelData": quads.tobytes()}
    path = write_dicom(tmp_path / "a.dcm", _COLOUR, photometric="RGB", bits_stored=8, attributes=attributes)
    image = read_image(path)
    assert not image.colour
    assert np.abs(render(image).astype(int) - render_with_dcmtk(path, *VOI_NONE)).max() <= 1


def test_palette_becomes_grey(tmp_path):
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)
    grey = np.stack([ramp] * 3, axis=-1)
    path = write_dicom(tmp_path / "a.dcm", _GREY, photometric="PALETTE COLOR", bits_stored=8, palette=grey)
    image = read_image(path)
    assert not image.colour
    np.testing.assert_array_equal(image.pixels, ramp[_GREY])
    red = np.stack([ramp, ramp * 0, ramp * 0], axis=-1)
    path = write_dicom(tmp_path / "b.dcm", _GREY, photometric="PALETTE COLOR", bits_stored=8, palette=red)
    assert read_image(path).colour


def test_a_missing_palette_is_told(tmp_path):
    with pytest.raises(CorruptPixelData, match="palette"):
        read_image(write_dicom(tmp_path / "a.dcm", _GREY, photometric="PALETTE COLOR", bits_stored=8))


def test_four_samples_are_refused_in_words(tmp_path):
    with pytest.raises(UnsupportedSopClass, match="4 samples"):
        read_image(write_dicom(tmp_path / "a.dcm", _GREY, attributes={"SamplesPerPixel": 4}))


# Frames


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, RLELossless, JPEG2000Lossless], ids=lambda u: u.keyword)
def test_each_frame_by_itself(syntax, tmp_path):
    stack = np.stack([small_picture(seed) for seed in range(4)])
    path = write_dicom(tmp_path / "a.dcm", stack, frames=4, transfer_syntax=syntax)
    for frame in range(4):
        np.testing.assert_array_equal(_pixels(path, frame), stack[frame])
        assert read_image(path, frame).frame_count == 4
    for absent in (-1, 4):
        with pytest.raises(CorruptPixelData, match="holds 4 frames"):
            read_image(path, absent)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, RLELossless], ids=lambda u: u.keyword)
def test_frames_promised_in_vain_cost_one_sentence_and_not_a_billion(syntax, tmp_path):
    stack = np.stack([small_picture(seed) for seed in range(2)])
    path = write_dicom(
        tmp_path / "a.dcm", stack, frames=2, transfer_syntax=syntax, attributes={"NumberOfFrames": 1_000_000_000}
    )
    assert read_image(path).frame_count == 3
    np.testing.assert_array_equal(_pixels(path, 1), stack[1])
    with pytest.raises(CorruptPixelData, match="999999998 of 1000000000 frames are missing"):
        read_image(path, 2)


def test_a_frame_of_many_fragments(tmp_path):
    stream = bytes(imagecodecs.jpeg8_encode(_GREY, level=95))
    parts = [stream[at : at + 1000] for at in range(0, len(stream), 1000)]
    path = write_dicom(tmp_path / "a.dcm", _GREY, bits_stored=8, transfer_syntax=JPEGBaseline8Bit, codestreams=parts)
    np.testing.assert_array_equal(_pixels(path), imagecodecs.jpeg8_decode(stream))
