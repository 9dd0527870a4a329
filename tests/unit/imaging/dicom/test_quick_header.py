"""The quick reader of headers says what pydicom says, or nothing."""

from __future__ import annotations

import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

from tests.support.dicom_files import ABSENT
from tests.support.discs import series_file
from xray_desktop.errors import DecodeError
from xray_desktop.imaging.dicom.quick_header import QUICK_BYTES, parse_series_info, read_quick_info
from xray_desktop.imaging.dicom.series import read_series_info
from xray_desktop.imaging.series_info import SeriesInfo, same_patient

QUICK = [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian, JPEG2000Lossless, RLELossless]


@pytest.mark.parametrize("syntax", QUICK)
def test_it_says_where_an_image_belongs(tmp_path, syntax):
    path = series_file(
        tmp_path / "a.dcm",
        transfer_syntax=syntax,
        PatientName="Doe^Jane=Yamada",
        PatientID=" 12 ",
        PatientBirthDate="19700131",
        StudyInstanceUID="1.2.3",
        StudyDate="20240315",
        StudyTime="101500.5",
        StudyDescription="Chest  PA",
        SeriesInstanceUID="1.2.3.4",
        SeriesNumber=7,
        SeriesDescription="PA",
        Modality="DX",
        InstanceNumber="+0012",
    )
    expected = SeriesInfo(
        "Doe^Jane=Yamada",
        "12",
        "19700131",
        "1.2.3",
        "20240315",
        "101500.5",
        "Chest PA",
        "1.2.3.4",
        7,
        "PA",
        "DX",
        "CHEST",
        "PA",
        12,
    )
    assert read_quick_info(path) == expected
    assert read_series_info(path) == expected


@pytest.mark.parametrize(
    ("character_set", "name"),
    [
        ("ISO_IR 100", "Buc^Jérôme"),
        ("ISO_IR 192", "Wang^XiaoDong=王^小东"),
        ("ISO_IR 144", "Люкceмбypг"),  # noqa: RUF001 - the standard's own example
        ("GB18030", "Wang^XiaoDong=王^小东"),
        ("ISO_IR 6", "Adams^John Robert Quincy"),
    ],
)
def test_character_sets(tmp_path, character_set, name):
    path = series_file(tmp_path / "a.dcm", SpecificCharacterSet=character_set, PatientName=name)
    place = read_quick_info(path)
    assert place is not None
    assert place.patient_name == name
    assert place == read_series_info(path)


def test_several_character_sets_are_left_to_pydicom(tmp_path):
    path = series_file(
        tmp_path / "a.dcm",
        SpecificCharacterSet=["", "ISO 2022 IR 87"],
        PatientName="Yamada^Tarou=山田^太郎=やまだ^たろう",
    )
    assert read_quick_info(path) is None
    assert read_series_info(path).patient_name == "Yamada^Tarou=山田^太郎=やまだ^たろう"


def test_sequences_of_any_length_are_passed_over(tmp_path):
    from pydicom import Dataset, dcmread

    path = series_file(tmp_path / "a.dcm")
    dataset = dcmread(path)
    inner = Dataset()
    inner.PatientName = "Somebody^Else"
    inner.SeriesNumber = 99
    outer = Dataset()
    outer.ReferencedSOPSequence = [inner, inner]
    dataset.ReferencedStudySequence = [outer]
    for undefined in (False, True):
        dataset["ReferencedStudySequence"].is_undefined_length = undefined
        for item in dataset.ReferencedStudySequence:
            item.is_undefined_length_sequence_item = undefined
            item["ReferencedSOPSequence"].is_undefined_length = undefined
        dataset.save_as(path)
        place = read_quick_info(path)
        assert place is not None
        assert place.series_number == 1
        assert place == read_series_info(path)


def test_a_header_longer_than_the_first_read(tmp_path):
    path = series_file(
        tmp_path / "a.dcm", ImageComments="", StudyComments="x" * 9000, AdditionalPatientHistory="y" * 10000
    )
    assert path.stat().st_size > QUICK_BYTES
    assert read_quick_info(path) == read_series_info(path)


@pytest.mark.parametrize(
    "attributes",
    [
        {"InstanceNumber": None, "SeriesNumber": None},
        {"PatientName": ABSENT, "PatientID": "", "StudyInstanceUID": ABSENT},
        {"PatientName": "Two\\Names", "StudyDescription": "a\\b"},
    ],
)
def test_what_is_absent_is_empty(tmp_path, attributes):
    path = series_file(tmp_path / "a.dcm", **attributes)
    assert read_quick_info(path) == read_series_info(path)


def test_what_is_left_to_pydicom(tmp_path):
    assert (
        read_quick_info(series_file(tmp_path / "deflated.dcm", transfer_syntax=DeflatedExplicitVRLittleEndian)) is None
    )
    (tmp_path / "empty").write_bytes(b"")
    assert read_quick_info(tmp_path / "empty") is None


def test_a_file_that_is_gone_is_a_refusal(tmp_path):
    with pytest.raises(DecodeError):
        read_quick_info(tmp_path / "absent.dcm")


def test_control_characters_do_not_reach_the_screen(tmp_path):
    path = series_file(tmp_path / "a.dcm", SpecificCharacterSet="ISO_IR 192", StudyDescription="a\u202egpj\u2066 \t b")
    place = read_quick_info(path)
    assert place is not None
    assert place.study_description.isprintable()
    assert place == read_series_info(path)


def test_a_circle_of_nested_items_ends():
    endless = (
        bytes(128) + b"DICM" + b"\x08\x00\x10\x11SQ\0\0\xff\xff\xff\xff" + b"\xfe\xff\x00\xe0\xff\xff\xff\xff" * 2000
    )
    assert parse_series_info(endless) is None


class TestSamePatient:
    one = SeriesInfo("Doe^Jane", "12", "19700131")

    @pytest.mark.parametrize(
        "other",
        [
            SeriesInfo("DOE^JANE^", "12", "19700131"),
            SeriesInfo("Doe^Jane=Yamada", "12", "19700131"),
            SeriesInfo("", "12", ""),
            SeriesInfo("Doe^Jane", "12", ""),
        ],
    )
    def test_is_certain(self, other):
        assert same_patient(self.one, other)
        assert same_patient(other, self.one)

    @pytest.mark.parametrize(
        "other",
        [
            SeriesInfo("Doe^Jane", "13", "19700131"),
            SeriesInfo("Doe^Jane", "", "19700131"),
            SeriesInfo("Doe^John", "12", "19700131"),
            SeriesInfo("Doe^Jane", "12", "19700201"),
        ],
    )
    def test_is_not(self, other):
        assert not same_patient(self.one, other)

    def test_two_without_a_number_are_not_the_same(self):
        assert not same_patient(SeriesInfo("Doe^Jane"), SeriesInfo("Doe^Jane"))
