"""A damaged file ends in a picture or in a sentence, never in another exception."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    RLELossless,
)

from tests.support.dicom_files import Table, write_dicom
from tests.support.studies import grey_8_bit, small_picture
from xray_desktop.errors import DecodeError
from xray_desktop.imaging.header_reader import read_header
from xray_desktop.imaging.header_table import HeaderRows, HeaderTable
from xray_desktop.imaging.image import XrayImage
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import render

# JPEG-LS is left out: its decoder takes ten seconds over some damage, which is what decode workers are for.
_DICOM = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
    RLELossless,
    JPEGLosslessSV1,
    JPEG2000Lossless,
    HTJ2KLossless,
)
_RASTERS = (".jpg", ".png", ".tif", ".bmp")


@cache
def _original(kind: str) -> bytes:
    picture = small_picture(1)[:48, :64]
    if kind in _RASTERS:
        done, encoded = cv2.imencode(kind, grey_8_bit(picture))
        assert done
        return bytes(encoded.tobytes())
    table = Table(np.arange(4096, dtype=np.uint16), bits=12)
    with tempfile.TemporaryDirectory() as folder:
        path = write_dicom(
            Path(folder) / "a",
            picture,
            transfer_syntax=kind,
            window=(2048.0, 4096.0),
            voi_lut=table,
            rescale=(1.0, -5.0),
            attributes={"PixelPaddingValue": 0, "PixelSpacing": [0.1, 0.1]},
        )
        return path.read_bytes()


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    content = bytearray(_original(draw(st.sampled_from([*_DICOM, *_RASTERS]))))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(content) - 1))
        # Most of what can go wrong goes wrong in the header.
        at = at % 1500 % len(content) if draw(st.booleans()) else at
        how = draw(st.sampled_from(["set", "cut", "drop", "repeat"]))
        if how == "set":
            content[at] = draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFE, 0xFF]))
        elif how == "drop":
            del content[at : at + draw(st.integers(1, 40))]
        elif how == "repeat":
            content[at:at] = content[at : at + draw(st.integers(1, 40))]
        elif at > 100:
            del content[at:]
        if not content:
            break
    return bytes(content)


@pytest.mark.slow
@given(_damaged())
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_damage_ends_in_a_picture_or_a_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        path.write_bytes(content)
        try:
            image = read_image(path)
        except DecodeError as error:
            image = None
            sentence = error.sentence
    if isinstance(image, XrayImage):
        assert render(image).shape == image.pixels.shape
    else:
        assert sentence.endswith(".")


@given(_damaged())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_damaged_header_ends_in_rows_or_a_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        path.write_bytes(content)
        try:
            table = read_header(path)
        except DecodeError as error:
            table = HeaderTable("none", HeaderRows.of(()), (error.sentence,))
    assert table.rows or table.notes[0].endswith(".")
    assert all(row.value.isprintable() and row.name.isprintable() for row in table.rows)
    assert HeaderRows.of(table.rows) == table.rows
