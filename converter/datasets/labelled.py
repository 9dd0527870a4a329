"""A manifest, or folders named after classes, become a list of labelled files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.datasets.labelled_file import LABELS, LabelledFile, digests
from converter.datasets.manifest import is_manifest, read_manifest
from converter.datasets.patients import patient_of_name, patients_of_folder
from converter.errors import DatasetError
from xray_desktop.imaging.scan.scan import ScannedFile, scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["KEPT_FOR_TESTS", "LABELS", "LabelledFile", "digests", "find_labelled"]

KEPT_FOR_TESTS = "test"
"""A subfolder of this name never trains anything."""


def find_labelled(data: Path, leave_out: Sequence[str] = ()) -> list[LabelledFile]:
    """Find the images of a manifest, or of the class folders in a folder or its subfolders (``train``, ``val``, ...).

    Parameters
    ----------
    data
        A manifest (``.csv``; see `converter.datasets.manifest`), or a folder that holds ``NORMAL`` and ``PNEUMONIA``,
        or subfolders that do.
    leave_out
        Names of subfolders that are not looked into. A manifest names what it wants, and loses nothing.

    Returns
    -------
    list
        In natural order of the paths, or in the order of the manifest; never empty, both classes present.

    Raises
    ------
    DatasetError
        No such folder, no class folders, a class without images, or a manifest that cannot be used.
    """
    if is_manifest(data):
        return list(read_manifest(data).files)
    if not data.is_dir():
        raise DatasetError("The data folder does not exist.")
    folder = data.resolve()
    patients = patients_of_folder(folder)
    found = [
        LabelledFile(file.path, f"{prefix}{LABELS[label]}/{file.relative}", label, _patient(file, patients))
        for prefix, parent in _parents(folder, leave_out)
        for label in range(len(LABELS))
        for file in _images(parent / LABELS[label])
    ]
    for label, name in enumerate(LABELS):
        if not any(file.label == label for file in found):
            raise DatasetError(
                f"There are no images of the class {name}. The data folder has to hold the folders "
                f"{' and '.join(LABELS)}, each with images."
            )
    return found


def _parents(folder: Path, leave_out: Sequence[str]) -> Iterator[tuple[str, Path]]:
    if any((folder / name).is_dir() for name in LABELS):
        yield "", folder
        return
    for child in sorted(folder.iterdir()):
        if child.name not in leave_out and any((child / name).is_dir() for name in LABELS):
            yield f"{child.name}/", child


def _images(folder: Path) -> list[ScannedFile]:
    if not folder.is_dir():
        return []
    return [item for item in scan([folder]) if isinstance(item, ScannedFile)]


def _patient(file: ScannedFile, patients: dict[Path, str]) -> str:
    return patients.get(file.path) or patient_of_name(file.path.stem)
