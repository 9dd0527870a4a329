"""Overlay planes are found wherever they are kept, and land on the pixels that they mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless

from tests.support.dcmtk import VOI_WINDOW, render_with_dcmtk
from tests.support.dicom_files import write_dicom
from tests.support.dicom_overlays import add_embedded_overlay, add_overlay
from tests.support.studies import small_picture
from xray_desktop.imaging.graphics import OverlayKind
from xray_desktop.imaging.masks import overlay_mask, unpack_mask
from xray_desktop.imaging.preprocess import InputSpec, preprocess
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.imaging.image import XrayImage

_DEEP = small_picture(2)
_ROWS, _COLUMNS = _DEEP.shape
_DAMAGED = ("An overlay in this file is damaged and is left out.",)


def _letters(rows: int = _ROWS, columns: int = _COLUMNS, seed: int = 1) -> NDArray[np.bool_]:
    """Draw something without symmetry, whose size is rarely a whole number of bytes."""
    return np.random.default_rng(seed).random((rows, columns)) < 0.2


def _picture(tmp_path: Path, pixels: NDArray[Any] = _DEEP, **arguments: Any) -> Path:
    return write_dicom(tmp_path / "a.dcm", pixels, **({"window": (2048.0, 4096.0)} | arguments))


def _graphics(image: XrayImage) -> NDArray[np.bool_]:
    mask = overlay_mask(image, OverlayKind.GRAPHICS)
    assert mask is not None
    return mask


@pytest.mark.parametrize("vr", ["OB", "OW"])
@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian], ids=lambda uid: uid.keyword
)
def test_bits_of_its_own_in_every_order(syntax, vr, tmp_path):
    mask = _letters()
    path = add_overlay(_picture(tmp_path, transfer_syntax=syntax), mask, vr=vr)
    np.testing.assert_array_equal(_graphics(read_image(path)), mask)


@pytest.mark.parametrize("origin", [(1, 1), (5, 9), (-3, -20), (0, 0), (_ROWS - 2, 4), (4, _COLUMNS - 3), None])
def test_the_origin_counts_from_one_and_edges_cut(origin, tmp_path):
    mask = _letters(31, 45)
    path = add_overlay(_picture(tmp_path), mask, origin=origin)
    top, left = (number - 1 for number in origin or (1, 1))
    expected = np.zeros((_ROWS + 200, _COLUMNS + 200), np.bool_)
    expected[100 + top : 131 + top, 100 + left : 145 + left] = mask
    expected = expected[100 : 100 + _ROWS, 100 : 100 + _COLUMNS]
    np.testing.assert_array_equal(_graphics(read_image(path)), expected)


def test_a_plane_that_lies_beside_the_picture_marks_nothing(tmp_path):
    image = read_image(add_overlay(_picture(tmp_path), _letters(20, 20), origin=(_ROWS + 5, 1)))
    assert image.overlays == ()
    assert image.notes == ()


def test_kinds_and_labels_and_more_than_one(tmp_path):
    lines, region = _letters(seed=1), _letters(seed=2)
    path = add_overlay(_picture(tmp_path), lines, label="Lines")
    add_overlay(path, region, group=0x601E, kind="R", label="Nodule")
    image = read_image(path)
    assert [(overlay.kind, overlay.label) for overlay in image.overlays] == [
        (OverlayKind.GRAPHICS, "Lines"),
        (OverlayKind.ROI, "Nodule"),
    ]
    np.testing.assert_array_equal(overlay_mask(image, OverlayKind.GRAPHICS), lines)
    np.testing.assert_array_equal(overlay_mask(image, OverlayKind.ROI), region)


def test_two_planes_of_one_kind_are_seen_together(tmp_path):
    path = add_overlay(_picture(tmp_path), _letters(seed=1))
    add_overlay(path, _letters(seed=2), group=0x6002)
    np.testing.assert_array_equal(_graphics(read_image(path)), _letters(seed=1) | _letters(seed=2))


# Several frames (DICOM PS3.3 C.9.3)


@pytest.mark.parametrize(("first_frame", "offset"), [(None, 0), (1, 0), (2, 1)])
def test_frames_of_an_overlay_lie_on_the_frames_from_its_origin_on(first_frame, offset, tmp_path):
    # 31 times 45 is no whole number of bytes: the second frame begins within one.
    stack = np.stack([_letters(31, 45, seed) for seed in (1, 2)])
    path = write_dicom(tmp_path / "a.dcm", np.stack([_DEEP] * 4), frames=4)
    add_overlay(path, stack, frames=2, first_frame=first_frame)
    for frame in range(4):
        overlays = read_image(path, frame).overlays
        if 0 <= frame - offset < 2:
            np.testing.assert_array_equal(unpack_mask(overlays[0].mask)[:31, :45], stack[frame - offset])
        else:
            assert overlays == ()


def test_an_overlay_that_counts_no_frames_lies_on_all_of_them(tmp_path):
    path = add_overlay(write_dicom(tmp_path / "a.dcm", np.stack([_DEEP] * 2), frames=2), _letters())
    for frame in range(2):
        np.testing.assert_array_equal(_graphics(read_image(path, frame)), _letters())


# In bits that the pixels do not use, as until 2004


@pytest.mark.parametrize("bit", [12, 15])
@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian, RLELossless])
def test_an_overlay_in_the_bits_above_the_picture(syntax, bit, tmp_path):
    words = _DEEP | (_letters().astype(np.uint16) << bit)
    image = read_image(add_embedded_overlay(_picture(tmp_path, words, transfer_syntax=syntax), bit))
    np.testing.assert_array_equal(_graphics(image), _letters())
    np.testing.assert_array_equal(image.pixels, _DEEP)


def test_an_overlay_in_the_bits_below_the_picture(tmp_path):
    words = (_DEEP << 4) | _letters().astype(np.uint16)
    image = read_image(add_embedded_overlay(_picture(tmp_path, words, high_bit=15), 0))
    np.testing.assert_array_equal(_graphics(image), _letters())
    np.testing.assert_array_equal(image.pixels, _DEEP)


def test_an_embedded_overlay_is_that_of_its_frame(tmp_path):
    words = np.stack([_DEEP | (_letters(seed=seed).astype(np.uint16) << 13) for seed in (1, 2)])
    path = add_embedded_overlay(_picture(tmp_path, words, frames=2), 13)
    for frame in range(2):
        np.testing.assert_array_equal(_graphics(read_image(path, frame)), _letters(seed=frame + 1))


def test_a_bit_of_the_picture_itself_is_no_overlay(tmp_path):
    assert read_image(add_embedded_overlay(_picture(tmp_path), 3)).overlays == ()


def test_copies_of_the_sign_are_no_overlay(tmp_path):
    signed = _DEEP.astype(np.int16) - np.int16(2000)
    path = add_embedded_overlay(_picture(tmp_path, signed, bits_stored=13), 14)
    assert read_image(path).overlays == ()


# Damage


@pytest.mark.parametrize(
    "lie", [{"cut": 300}, {"size": (0, 40)}, {"size": (40, 0)}, {"size": (65535, 65535)}, {"size": (_ROWS + 9, 600)}]
)
def test_a_damaged_overlay_is_left_out_with_a_note(lie, tmp_path):
    path = add_overlay(_picture(tmp_path), _letters(), **lie)
    add_overlay(path, _letters(seed=2), group=0x6002)
    image = read_image(path)
    assert image.notes == _DAMAGED
    np.testing.assert_array_equal(_graphics(image), _letters(seed=2))


# For the eye alone


def test_a_model_never_sees_an_overlay(tmp_path):
    plain = preprocess(read_image(_picture(tmp_path)), InputSpec(64, 64)).tensor
    marked = read_image(add_overlay(_picture(tmp_path), _letters()))
    assert marked.overlays
    np.testing.assert_array_equal(preprocess(marked, InputSpec(64, 64)).tensor, plain)


@pytest.mark.parametrize("origin", [(1, 1), (5, 9), (-3, -20)])
def test_dcmtk_draws_the_same_lines(origin, tmp_path):
    path = add_overlay(_picture(tmp_path), _letters(31, 45), origin=origin)
    image = read_image(path)
    # The later of two contrary options counts: overlays replace what is under them by white.
    theirs = render_with_dcmtk(path, *VOI_WINDOW, "+O", "0", "+Omr").astype(int)
    ours = np.where(_graphics(image), 255, render(image).astype(int))
    assert np.abs(ours - theirs).max() <= 1
