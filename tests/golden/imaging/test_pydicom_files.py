"""pydicom's own test files: hostile, odd and plain. Each opens or ends in a sentence, and twins look alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest

from tests.support.dcmtk import VOI_NONE, VOI_WINDOW, render_with_dcmtk
from xray_desktop.errors import DecodeError
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.thumbnails import make_thumbnail
from xray_desktop.imaging.voi import render

# Only what the package itself installs: nothing is downloaded.
_FOLDER = Path(pydicom.__file__).parent / "data" / "test_files"
_FILES = sorted(path for path in _FOLDER.rglob("*") if path.is_file())


def _file(name: str) -> Path:
    path = _FOLDER / name
    if not path.is_file():
        pytest.skip(f"this release of pydicom does not install {name}")
    return path


def test_every_file_opens_or_ends_in_a_sentence():
    opened = 0
    for path in _FILES:
        try:
            image = read_image(path)
        except DecodeError:
            # Any other exception fails the test.
            continue
        opened += 1
        drawn = render(image)
        assert drawn.shape == image.pixels.shape, path.name
        assert drawn.min() < drawn.max(), path.name
        for frame in range(1, image.frame_count):
            assert read_image(path, frame).frame_count == image.frame_count
        assert max(make_thumbnail(path, 0, 32).pixels.shape) == 32
    assert opened > 60


_TWINS = (
    (
        "MR_small.dcm",
        "MR_small_RLE.dcm",
        "MR_small_bigendian.dcm",
        "MR_small_expb.dcm",
        "MR_small_implicit.dcm",
        "MR_small_jp2klossless.dcm",
        "MR_small_jpeg_ls_lossless.dcm",
        "MR_small_padded.dcm",
    ),
    ("rtdose_1frame.dcm", "rtdose_expb_1frame.dcm", "rtdose_rle_1frame.dcm", "rtdose.dcm", "rtdose_rle.dcm"),
    ("SC_rgb_rle.dcm", "SC_rgb_rle_2frame.dcm", "SC_rgb_gdcm_KY.dcm", "SC_rgb_jpeg_gdcm.dcm"),
    ("SC_rgb_small_odd.dcm", "SC_rgb_small_odd_big_endian.dcm"),
    ("liver_1frame.dcm", "liver_expb_1frame.dcm"),
    ("SC_rgb_rle_16bit.dcm", "SC_rgb_rle_32bit.dcm"),
)


@pytest.mark.parametrize("twins", _TWINS, ids=lambda twins: twins[0])
def test_the_same_picture_in_other_encodings_looks_the_same(twins):
    first, *others = [render(read_image(_file(name))).astype(int) for name in twins]
    for name, other in zip(twins[1:], others, strict=True):
        assert np.abs(other - first).max() <= 1, name


@pytest.mark.parametrize(
    "name",
    [
        "SC_rgb_dcmtk_+eb+cr.dcm",
        "SC_rgb_dcmtk_+eb+cy+n1.dcm",
        "SC_rgb_dcmtk_+eb+cy+n2.dcm",
        "SC_rgb_dcmtk_+eb+cy+np.dcm",
        "SC_rgb_dcmtk_+eb+cy+s2.dcm",
        "SC_rgb_dcmtk_+eb+cy+s4.dcm",
        "SC_rgb_jpeg_dcmtk.dcm",
        "SC_ybr_full_422_uncompressed.dcm",
        "SC_rgb_jls_lossy_line.dcm",
        "SC_rgb_jls_lossy_sample.dcm",
    ],
)
def test_colour_in_other_encodings_looks_nearly_the_same(name):
    """These are lossy, or share colour between neighbours, which only the edges of their stripes show."""
    plain = render(read_image(_file("SC_rgb_rle.dcm"))).astype(int)
    assert np.abs(render(read_image(_file(name))).astype(int) - plain).mean() < 3


@pytest.mark.parametrize(
    ("name", "options", "renderer"),
    [
        ("MR_small.dcm", VOI_WINDOW, "jpeg"),
        ("examples_overlay.dcm", VOI_WINDOW, "jpeg"),
        ("examples_palette.dcm", VOI_NONE, "jpeg"),
        ("examples_rgb_color.dcm", VOI_NONE, "jpeg"),
        ("image_dfl.dcm", VOI_NONE, "jpeg"),
        ("ExplVR_BigEnd.dcm", VOI_NONE, "jpeg"),
        ("MR_small_jpeg_ls_lossless.dcm", VOI_WINDOW, "jpeg-ls"),
        ("SC_rgb_small_odd.dcm", VOI_NONE, "jpeg"),
        ("SC_rgb_jpeg_gdcm.dcm", VOI_NONE, "jpeg"),
    ],
)
def test_dcmtk_draws_the_same(name, options, renderer):
    path = _file(name)
    theirs = render_with_dcmtk(path, *options, renderer=renderer).astype(int)
    assert np.abs(render(read_image(path)).astype(int) - theirs).max() <= 1


def test_12_bit_jpeg_whose_scan_ends_at_coefficient_0():
    """`JPEG-lossy.dcm` is what real CR units write; `JPGExtended.dcm` is the same stream, mended."""
    as_written, mended = read_image(_file("JPEG-lossy.dcm")), read_image(_file("JPGExtended.dcm"))
    np.testing.assert_array_equal(as_written.pixels, mended.pixels)
    assert as_written.pixels.max() > 200


def test_signed_pixels_in_an_unsigned_codestream():
    pixels = read_image(_file("J2K_pixelrep_mismatch.dcm")).pixels
    assert pixels.dtype == np.int16
    assert (int(pixels.min()), int(pixels[0, 0])) == (-2000, -2000)


def test_sentences_of_known_files():
    for name, sentence in {
        "MR_truncated.dcm": "This file ends too early: 1 of 64 rows is missing.",
        "reportsi.dcm": "This DICOM object holds no picture: it is of the kind “Basic Text SR”",
        "rtplan.dcm": "This DICOM object holds no picture: it is of the kind “RT Plan”",
        "README.txt": "The content is no picture that this program reads",
    }.items():
        with pytest.raises(DecodeError) as refusal:
            read_image(_file(name))
        assert refusal.value.sentence.startswith(sentence)
