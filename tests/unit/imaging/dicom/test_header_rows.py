"""The header as rows: everything in it is listed, nothing in it can stop that, and the pixels stay where they are."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom import Dataset, FileMetaDataset, dcmwrite
from pydicom._dicom_dict import DicomDictionary
from pydicom.data import get_testdata_file
from pydicom.datadict import tag_for_keyword
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

from tests.support.dicom_files import write_dicom
from xray_desktop.errors import DecodeError
from xray_desktop.imaging.dicom.identifying import PERSONAL, TECHNICAL, is_identifying
from xray_desktop.imaging.header_reader import read_header
from xray_desktop.imaging.header_table import HeaderLimits
from xray_desktop.imaging.limits import DEFAULT_LIMITS
from xray_desktop.imaging.source import SourceFile
from xray_desktop.imaging.workers.pool import PooledReader

_MASK = "hidden"
_PIXELS = np.arange(64 * 48, dtype=np.uint16).reshape(64, 48)
_SYNTAXES = (
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
    RLELossless,
)


def _by_keyword(table):
    return {row.keyword: row for row in table.rows if row.keyword}


def _write(path, dataset, syntax=ExplicitVRLittleEndian):
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.SOPClassUID, dataset.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.1", "1.2.3"
    dcmwrite(path, dataset, enforce_file_format=True)
    return path


@pytest.mark.parametrize("syntax", _SYNTAXES, ids=lambda syntax: syntax.name)
def test_every_transfer_syntax_gives_the_same_header(tmp_path, syntax):
    path = write_dicom(tmp_path / "a.dcm", _PIXELS, transfer_syntax=syntax, attributes={"KVP": "125"})
    rows = _by_keyword(read_header(path))
    assert rows["TransferSyntaxUID"].value == f"{syntax} ({syntax.name})"
    assert rows["PatientName"].value == "Builder^Test"
    assert (rows["Rows"].value, rows["Rows"].vm, rows["Rows"].vr) == ("64", 1, "US")
    assert rows["KVP"].tag_text == "(0018,0060)"


@pytest.mark.parametrize(
    "name", ["CT_small.dcm", "rtplan.dcm", "nested_priv_SQ.dcm", "UN_sequence.dcm", "emri_small_big_endian.dcm"]
)
def test_as_many_rows_as_pydicom_finds(name):
    path = get_testdata_file(name, download=False)
    if path is None:
        pytest.skip("this file comes with pydicom-data: sh scripts/setup")
    dataset = pydicom.dcmread(path)
    assert len(read_header(Path(path)).rows) == _count(dataset) + _count(dataset.file_meta)


def _count(dataset):
    return sum(1 + sum(1 + _count(item) for item in (e.value if e.VR == "SQ" else ())) for e in dataset)


def test_the_pixels_are_listed_by_their_size_and_never_read(tmp_path, monkeypatch):
    path = write_dicom(tmp_path / "a.dcm", np.zeros((2048, 2025), np.uint16))
    taken = []
    read = SourceFile.read
    monkeypatch.setattr(SourceFile, "read", lambda self, size=-1: taken.append(size) or read(self, size))
    rows = _by_keyword(read_header(path))
    assert rows["PixelData"].value == "OW, 8,294,400 bytes"
    assert rows["PixelData"].length == 8_294_400
    assert max(taken) <= 4096


def test_encapsulated_pixels_are_passed_piece_by_piece(tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _PIXELS, transfer_syntax=RLELossless)
    row = _by_keyword(read_header(path))["PixelData"]
    assert row.value.startswith("OB, encapsulated, ")
    assert not read_header(path).notes


def test_sequences_are_a_tree(tmp_path):
    dataset, items = Dataset(), []
    for number in (1, 2):
        item = Dataset()
        item.ReferencedSOPInstanceUID = f"1.2.{number}"
        items.append(item)
    dataset.ReferencedImageSequence = items
    rows = read_header(_write(tmp_path / "a.dcm", dataset)).rows
    at = next(place for place, row in enumerate(rows) if row.keyword == "ReferencedImageSequence")
    assert [(row.level, row.name) for row in rows[at : at + 5]] == [
        (0, "Referenced Image Sequence"),
        (1, "Item 1"),
        (2, "Referenced SOP Instance UID"),
        (1, "Item 2"),
        (2, "Referenced SOP Instance UID"),
    ]
    assert rows[at].value == "2 items"


def test_private_elements_name_their_creator(tmp_path):
    dataset = Dataset()
    dataset.private_block(0x0009, "GEMS_IDEN_01", create=True).add_new(0x02, "SH", "CT01")
    dataset.private_block(0x0041, "NOBODY KNOWS", create=True).add_new(0x01, "LO", "secret")
    rows = {row.tag: row for row in read_header(_write(tmp_path / "a.dcm", dataset)).rows}
    known, unknown = rows[0x00091002], rows[0x00411001]
    assert (known.name, known.creator, known.value) == ("Suite id", "GEMS_IDEN_01", "CT01")
    assert (unknown.name, unknown.creator) == ("Private element", "NOBODY KNOWS")


def test_names_are_written_in_their_character_set(tmp_path):
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName = "Müller^Jörg"
    assert _by_keyword(read_header(_write(tmp_path / "a.dcm", dataset)))["PatientName"].value == "Müller^Jörg"


def test_values_cannot_break_out_of_their_line(tmp_path):
    dataset = Dataset()
    dataset.ImageComments = "one\ntwo\u202ethree"
    dataset.SpecificCharacterSet = "ISO_IR 192"
    shown = _by_keyword(read_header(_write(tmp_path / "a.dcm", dataset)))["ImageComments"].value
    assert shown == "one two three"


def test_what_is_not_listed_is_told(tmp_path):
    dataset = Dataset()
    block = dataset.private_block(0x0041, "TEST", create=True)
    for element in range(200):
        block.add_new(element, "LO", "x")
    path = _write(tmp_path / "a.dcm", dataset)
    whole = read_header(path)
    table = read_header(path, bounds=HeaderLimits(rows=100))
    assert len(table.rows) == 100
    assert table.notes == (f"{len(whole.rows) - 100} further elements are not listed.",)


def test_a_listing_that_takes_too_long_ends_and_says_so(tmp_path):
    dataset = Dataset()
    block = dataset.private_block(0x0041, "TEST", create=True)
    for element in range(250):
        block.add_new(element, "LO", "x")
    dataset.ReferencedImageSequence = [dataset.group_dataset(0x0041) for _ in range(5)]
    table = read_header(_write(tmp_path / "a.dcm", dataset), bounds=HeaderLimits(seconds=-1.0))
    assert 0 < len(table.rows) <= 1000
    assert table.notes == ("The listing ends here, because it takes too long; more elements follow.",)


def _nested(levels, *, undefined):
    """Write sequences in each other by hand: pydicom's own writer would recurse."""
    inner = b"\x10\x00\x10\x00PN\x04\x00A^B "
    for _ in range(levels):
        length = 0xFFFFFFFF if undefined else len(inner)
        item = b"\xfe\xff\x00\xe0" + struct.pack("<L", length) + inner
        if undefined:
            item += b"\xfe\xff\x0d\xe0\0\0\0\0"
        head = b"\x08\x00\x40\x11SQ\0\0" + struct.pack("<L", 0xFFFFFFFF if undefined else len(item))
        inner = head + item + (b"\xfe\xff\xdd\xe0\0\0\0\0" if undefined else b"")
    return inner


