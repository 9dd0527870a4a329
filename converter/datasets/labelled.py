"""Folders named after classes become a list of labelled files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from converter.datasets.patients import patient_of_name, read_manifest
from converter.errors import DatasetError
from xray_desktop.errors import XrayError
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.imaging.scan import ScannedFile, scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LABELS = ("NORMAL", "PNEUMONIA")
"""Names of the class folders: the negative class, then the positive one."""

KEPT_FOR_TESTS = "test"
"""A subfolder of this name never trains anything."""


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """One image file and what is known of it.

    Attributes
    ----------
    path
        Absolute.
    relative
        Below the folder that the person named, with ``/`` between the parts.
    label
        Position in `LABELS`.
    patient
        Who is on it; see `converter.datasets.patients`.
    """

    path: Path
    relative: str
    label: int
    patient: str


def find_labelled(folder: Path, leave_out: Sequence[str] = ()) -> list[LabelledFile]:
    """Find the images of the class folders in a folder, or in its subfolders (``train``, ``val``, ...).

    Parameters
    ----------
    folder
        Holds ``NORMAL`` and ``PNEUMONIA``, or subfolders that do.
    leave_out
        Names of subfolders that are not looked into.

    Returns
    -------
    list
        In natural order of the paths; never empty, both classes present.

    Raises
    ------
    DatasetError
        No such folder, no class folders, or a class without images.
    """
    if not folder.is_dir():
        raise DatasetError("The data folder does not exist.")
    folder = folder.resolve()
    patients = read_manifest(folder)
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


def digests(files: Sequence[LabelledFile]) -> list[str]:
    """Give the SHA-256 of each file; empty where it cannot be read, which shows again when it is decoded."""
    return [_digest(file.path) for file in files]


def _digest(path: Path) -> str:
    try:
        return file_sha256(path)
    except XrayError:
        return ""
