"""A DICOMDIR gives the files that it names, in its order, and never one outside its folder."""

from __future__ import annotations

import shutil
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file

from tests.support.discs import disc_by_dcmtk, disc_by_pydicom, files_by_pydicom, rename_in_directory, series_file
from xray_desktop.errors import DecodeError
from xray_desktop.imaging.dicom.directory import read_directory
from xray_desktop.imaging.scan.scan import ScanFailure, ScannedFile, SkippedFile, scan

if TYPE_CHECKING:
    from pathlib import Path

WRITERS = [disc_by_pydicom, disc_by_dcmtk]


def shown(items, kind=ScannedFile) -> list[str]:
    return [item.relative for item in items if isinstance(item, kind)]


def sentences(items) -> dict[str, str]:
    return {item.relative: item.sentence for item in items if isinstance(item, ScanFailure)}


@pytest.mark.parametrize("write", WRITERS)
def test_every_file_comes_in_the_order_of_the_records(tmp_path, write):
    directory = write(tmp_path / "disc")
    items = list(scan([directory]))
    pictures = [item for item in items if isinstance(item, ScannedFile)]
    named = files_by_pydicom(directory)
    assert [str(item.path) for item in pictures] == named
    assert len(named) >= 3
    assert pictures[0].relative == pictures[0].path.relative_to(directory.parent).as_posix()
    assert shown(items, SkippedFile) == ["DICOMDIR"]


@pytest.mark.parametrize("write", WRITERS)
def test_in_a_folder_it_is_passed_over_and_nothing_comes_twice(tmp_path, write):
    directory = write(tmp_path / "disc")
    count = len(shown(scan([directory])))
    assert len(shown(scan([directory.parent]))) == count
    for roots in permutations([directory, directory.parent]):
        assert len(shown(scan(roots))) == count


def test_a_directory_of_any_name_is_known_by_its_content(tmp_path):
    directory = disc_by_pydicom(tmp_path / "disc")
    renamed = directory.with_name("index.dcm")
    directory.rename(renamed)
    assert len(shown(scan([renamed]))) == 8


@pytest.mark.parametrize(
    "change",
    [str.lower, str.title, lambda name: f"{name};1", lambda name: f"{name.lower()}.;1", lambda name: f"{name}."],
)
def test_files_are_found_in_any_case(tmp_path, change):
    directory = disc_by_dcmtk(tmp_path / "disc")
    expected = [dcmread(path).SOPInstanceUID for path in files_by_pydicom(directory)]
    for path in list((directory.parent / "IMAGES").iterdir()):
        path.rename(path.with_name(change(path.name)))
    (directory.parent / "IMAGES").rename(directory.parent / "images")
    pictures = [item for item in scan([directory]) if isinstance(item, ScannedFile)]
    assert [dcmread(item.path).SOPInstanceUID for item in pictures] == expected
    assert pictures[0].relative.startswith("images/")


def test_the_exact_name_goes_first(tmp_path):
    directory = disc_by_dcmtk(tmp_path / "disc", instances=1)
    series_file(directory.parent / "IMAGES" / "im0001", instance=9)
    (item,) = [item for item in scan([directory]) if isinstance(item, ScannedFile)]
    assert item.path.name == "IM0001"


def test_a_missing_file_has_a_sentence_and_the_others_go_on(tmp_path):
    directory = disc_by_dcmtk(tmp_path / "disc")
    (directory.parent / "IMAGES" / "IM0002").unlink()
    items = list(scan([directory]))
    assert shown(items) == ["IMAGES/IM0001", "IMAGES/IM0003"]
    assert "it is not there" in sentences(items)["IMAGES/IM0002"]


def test_a_file_that_is_no_picture_has_what_it_has_in_a_folder(tmp_path):
    directory = disc_by_dcmtk(tmp_path / "disc")
    (directory.parent / "IMAGES" / "IM0002").write_bytes(b"nothing")
    items = list(scan([directory]))
    assert shown(items, SkippedFile) == ["DICOMDIR", "IMAGES/IM0002"]


class TestNamesThatLeadOut:
    @pytest.mark.parametrize(
        "name",
        [
            b"..\\secret.dcm",
            b"/secret.dcm",
            b"..\\..\\x",
            b".\\.\\..\\x.dcm",
            b"IMAGES\\..\\..",
            b"\\secret.dcm",
            b"C:\\x",
        ],
    )
    def test_are_refused(self, tmp_path, name):
        directory = disc_by_dcmtk(tmp_path / "disc")
        series_file(tmp_path / "secret.dcm")
        series_file(tmp_path / "x")
        rename_in_directory(directory, b"IMAGES\\IM0002 ", name)
        items = list(scan([directory]))
        assert shown(items) == ["IMAGES/IM0001", "IMAGES/IM0003"]
        (sentence,) = sentences(items).values()
        assert "outside its own folder" in sentence
        assert all(directory.parent in item.path.parents for item in items)

    @pytest.mark.parametrize("target", ["secret.dcm", "/etc/passwd"])
    def test_links_out_are_refused(self, tmp_path, target):
        directory = disc_by_dcmtk(tmp_path / "disc")
        series_file(tmp_path / "secret.dcm")
        path = directory.parent / "IMAGES" / "IM0002"
        path.unlink()
        path.symlink_to(tmp_path / target)
        assert "outside its own folder" in sentences(scan([directory]))["IMAGES/IM0002"]

    def test_a_link_inside_is_followed(self, tmp_path):
        directory = disc_by_dcmtk(tmp_path / "disc")
        (directory.parent / "IMAGES").rename(directory.parent / "data")
        (directory.parent / "IMAGES").symlink_to("data")
        assert len(shown(scan([directory]))) == 3

    def test_a_disc_behind_a_link_is_read(self, tmp_path):
        directory = disc_by_dcmtk(tmp_path / "disc")
        (tmp_path / "link").symlink_to(directory.parent)
        assert len(shown(scan([tmp_path / "link" / "DICOMDIR"]))) == 3