@pytest.mark.parametrize("undefined", [False, True])
def test_sequences_hundreds_deep_are_listed_to_a_depth(tmp_path, undefined):
    path = tmp_path / "deep.dcm"
    path.write_bytes(bytes(128) + b"DICM" + _nested(700, undefined=undefined) + b"\x20\x00\x10\x00SH\x02\x00ID")
    table = read_header(path)
    assert table.notes == ("600 elements are nested too deep to be listed.",)
    assert max(row.level for row in table.rows) == 201
    assert table.rows[-1].keyword == "StudyID"


@pytest.mark.parametrize("cut", range(140, 700, 13))
def test_a_cut_header_is_listed_as_far_as_it_goes(tmp_path, cut):
    whole = write_dicom(tmp_path / "a.dcm", _PIXELS).read_bytes()
    short = tmp_path / "b.dcm"
    short.write_bytes(whole[:cut])
    all_rows = read_header(tmp_path / "a.dcm").rows
    try:
        rows = read_header(short).rows
    except DecodeError:
        assert cut < 150
    else:
        assert [row.tag for row in rows] == [row.tag for row in all_rows[: len(rows)]]


def test_a_wrong_vr_shows_the_bytes(tmp_path):
    path = tmp_path / "a.dcm"
    path.write_bytes(bytes(128) + b"DICM" + b"\x28\x00\x10\x00US\x03\x00abc" + b"\x28\x00\x11\x00ZZ\x02\x00xy")
    rows = read_header(path).rows
    assert [(row.vr, row.value) for row in rows] == [("US", "61 62 63"), ("ZZ", "78 79")]


def test_a_value_that_claims_gigabytes_is_not_believed(tmp_path):
    path = tmp_path / "a.dcm"
    path.write_bytes(bytes(128) + b"DICM" + b"\x10\x00\x10\x00UT\0\0\xf0\xff\xff\xff" + b"text")
    table = read_header(path)
    assert table.rows[0].value == "text … (4,294,967,280 bytes)"
    assert table.notes == ("The header is damaged or ends too early; what can be read of it is listed.",)


def test_it_runs_in_the_decode_pool_and_survives_the_way_back(tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _PIXELS)
    with PooledReader(1) as reader:
        assert reader.header(path) == read_header(path)


def test_hidden_values_are_masked():
    path = Path(get_testdata_file("CT_small.dcm"))
    shown = {row.keyword: row.shown_value(_MASK) for row in read_header(path).rows}
    for keyword in ("PatientName", "PatientID", "StudyDate", "SOPInstanceUID", "InstitutionName", "AccessionNumber"):
        assert shown[keyword] in (_MASK, ""), keyword
    assert shown["SOPClassUID"] == "1.2.840.10008.5.1.4.1.1.2 (CT Image Storage)"
    assert shown["KVP"] == "120"
    assert shown["Manufacturer"] == "GE MEDICAL SYSTEMS"


def test_an_unreadable_file_has_its_sentence(tmp_path):
    path = tmp_path / "a.dcm"
    path.write_bytes(b"")
    with pytest.raises(DecodeError, match="empty"):
        read_header(path, DEFAULT_LIMITS)


def test_the_lists_of_what_is_hidden_hold_real_keywords_only():
    for keyword in (*TECHNICAL, *PERSONAL):
        assert tag_for_keyword(keyword) is not None, keyword


def test_every_attribute_of_the_user_is_hidden():
    """The patient modules of the dictionary (group 0010), but for what tells kinds of things."""
    shown = {
        keyword
        for tag, (vr, _vm, _name, _retired, keyword) in DicomDictionary.items()
        if tag >> 16 == 0x0010 and vr != "SQ" and not is_identifying(tag, keyword, vr, "x")
    }
    assert not {word for word in shown if "Name" in word or "ID" in word or "Address" in word} - {"TypeOfPatientID"}
    assert "PatientBirthDate" not in shown
