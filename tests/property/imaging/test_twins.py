"""Pictures the same to the eye, in encodings that have nothing in common, are drawn the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from tests.support.dicom_files import Table, Window, write_dicom
from tests.support.studies import write_png
from xray_desktop.imaging.preprocess import bone_bright_grey
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import render

_SYNTAXES = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
    RLELossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEG2000Lossless,
    HTJ2KLossless,
)


def _picture(seed: int, rows: int, columns: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(128.0, 60.0, (rows, columns))
    picture = np.clip(cv2.GaussianBlur(noise, (0, 0), 1.0) * 1.5 - 64, 0, 255).round().astype(np.uint8)
    # The whole range is there, so that windows of the data and of the bits agree.
    picture[0, 0], picture[-1, -1] = 0, 255
    return picture


@given(
    seed=st.integers(0, 2**31),
    rows=st.integers(20, 70),
    columns=st.integers(20, 70),
    syntax=st.sampled_from(_SYNTAXES),
    bits=st.sampled_from([8, 10, 12, 16]),
    inverse=st.booleans(),
    how=st.sampled_from(["window", "exact window", "table", "modality table", "rescale"]),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_dicom_in_any_dress_is_drawn_as_the_png(
    seed: int, rows: int, columns: int, syntax: str, bits: int, inverse: bool, how: str
) -> None:
    picture = _picture(seed, rows, columns)
    # The builder writes tables in little endian only.
    assume(not (syntax == ExplicitVRBigEndian and "table" in how))
    largest = (1 << bits) - 1
    dtype = np.uint8 if bits == 8 else np.uint16
    stored = np.rint(picture * (largest / 255.0)).astype(dtype)
    stored = (largest - stored).astype(dtype) if inverse else stored
    identity = np.rint(np.linspace(0, 65535, largest + 1)).astype(np.uint16)
    arguments = {
        "window": {"window": (2.0 ** (bits - 1), 2.0**bits)},
        "exact window": {"window": Window(largest / 2, float(largest), "LINEAR_EXACT")},
        "table": {"voi_lut": Table(identity)},
        "modality table": {"modality_lut": Table(identity), "window": (32768.0, 65536.0)},
        "rescale": {"rescale": (2.0, -500.0), "window": (float(largest) - 500.0 + 0.5, 2.0 * largest + 1.0)},
    }[how]
    with tempfile.TemporaryDirectory() as folder:
        png = read_image(write_png(Path(folder) / "a.png", picture))
        dicom = read_image(
            write_dicom(
                Path(folder) / "a.dcm",
                stored,
                transfer_syntax=syntax,
                bits_stored=bits,
                photometric="MONOCHROME1" if inverse else "MONOCHROME2",
                **arguments,
            )
        )
    assert np.abs(render(dicom).astype(int) - render(png)).max() <= 1
    np.testing.assert_allclose(bone_bright_grey(dicom), bone_bright_grey(png), atol=1.0)


@given(seed=st.integers(0, 2**31))
@settings(max_examples=15)
@pytest.mark.parametrize(("suffix", "depth"), [(".png", 8), (".png", 16), (".tif", 8), (".tif", 16), (".bmp", 8)])
def test_rasters_are_drawn_the_same(suffix: str, depth: int, seed: int) -> None:
    picture = _picture(seed, 40, 50)
    stored = picture if depth == 8 else picture.astype(np.uint16) * 257
    for channels in (stored, np.stack([stored] * 3, axis=-1)):
        done, encoded = cv2.imencode(suffix, channels)
        assert done
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a{suffix}"
            path.write_bytes(encoded.tobytes())
            image = read_image(path)
        np.testing.assert_array_equal(render(image), picture)
        assert not image.colour
