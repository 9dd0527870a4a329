"""Every codec gives back its uncompressed original: exactly where it is lossless, within its own promise where not.

DCMTK writes RLE, JPEG and JPEG-LS; OpenJPEG and OpenJPH write JPEG 2000 and HTJ2K, as DCMTK knows neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import imagecodecs
import numpy as np
import pytest
from pydicom.uid import (
    HTJ2K,
    JPEG2000,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
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

from tests.support.dcmtk import recompress_with_dcmtk
from tests.support.dicom_files import write_dicom
from tests.support.studies import small_picture
from xray_desktop.imaging.reader import read_image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_DEEP = small_picture(11)
_GREY = (_DEEP >> 4).astype(np.uint8)
# Odd sides: bytes of odd length, and blocks that the picture does not fill.
_ODD = _DEEP[:101, :77]


@dataclass(frozen=True)
class Original:
    """A picture before it is compressed."""

    name: str
    pixels: NDArray[Any]
    bits: int
    photometric: str = "MONOCHROME2"
    frames: int | None = None

    def __str__(self) -> str:
        return self.name

    def write(self, path: Path, **arguments: Any) -> Path:
        """Write it, uncompressed unless told otherwise."""
        return write_dicom(
            path,
            self.pixels,
            bits_stored=self.bits,
            photometric=self.photometric,
            frames=self.frames,
            **arguments,
        )


_COLOUR = np.stack([_GREY, 255 - _GREY, np.roll(_GREY, 9, 0) // 2], axis=-1)
_GREY_ORIGINALS = (
    Original("8 bits", _GREY, 8),
    Original("12 bits", _DEEP, 12),
    Original("16 bits", (_DEEP << 4) | (_DEEP & 15), 16),
    Original("10 bits, odd sides", _ODD >> 2, 10),
    Original("8 bits signed", (_GREY.astype(np.int16) - 128).astype(np.int8), 8),
    Original("13 bits signed", _DEEP.astype(np.int16) - np.int16(2000), 13),
    Original("16 bits signed", (_DEEP.astype(np.int32) * 16 - 32768).astype(np.int16), 16),
    Original("12 bits, 3 frames", np.stack([_DEEP, _DEEP[::-1], _DEEP[:, ::-1]]), 12, frames=3),
)
_COLOUR_ORIGINALS = (
    Original("colour", _COLOUR, 8, "RGB"),
    Original("colour, 2 frames", np.stack([_COLOUR, _COLOUR[::-1]]), 8, "RGB", 2),
)
_ORIGINALS = (*_GREY_ORIGINALS, *_COLOUR_ORIGINALS)


def _assert_same(packed: Path, plain: Path, original: Original) -> None:
    for frame in range(original.frames or 1):
        here, there = read_image(packed, frame), read_image(plain, frame)
        assert here.frame_count == there.frame_count
        assert here.pixels.dtype == there.pixels.dtype
        np.testing.assert_array_equal(here.pixels, there.pixels)


# Without loss

_DCMTK_LOSSLESS = {
    "RLE": ("dcmcrle", (), RLELossless),
    "JPEG lossless, first order": ("dcmcjpeg", ("+el", "+sv", "6"), JPEGLossless),
    "JPEG lossless, predictor 4": ("dcmcjpeg", ("+el", "+sv", "4"), JPEGLossless),
    "JPEG lossless, SV1": ("dcmcjpeg", ("+e1",), JPEGLosslessSV1),
    "JPEG-LS, by line": ("dcmcjpls", ("+il",), JPEGLSLossless),
    "JPEG-LS, by sample": ("dcmcjpls", ("+is",), JPEGLSLossless),
    "JPEG-LS, by plane": ("dcmcjpls", ("+in",), JPEGLSLossless),
    "implicit": ("dcmconv", ("+ti",), ImplicitVRLittleEndian),
    "big endian": ("dcmconv", ("+tb",), ExplicitVRBigEndian),
    "deflated": ("dcmconv", ("+td",), DeflatedExplicitVRLittleEndian),
}


@pytest.mark.parametrize("codec", _DCMTK_LOSSLESS)
@pytest.mark.parametrize("original", _ORIGINALS, ids=str)
def test_lossless_codecs_of_dcmtk(codec: str, original: Original, tmp_path: Path) -> None:
    program, options, syntax = _DCMTK_LOSSLESS[codec]
    plain = original.write(tmp_path / "plain.dcm")
    packed = recompress_with_dcmtk(plain, tmp_path / "packed.dcm", program, *options)
    assert read_image(packed).instance.transfer_syntax_uid == syntax
    _assert_same(packed, plain, original)


def _encode_jpeg_2000(frame: NDArray[Any], bits: int) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(frame, codecformat="J2K", level=0, reversible=True, bitspersample=bits))


def _encode_htj2k(frame: NDArray[Any], _bits: int) -> bytes:
    return bytes(imagecodecs.htj2k_encode(frame, reversible=True))


_WAVELETS = {
    "JPEG 2000": (JPEG2000Lossless, _encode_jpeg_2000),
    "JPEG 2000 under the general name": (JPEG2000, _encode_jpeg_2000),
    "HTJ2K": (HTJ2KLossless, _encode_htj2k),
    "HTJ2K RPCL": (HTJ2KLosslessRPCL, _encode_htj2k),
}


@pytest.mark.parametrize("codec", _WAVELETS)
@pytest.mark.parametrize("original", _ORIGINALS, ids=str)
def test_lossless_wavelets(codec: str, original: Original, tmp_path: Path) -> None:
    syntax, encode = _WAVELETS[codec]
    frames = original.pixels if original.frames else original.pixels[None]
    streams = [encode(np.ascontiguousarray(frame), original.bits) for frame in frames]
    plain = original.write(tmp_path / "plain.dcm")
    packed = original.write(tmp_path / "packed.dcm", transfer_syntax=syntax, codestreams=streams)
    _assert_same(packed, plain, original)


def test_the_htj2k_of_these_tests_is_in_the_order_that_its_syntax_names() -> None:
    """HTJ2K Lossless RPCL demands resolution, position, component, layer: 2 in COD (ITU-T T.800 A.6.1)."""
    stream = _encode_htj2k(_DEEP, 12)
    default_style = stream.index(b"\xff\x52")
    assert stream[default_style + 5] == 2


# With loss


@pytest.mark.parametrize("near", [1, 2, 5])
@pytest.mark.parametrize("original", [*_GREY_ORIGINALS[:4], _GREY_ORIGINALS[7]], ids=str)
def test_near_lossless_jpeg_ls_keeps_its_promise(near: int, original: Original, tmp_path: Path) -> None:
    plain = original.write(tmp_path / "plain.dcm")
    packed = recompress_with_dcmtk(plain, tmp_path / "packed.dcm", "dcmcjpls", "+en", "+md", str(near))
    for frame in range(original.frames or 1):
        here, there = read_image(packed, frame), read_image(plain, frame)
        assert here.instance.transfer_syntax_uid == JPEGLSNearLossless
        difference = np.abs(here.pixels.astype(int) - there.pixels)
        assert 0 < difference.max() <= near


@pytest.mark.parametrize("near", [1, 2, 5])
def test_near_lossless_jpeg_ls_of_signed_words(near: int, tmp_path: Path) -> None:
    """DCMTK's encoder refuses these; scanners write them, two's complement taken for unsigned."""
    # The ends of 16 bits are neighbours in two's complement: no decoder can know which one was meant.
    original = Original("16 bits signed, away from the ends", _DEEP.astype(np.int16) - np.int16(2000), 16)
    stream = bytes(imagecodecs.jpegls_encode(original.pixels.view(np.uint16), level=near))
    packed = original.write(tmp_path / "packed.dcm", transfer_syntax=JPEGLSNearLossless, codestreams=[stream])
    difference = np.abs(read_image(packed).pixels.astype(int) - original.pixels)
    assert 0 < difference.max() <= near


@pytest.mark.parametrize(
    ("options", "syntax", "original"),
    [
        (("+eb",), JPEGBaseline8Bit, _GREY_ORIGINALS[0]),
        (("+ee", "+be"), JPEGExtended12Bit, _GREY_ORIGINALS[0]),
        (("+ee", "+bt"), JPEGExtended12Bit, _GREY_ORIGINALS[1]),
        (("+ee", "+bt"), JPEGExtended12Bit, _GREY_ORIGINALS[7]),
        (("+eb", "+cr"), JPEGBaseline8Bit, _COLOUR_ORIGINALS[0]),
        (("+eb", "+cy", "+s4"), JPEGBaseline8Bit, _COLOUR_ORIGINALS[0]),
        (("+eb", "+cy", "+s2"), JPEGBaseline8Bit, _COLOUR_ORIGINALS[1]),
    ],
    ids=lambda value: str(value) if isinstance(value, Original) else "",
)
def test_lossy_jpeg_is_what_dcmtk_makes_of_it(
    options: tuple[str, ...], syntax: str, original: Original, tmp_path: Path
) -> None:
    """Against DCMTK's own decoder, whose inverse transform may round the other way; and near the original."""
    plain = original.write(tmp_path / "plain.dcm")
    packed = recompress_with_dcmtk(plain, tmp_path / "packed.dcm", "dcmcjpeg", "+q", "95", *options)
    theirs = recompress_with_dcmtk(packed, tmp_path / "theirs.dcm", "dcmdjpeg", "+cp")
    for frame in range(original.frames or 1):
        here, there, before = (read_image(path, frame).pixels.astype(int) for path in (packed, theirs, plain))
        assert read_image(packed).instance.transfer_syntax_uid == syntax
        assert np.abs(here - there).max() <= 2
        assert _signal_to_noise(here, before) > 40.0


