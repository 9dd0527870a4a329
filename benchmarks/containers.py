"""``python -m benchmarks.containers``: how 50,000 DICOM files in 5,000 series open, as a folder, an archive and a disc.

The window opens each in a process of its own, with all its services, and closes when every file is found and every
header read. Told are when the first image was there and when the last, how many headers a second were read, and the
longest gaps of the GUI thread; see `benchmarks.heartbeat` for what a gap is.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydicom import Dataset, FileMetaDataset, dcmwrite
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage
from PySide6.QtCore import QObject, QTimer

from benchmarks.heartbeat import Heartbeat
from tests.support.dicom_files import write_dicom
from xray_desktop import app
from xray_desktop.qt.application import Application
from xray_desktop.qt.controllers.state.study import Walk
from xray_desktop.qt.runtime.first_paint import AfterFirstPaint
from xray_desktop.settings.options import Options
from xray_desktop.settings.paths import app_paths
from xray_desktop.study.branch import FOLDERS, PATIENT

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = 50_000
PER_SERIES, PER_STUDY = 10, 20
_POLL_MS = 50
# Of one length each, so that a file is made from the template by putting numbers in their place.
_MARKS = {"PatientID": "P0000000", "StudyInstanceUID": "1.2.71111111", "SeriesInstanceUID": "1.2.72222222"}
_INSTANCE, _SOP = "33333333", "1.2.74444444"


def write_films(folder: Path, files: int) -> None:
    """Fill a folder with small films, two series of ten to a study, one study to a patient."""
    template = _template(folder)
    for number in range(files):
        study, series = number // PER_STUDY, number // PER_SERIES
        target = folder / f"D{study // 100:04}" / f"S{study:05}"
        if number % PER_STUDY == 0:
            target.mkdir(parents=True, exist_ok=True)
        content = template
        for mark, value in (
            (_MARKS["PatientID"], f"P{study:07}"),
            (_MARKS["StudyInstanceUID"], f"1.2.5{study:07}"),
            (_MARKS["SeriesInstanceUID"], f"1.2.6{series:07}"),
            (_SOP, f"1.2.8{number:07}"),
            (_INSTANCE, f"{number % PER_SERIES + 1:08}"),
        ):
            content = content.replace(mark.encode(), value.encode())
        (target / f"I{number % PER_STUDY:05}").write_bytes(content)


def _template(folder: Path) -> bytes:
    folder.mkdir(parents=True)
    attributes = {**_MARKS, "SOPInstanceUID": _SOP, "InstanceNumber": _INSTANCE, "SeriesNumber": 1}
    attributes |= {"PatientName": "Doe^Jane", "StudyDate": "20240315", "StudyTime": "101500", "StudyID": "1"}
    path = write_dicom(folder / "template", np.zeros((16, 16), np.uint16), attributes=attributes)
    content = path.read_bytes()
    path.unlink()
    return content


def containers(folder: Path, files: int) -> Iterator[tuple[str, Path]]:
    """Make what is opened, one after the other."""
    films = folder / "films"
    write_films(films, files)
    yield "folder", films
    archive = folder / "films.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for path in sorted(films.rglob("*")):
            packed.write(path, path.relative_to(films))
    yield "archive", archive
    yield "DICOMDIR", write_directory(films)


def write_directory(films: Path) -> Path:
    """Write a DICOMDIR of records without links, which are read in the order in which they stand."""
    records = []
    for path in sorted(path for path in films.rglob("*") if path.is_file()):
        record = Dataset()
        record.RecordInUseFlag = 0xFFFF
        record.DirectoryRecordType = "IMAGE"
        record.ReferencedFileID = list(path.relative_to(films).parts)
        records.append(record)
    directory = Dataset()
    directory.FileSetID = "FILMS"
    directory.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    directory.DirectoryRecordSequence = records
    directory.file_meta = FileMetaDataset()
    directory.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    directory.file_meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
    directory.file_meta.MediaStorageSOPInstanceUID = "1.2.9"
    path = films / "DICOMDIR"
    dcmwrite(path, directory, enforce_file_format=True)
    return path


class Watch(QObject):
    """Notes when the first and the last image and the last header are there; then closes the window."""

    def __init__(self, application: Application, heartbeat: Heartbeat) -> None:
        super().__init__(application)
        self._application, self._heartbeat = application, heartbeat
        self.moments: dict[str, float] = {}
        self._polling = QTimer(self, interval=_POLL_MS)
        self._polling.timeout.connect(self._look)

    def begin(self) -> None:
        """Start the clock."""
        parts = self._application.parts
        parts.grid.rowsInserted.connect(lambda *_: self._note("first image"))
        parts.study_controller.walk_finished.connect(lambda _summary: self._note("last image"))
        self._began = time.perf_counter()
        self._polling.start()

    def _note(self, moment: str) -> None:
        if moment not in self.moments:
            self.moments[moment] = time.perf_counter() - self._began
            self._heartbeat.enter(f"after the {moment}")

    def _look(self) -> None:
        study, walk = self._application.parts.study, self._application.parts.study_controller.walk
        placed = study.tree.count((PATIENT,)) + study.tree.count(FOLDERS)
        if walk is Walk.DONE and placed == len(study.entries) and not study.tree.has_changed:
            self._note("last header")
            self._polling.stop()
            self._application.window.close()


def measure(name: str, path: Path) -> str:
    """Open one container in this process and tell what was seen."""
    qt_application = app.make_qt_application()
    with tempfile.TemporaryDirectory() as data_dir:
        application = Application(Options(paths=(path,)), app_paths(Path(data_dir)))
        heartbeat = Heartbeat(application)
        watch = Watch(application, heartbeat)

        def start() -> None:
            application.make()
            heartbeat.begin()
            heartbeat.enter("until the first image")
            watch.begin()
            application.start()

        AfterFirstPaint(application.window, start)
        application.show()
        qt_application.exec()
        application.close()
        study = application.parts.study
        moments = ", ".join(f"{moment} {seconds:.2f} s" for moment, seconds in watch.moments.items())
        lines = [f"{name}: {len(study.entries):,} files, {len(application.window.studies.model):,} branches; {moments}"]
        lines += [f"  {phase.line(when)}" for when, phase in heartbeat.phases.items()]
        return "\n".join(lines)


def main() -> None:
    """Make the containers and open each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.containers", description=__doc__)
    parser.add_argument("--files", type=int, default=FILES, help="how many films to make")
    parser.add_argument("--only", metavar="NAME", help="of folder, archive and DICOMDIR")
    parser.add_argument("--open", nargs=2, metavar=("NAME", "PATH"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.open:
        sys.stdout.write(measure(arguments.open[0], Path(arguments.open[1])) + "\n")
        return
    with tempfile.TemporaryDirectory() as scratch:
        for name, path in containers(Path(scratch), arguments.files):
            if arguments.only not in (None, name):
                continue
            subprocess.run([sys.executable, "-m", "benchmarks.containers", "--open", name, path], check=True)


if __name__ == "__main__":
    main()