class TestDamage:
    def test_one_that_ends_too_early_gives_what_is_there(self, tmp_path):
        directory = disc_by_dcmtk(tmp_path / "disc")
        content = directory.read_bytes()
        directory.write_bytes(content[: content.index(b"IM0003") - 20])
        assert shown(scan([directory])) == ["IMAGES/IM0001", "IMAGES/IM0002"]

    def test_links_in_a_circle_end(self, tmp_path):
        directory = disc_by_dcmtk(tmp_path / "disc")
        dataset = dcmread(directory)
        first = dataset.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity
        content = bytearray(directory.read_bytes())
        # Every record's next one is the first.
        place = content.find(b"\x04\x00\x00\x14UL")
        while place >= 0:
            content[place + 8 : place + 12] = first.to_bytes(4, "little")
            place = content.find(b"\x04\x00\x00\x14UL", place + 1)
        directory.write_bytes(content)
        assert sorted(shown(scan([directory]))) == ["IMAGES/IM0001", "IMAGES/IM0002", "IMAGES/IM0003"]

    def test_deleted_records_are_left_out(self, tmp_path):
        directory = disc_by_dcmtk(tmp_path / "disc")
        dataset = dcmread(directory)
        for record in dataset.DirectoryRecordSequence:
            if record.get("ReferencedFileID", "")[-1:] == ["IM0002"]:
                record.RecordInUseFlag = 0
        dataset.save_as(directory)
        assert shown(scan([directory])) == ["IMAGES/IM0001", "IMAGES/IM0003"]

    def test_records_of_other_kinds_are_no_pictures(self, tmp_path):
        directory = disc_by_dcmtk(tmp_path / "disc")
        dataset = dcmread(directory)
        for record in dataset.DirectoryRecordSequence:
            if record.get("ReferencedFileID", "")[-1:] == ["IM0002"]:
                record.DirectoryRecordType = "PRESENTATION"
        dataset.save_as(directory)
        assert shown(scan([directory])) == ["IMAGES/IM0001", "IMAGES/IM0003"]

    @pytest.mark.parametrize("marker", [b"\x02\x00\x10\x00UI", b"\x04\x00\x30\x11CS", b"\x04\x00\x20\x12SQ"])
    def test_one_that_cannot_be_read_has_a_sentence(self, tmp_path, marker):
        directory = disc_by_dcmtk(tmp_path / "disc")
        content = directory.read_bytes()
        assert marker in content
        directory.write_bytes(content.replace(marker, marker[:4] + b"\xee\xee", 1))
        items = list(scan([directory]))
        assert shown(items) == []
        assert "Open its folder instead" in sentences(items)["DICOMDIR"]

    def test_one_without_records_holds_nothing(self):
        items = list(scan([_pydicom_file("dicomdirtests/DICOMDIR-empty.dcm")]))
        assert [type(item) for item in items] == [SkippedFile]


def _pydicom_file(name: str) -> Path:
    from pathlib import Path

    folder = Path(str(get_testdata_file("CT_small.dcm"))).parent
    return folder / name


@pytest.mark.parametrize(
    "name", ["DICOMDIR", "DICOMDIR-bigEnd", "DICOMDIR-implicit", "DICOMDIR-nooffset", "DICOMDIR-reordered"]
)
def test_the_directories_of_pydicom(name):
    directory = _pydicom_file(f"dicomdirtests/{name}")
    if not directory.is_file():
        pytest.skip("pydicom's own test files are not installed")
    expected = {
        tuple(record.ReferencedFileID)
        for record in dcmread(directory).DirectoryRecordSequence
        if "ReferencedFileID" in record
    }
    assert {record.referenced_file_id for record in read_directory(directory)} == expected
    assert len(shown(scan([directory]))) == len(expected) == 31


def test_a_huge_directory_is_refused(tmp_path):
    directory = disc_by_dcmtk(tmp_path / "disc")
    with directory.open("r+b") as file:
        file.truncate(300 << 20)
    with pytest.raises(DecodeError, match="larger than"):
        read_directory(directory)


def test_it_stops_when_told(tmp_path):
    directory = disc_by_pydicom(tmp_path / "disc")
    given = []
    for item in scan([directory], stop=lambda: len(given) >= 4):
        given.append(item)
    assert len(given) == 4


def test_two_discs_are_told_apart_by_their_folders(tmp_path):
    one, two = disc_by_pydicom(tmp_path / "one", 1, 1), disc_by_pydicom(tmp_path / "two", 1, 1)
    prefixes = {relative.split("/")[0] for relative in shown(scan([one, two]))}
    assert prefixes == {"one", "two"}


def test_a_disc_in_an_archive(tmp_path):
    from tests.support.archives import zip_folder

    directory = disc_by_pydicom(tmp_path / "disc")
    archive = zip_folder(tmp_path / "disc.zip", directory.parent)
    shutil.rmtree(directory.parent)
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    assert len(shown(scan([archive], unpack_into=lambda: unpacked))) == 8
