"""Our grey-scale chain against DCMTK's, over photometric interpretations, bit depths, tables and syntaxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from tests.support.dcmtk import VOI_NONE, VOI_TABLE, VOI_WINDOW, recompress_with_dcmtk, render_with_dcmtk
from tests.support.dicom_files import Table, Window, write_dicom
from tests.support.studies import small_picture
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

_CURVE = Table((4095.0 * np.linspace(0.0, 1.0, 4096) ** 0.6).astype(np.uint16), bits=12, explanation="film")


def _signed(picture: NDArray[np.uint16]) -> NDArray[np.int16]:
    return picture.astype(np.int16) - np.int16(1500)


def _eight_bit(picture: NDArray[np.uint16]) -> NDArray[np.uint8]:
    return (picture >> 4).astype(np.uint8)


def _colour(picture: NDArray[np.uint16]) -> NDArray[np.uint8]:
    grey = _eight_bit(picture)
    return np.stack([grey, 255 - grey, grey // 2], axis=-1)


def _unchanged(picture: NDArray[np.uint16]) -> NDArray[np.uint16]:
    return picture


def _shifted(picture: NDArray[np.uint16]) -> NDArray[np.uint16]:
    return picture << 4


@dataclass(frozen=True)
class Case:
    """One file and how DCMTK is asked to draw it."""

    name: str
    options: tuple[str, ...] = VOI_WINDOW
    make: Callable[[NDArray[np.uint16]], NDArray[Any]] = _unchanged
    arguments: dict[str, Any] = field(default_factory=lambda: {"window": (2048.0, 4096.0)})
    renderer: str = "jpeg"

    def __str__(self) -> str:
        return self.name


_CASES = (
    Case("12 of 16 bits, window"),
    Case("narrow window", arguments={"window": (1500.0, 700.0)}),
    Case("window of width 1", arguments={"window": (1500.0, 1.0)}),
    Case("MONOCHROME1", arguments={"window": (1500.0, 2500.0), "photometric": "MONOCHROME1"}),
    Case("sigmoid", arguments={"window": Window(1800.0, 1200.0, "SIGMOID")}),
    Case("several windows", arguments={"window": Window([1500.0, 9.0], [2500.0, 9.0], "", ["a", "b"])}),
    Case("signed", make=_signed, arguments={"window": (0.0, 3000.0), "bits_stored": 16}),
    Case("signed, 13 bits", make=_signed, arguments={"window": (0.0, 3000.0), "bits_stored": 13}),
    Case("rescale", arguments={"rescale": (2.0, -1000.0), "window": (3000.0, 4000.0)}),
    Case("fractional rescale", arguments={"rescale": (0.25, -10.5), "window": (500.0, 900.0)}),
    Case("negative slope", arguments={"rescale": (-10.0, 40000.0), "window": (20000.0, 30000.0)}),
    Case("VOI table", VOI_TABLE, arguments={"voi_lut": _CURVE}),
    Case("VOI table, MONOCHROME1", VOI_TABLE, arguments={"voi_lut": _CURVE, "photometric": "MONOCHROME1"}),
    Case("modality table", arguments={"modality_lut": _CURVE, "window": (2048.0, 4096.0)}),
    Case("8 bits as they are", VOI_NONE, make=_eight_bit, arguments={"bits_stored": 8}),
    Case("8 bits, window", make=_eight_bit, arguments={"bits_stored": 8, "window": (100.0, 150.0)}),
    Case("high bit 15", make=_shifted, arguments={"high_bit": 15, "window": (2048.0, 4096.0)}),
    Case(
        "inverse presentation",
        arguments={
            "window": (2048.0, 4096.0),
            "photometric": "MONOCHROME1",
            "attributes": {"PresentationLUTShape": "INVERSE"},
        },
    ),
    Case("RGB", VOI_NONE, make=_colour, arguments={"photometric": "RGB", "bits_stored": 8}),
    Case(
        "RGB in planes",
        VOI_NONE,
        make=_colour,
        arguments={"photometric": "RGB", "bits_stored": 8, "planar_configuration": 1},
    ),
)


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_chain_draws_what_dcmtk_draws(case: Case, tmp_path: Path) -> None:
    path = write_dicom(tmp_path / "case.dcm", case.make(small_picture(3)), **case.arguments)
    ours = render(read_image(path)).astype(int)
    theirs = render_with_dcmtk(path, *case.options, renderer=case.renderer).astype(int)
    assert np.abs(ours - theirs).max() <= 1


@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]
)
@pytest.mark.parametrize("bits", [8, 12])
def test_uncompressed_syntaxes(syntax: str, bits: int, tmp_path: Path) -> None:
    picture = small_picture(4)
    pixels, window = (_eight_bit(picture), (128.0, 256.0)) if bits == 8 else (picture, (2048.0, 4096.0))
    path = write_dicom(tmp_path / "case.dcm", pixels, transfer_syntax=syntax, bits_stored=bits, window=window)
    image = read_image(path)
    np.testing.assert_array_equal(image.pixels, pixels)
    assert np.abs(render(image).astype(int) - render_with_dcmtk(path, *VOI_WINDOW)).max() <= 1


_THEIR_ENCODERS = {
    "RLE": ("dcmcrle", (), RLELossless),
    "JPEG lossless, SV1": ("dcmcjpeg", ("+e1",), JPEGLosslessSV1),
    "JPEG lossless, predictor 6": ("dcmcjpeg", ("+el", "+sv", "6"), "1.2.840.10008.1.2.4.57"),
    "JPEG-LS": ("dcmcjpls", (), JPEGLSLossless),
}


@pytest.mark.parametrize("codec", _THEIR_ENCODERS)
@pytest.mark.parametrize("signed", [False, True], ids=["unsigned", "signed"])
def test_what_dcmtk_compresses_without_loss_comes_back(codec: str, signed: bool, tmp_path: Path) -> None:
    picture = _signed(small_picture(5)) if signed else small_picture(5)
    plain = write_dicom(tmp_path / "plain.dcm", picture, bits_stored=16 if signed else 12)
    program, options, syntax = _THEIR_ENCODERS[codec]
    packed = recompress_with_dcmtk(plain, tmp_path / "packed.dcm", program, *options)
    image = read_image(packed)
    assert image.instance.transfer_syntax_uid == syntax
    np.testing.assert_array_equal(image.pixels, picture)


@pytest.mark.parametrize(
    ("program", "options", "renderer", "syntax"),
    [
        ("dcmcjpeg", ("+eb",), "jpeg", JPEGBaseline8Bit),
        ("dcmcjpeg", ("+ee",), "jpeg", JPEGExtended12Bit),
        ("dcmcjpls", ("+en", "+md", "2"), "jpeg-ls", "1.2.840.10008.1.2.4.81"),
    ],
    ids=["JPEG baseline", "JPEG extended", "JPEG-LS near-lossless"],
)
def test_what_dcmtk_compresses_with_loss_looks_the_same_to_both(
    program: str, options: tuple[str, ...], renderer: str, syntax: str, tmp_path: Path
) -> None:
    picture = _eight_bit(small_picture(6)) if syntax == JPEGBaseline8Bit else small_picture(6)
    bits = 8 * picture.dtype.itemsize if picture.dtype == np.uint8 else 12
    plain = write_dicom(tmp_path / "plain.dcm", picture, bits_stored=bits, window=(2.0 ** (bits - 1), 2.0**bits))
    packed = recompress_with_dcmtk(plain, tmp_path / "packed.dcm", program, *options)
    image = read_image(packed)
    assert image.instance.transfer_syntax_uid == syntax
    theirs = render_with_dcmtk(packed, *VOI_WINDOW, renderer=renderer).astype(int)
    assert np.abs(render(image).astype(int) - theirs).max() <= 1


def test_each_frame_of_several(tmp_path: Path) -> None:
    stack = np.stack([small_picture(seed) for seed in (7, 8, 9)])
    path = write_dicom(tmp_path / "case.dcm", stack, frames=3, window=(2048.0, 4096.0))
    for frame in range(3):
        image = read_image(path, frame)
        assert image.frame_count == 3
        theirs = render_with_dcmtk(path, *VOI_WINDOW, frame=frame).astype(int)
        assert np.abs(render(image).astype(int) - theirs).max() <= 1
