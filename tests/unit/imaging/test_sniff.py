"""Files are known by their first bytes."""

from __future__ import annotations

from pathlib import PurePath

import numpy as np
import pytest
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from tests.support.broken_files import dicomdir
from tests.support.dicom_files import write_dicom
from tests.support.studies import small_picture, write_jpeg, write_png
from xray_desktop.imaging.sniff import HEAD_BYTES, FileKind, claims_to_be_image, is_dicom_directory, sniff


def _head(path: PurePath) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - a pure path
        return file.read(HEAD_BYTES)


@pytest.mark.parametrize("preamble", [True, False], ids=["preamble", "bare"])
@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_dicom(preamble, syntax, tmp_path):
    path = write_dicom(tmp_path / "film", small_picture(1), transfer_syntax=syntax, preamble=preamble)
    assert sniff(_head(path)) is FileKind.DICOM


@pytest.mark.parametrize("disguise", [b"MZ" + bytes(126), b"II*\x00" + bytes(124), b"\xff\xd8\xff" + bytes(125)])
def test_dicom_whose_preamble_is_another_file(disguise, tmp_path):
    content = write_dicom(tmp_path / "film", small_picture(1)).read_bytes()
    assert sniff(disguise + content[128:]) is FileKind.DICOM


def test_pictures(tmp_path):
    grey = np.zeros((8, 8), np.uint8)
    assert sniff(_head(write_jpeg(tmp_path / "a.dcm", grey))) is FileKind.JPEG
    assert sniff(_head(write_png(tmp_path / "b", grey))) is FileKind.PNG


@pytest.mark.parametrize("magic", [b"II*\x00", b"MM\x00*", b"II+\x00\x08\x00\x00\x00", b"MM\x00+\x00\x08\x00\x00"])
def test_tiff_of_both_orders_and_sizes(magic):
    assert sniff(magic + bytes(100)) is FileKind.TIFF


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"B",
        b"BMW is a car and no bitmap, and this text says so at some length.",
        b"The quick brown fox",
        b"\x08\x00",
        bytes(HEAD_BYTES),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200),
        b"\x08\x00\x05\x00\xff\xff\xff\x7f" + bytes(100),
        b"GIF89a" + bytes(100),
    ],
)
def test_other_content_is_none_of_ours(content):
    assert sniff(content) is None


@pytest.mark.parametrize("name", ["a.dcm", "A.DCM", "a.JPeg", "x.tif", "x.tiff", "b.bmp", "c.png", "d.dicom", "e.gif"])
def test_names_that_claim_an_image(name):
    assert claims_to_be_image(PurePath(name))


@pytest.mark.parametrize("name", ["Thumbs.db", "notes.txt", "IM000001", "dcm", "x.jpg.zip", ".jpg"])
def test_names_that_claim_nothing(name):
    assert not claims_to_be_image(PurePath(name))


def test_table_of_contents_of_a_disc(tmp_path):
    assert is_dicom_directory(_head(dicomdir(tmp_path / "anything")))
    assert not is_dicom_directory(_head(write_dicom(tmp_path / "DICOMDIR", small_picture(1))))