@pytest.mark.parametrize("decibels", [40, 48])
@pytest.mark.parametrize("original", [*_GREY_ORIGINALS[:4], _GREY_ORIGINALS[5]], ids=str)
def test_lossy_jpeg_2000_is_as_near_as_it_was_asked_to_be(decibels: int, original: Original, tmp_path: Path) -> None:
    stream = imagecodecs.jpeg2k_encode(
        original.pixels, codecformat="J2K", level=decibels, reversible=False, bitspersample=original.bits
    )
    packed = original.write(tmp_path / "packed.dcm", transfer_syntax=JPEG2000, codestreams=[bytes(stream)])
    assert _signal_to_noise(read_image(packed).pixels, original.pixels, original.bits) > decibels - 2.0


@pytest.mark.parametrize("step", [1e-5, 1e-4, 1e-3])
@pytest.mark.parametrize("original", _GREY_ORIGINALS[:7], ids=str)
def test_lossy_htj2k_stays_within_its_step(step: float, original: Original, tmp_path: Path) -> None:
    """The step of quantisation is a share of the range of the stored bits; several coefficients make one pixel."""
    dtype_bits = 8 * original.pixels.dtype.itemsize
    stream = bytes(imagecodecs.htj2k_encode(original.pixels, level=step, reversible=False))
    packed = original.write(tmp_path / "packed.dcm", transfer_syntax=HTJ2K, codestreams=[stream])
    difference = np.abs(read_image(packed).pixels.astype(int) - original.pixels)
    assert difference.max() <= max(3.0, 8.0 * step * 2.0**dtype_bits)


def _signal_to_noise(values: NDArray[Any], original: NDArray[Any], bits: int | None = None) -> float:
    """Peak signal to noise in decibels."""
    peak = 2.0**bits - 1.0 if bits else float(original.max())
    noise = float(np.mean((values.astype(float) - original) ** 2))
    return 10.0 * float(np.log10(peak**2 / max(noise, 1e-12)))
