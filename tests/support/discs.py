"""Discs: DICOM files under the names of a file set, with a DICOMDIR that names them."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from itertools import product
from typing import TYPE_CHECKING, Any

from pydicom.fileset import FileSet
from pydicom.uid import UID, ExplicitVRLittleEndian

from tests.support.dcmtk import require_program
from tests.support.dicom_files import write_dicom
from tests.support.studies import small_picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOT_UID = "1.2.826.0.1.3680043.8.498"


def series_file(
    path: Path,
    *,
    patient: int = 1,
    study: int = 1,
    series: int = 1,
    instance: int = 1,
    transfer_syntax: str = ExplicitVRLittleEndian,
    **more: Any,
) -> Path:
    """Write a film that belongs to a numbered patient, study and series; the path's folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    attributes = {
        "PatientName": f"Patient{patient}^Given",
        "PatientID": f"ID-{patient}",
        "PatientBirthDate": f"19{50 + patient % 50:02}0101",
        "StudyInstanceUID": f"{ROOT_UID}.{patient}.{study}",
        "StudyDate": f"2024{study % 12 + 1:02}15",
        "StudyTime": "101500",
        "StudyID": f"S{study}",
        "AccessionNumber": f"A{study}",
        "StudyDescription": f"Chest {study}",
        "SeriesInstanceUID": f"{ROOT_UID}.{patient}.{study}.{series}",
        "SeriesNumber": series,
        "SeriesDescription": f"Series {series}",
        "InstanceNumber": instance,
        "SOPInstanceUID": f"{ROOT_UID}.{patient}.{study}.{series}.{instance}",
        **more,
    }
    return write_dicom(
        path,
        small_picture(instance % 8, 64),
        window=(2048.0, 4096.0),
        transfer_syntax=transfer_syntax,
        attributes=attributes,
    )


def disc_by_pydicom(folder: Path, patients: int = 2, studies: int = 2, instances: int = 2) -> Path:
    """Write a disc with pydicom and give its DICOMDIR."""
    numbers = (range(1, patients + 1), range(1, studies + 1), range(1, instances + 1))
    with _file_set(FileSet()) as files:
        files.UID = UID(f"{ROOT_UID}.9")
        for patient, study, instance in product(*numbers):
            loose = folder.parent / f"loose-{patient}-{study}-{instance}.dcm"
            files.add(series_file(loose, patient=patient, study=study, instance=instance))
            loose.unlink()
        files.write(folder)
    return folder / "DICOMDIR"


def files_by_pydicom(directory: Path) -> list[str]:
    """List the paths that a DICOMDIR names, as pydicom reads it."""
    with _file_set(FileSet(directory)) as files:
        return [instance.path for instance in files]


@contextmanager
def _file_set(files: FileSet) -> Iterator[FileSet]:
    """Have a file set's temporary folder removed, which pydicom leaves to the end of the process."""
    yield files
    files._stage["t"].cleanup()


def disc_by_dcmtk(folder: Path, instances: int = 3) -> Path:
    """Write a disc with DCMTK and give its DICOMDIR; skips the test where DCMTK is not installed."""
    program = require_program("dcmmkdir")
    for instance in range(1, instances + 1):
        series_file(folder / "IMAGES" / f"IM{instance:04}", instance=instance)
    command = [program, "--general-purpose", "--invent", "--recurse", "--input-directory", ".", "IMAGES"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    return folder / "DICOMDIR"


def rename_in_directory(directory: Path, old: bytes, new: bytes) -> None:
    """Make a DICOMDIR name another file; the new name is padded to the length of the old one."""
    content = directory.read_bytes()
    assert content.count(old) == 1
    assert len(new) <= len(old)
    directory.write_bytes(content.replace(old, new.ljust(len(old))))
