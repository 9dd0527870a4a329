"""Headers are read beside everything else, the plain ones first, and one that is strange stops nothing."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from pydicom.uid import DeflatedExplicitVRLittleEndian

from tests.support.dicom_files import ABSENT
from tests.support.discs import series_file
from tests.support.studies import small_study
from tests.support.threads import eventually, no_thread_left
from xray_desktop.imaging.dicom.series import read_series_info
from xray_desktop.imaging.scan.scan import ScannedFile, scan
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.services.series_index import MAX_BATCH, SeriesIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xray_desktop.services.series_index import Placed


class Reading:
    """Reads, and keeps what comes."""

    def __init__(self) -> None:
        self.batches: list[Sequence[Placed]] = []
        self.thoroughly: list[str] = []
        self.places = SeriesIndex(self._read, self.batches.append)

    def _read(self, path: Path):
        self.thoroughly.append(path.name)
        return read_series_info(path)

    @property
    def found(self) -> dict[str, str | None]:
        """Patient IDs by file, as they came."""
        return {
            path.name: None if place is None else place.patient_id for batch in self.batches for path, place in batch
        }


@pytest.fixture
def reading() -> Iterator[Reading]:
    with no_thread_left():
        made = Reading()
        yield made
        made.places.close()


def files(folder: Path) -> list[ScannedFile]:
    return [item for item in scan([folder]) if isinstance(item, ScannedFile)]


def test_every_dicom_file_comes_once_and_rasters_do_not(reading, tmp_path):
    small_study(tmp_path / "study", 7)
    for number in range(3):
        series_file(tmp_path / "study" / f"p{number}.dcm", patient=number)
    reading.places.add(files(tmp_path / "study"))
    dicom = [file.path.name for file in files(tmp_path / "study") if file.kind == "DICOM"]
    assert eventually(lambda: len(reading.found) == len(dicom))
    assert list(reading.found) == dicom
    assert [reading.found[f"p{number}.dcm"] for number in range(3)] == ["ID-0", "ID-1", "ID-2"]
    assert reading.thoroughly == []


def test_what_is_difficult_comes_after_what_is_plain(reading, tmp_path):
    series_file(tmp_path / "a.dcm", transfer_syntax=DeflatedExplicitVRLittleEndian, patient=1)
    for number in range(5):
        series_file(tmp_path / f"b{number}.dcm", patient=2)
    reading.places.add(files(tmp_path))
    assert eventually(lambda: len(reading.found) == 6)
    assert list(reading.found)[-1] == "a.dcm"
    assert reading.found["a.dcm"] == "ID-1"
    assert reading.thoroughly == ["a.dcm"]


def test_a_header_that_cannot_be_read_or_says_nothing_comes_without_a_place(reading, tmp_path):
    (tmp_path / "cut.dcm").write_bytes(bytes(128) + b"DICM" + b"\x02\x00\x00\x00UL")
    gone = series_file(tmp_path / "gone.dcm")
    nothing = dict.fromkeys(("PatientName", "PatientID", "StudyInstanceUID", "SeriesInstanceUID"), ABSENT)
    series_file(tmp_path / "nobody.dcm", **nothing)
    series_file(tmp_path / "good.dcm")
    found = files(tmp_path)
    gone.unlink()
    reading.places.add(found)
    assert eventually(lambda: len(reading.found) == 4)
    assert reading.found == {"cut.dcm": None, "gone.dcm": None, "nobody.dcm": None, "good.dcm": "ID-1"}


def test_batches_are_bounded_and_the_last_one_does_not_wait(reading, tmp_path):
    film = series_file(tmp_path / "a.dcm")
    (file,) = files(tmp_path)
    reading.places.add([ScannedFile(film, "a.dcm", file.kind)] * 1000)
    assert eventually(lambda: sum(map(len, reading.batches)) == 1000)
    assert max(map(len, reading.batches)) <= MAX_BATCH
    assert len(reading.batches) < 500
    reading.places.add([file])
    assert eventually(lambda: sum(map(len, reading.batches)) == 1001)


def test_it_stops_at_once(tmp_path):
    film = series_file(tmp_path / "a.dcm")
    (file,) = files(tmp_path)
    enough = threading.Event()
    batches: list[Sequence[Placed]] = []

    def take(batch: Sequence[Placed]) -> None:
        batches.append(batch)
        enough.set()

    with no_thread_left():
        places = SeriesIndex(read_series_info, take)
        places.add([ScannedFile(film, "a.dcm", file.kind)] * 100_000)
        assert enough.wait(20)
        places.close()
        assert sum(map(len, batches)) < 100_000


def test_hostile_headers_are_read_in_a_process_that_may_die(tmp_path):
    film = series_file(tmp_path / "a.dcm", transfer_syntax=DeflatedExplicitVRLittleEndian)
    with PooledReader(workers=1) as reader:
        assert reader.series_info(film) == read_series_info(film)
