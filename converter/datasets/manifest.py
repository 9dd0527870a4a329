"""A manifest: a CSV file that names the images, and what is known of each.

::

    file,label,patient,sha256,part
    train/NORMAL/IM-0115-0001.jpeg,NORMAL,IM-0115,7a84…,train
    train/PNEUMONIA/person1_virus_6.jpeg,PNEUMONIA,person1,90c2…,held-out

``file`` is relative to the folder that the manifest lies in, or absolute. ``patient`` may be left empty: then the name
of the file tells. The columns ``sha256`` and ``part`` may be empty or missing; other columns are not looked at. Where
both parts occur, the manifest is a split, and no patient and no bytes may be on both sides.
"""

from __future__ import annotations

import csv
import io
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.labelled_file import LABELS, LabelledFile, digest
from converter.datasets.patients import patient_of_name
from converter.datasets.split import COLUMNS, PARTS, Split
from converter.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_NEEDED = COLUMNS[:3]
_NO_CSV = "The manifest is not a CSV file in UTF-8."
_THREADS = 2


def is_manifest(path: Path) -> bool:
    """Tell by the name whether a path means a manifest."""
    return path.suffix.lower() == ".csv"


def given_split(path: Path) -> Split | None:
    """Return the split that a manifest lays down.

    Parameters
    ----------
    path
        What `converter.datasets.labelled.find_labelled` takes.

    Returns
    -------
    Split or None
        None for a folder, and for a manifest whose images are all of one part or of none: it lays no split down.

    Raises
    ------
    DatasetError
        The manifest cannot be used.
    """
    if not is_manifest(path):
        return None
    split = read_manifest(path)
    return split if split.held_out.any() and not split.held_out.all() else None


def read_manifest(path: Path) -> Split:
    """Read a manifest and hold its files against it.

    Returns
    -------
    Split
        The files in the manifest's order, with their digests as they are now. Images without a part are in training.

    Raises
    ------
    DatasetError
        The manifest cannot be read, a column is missing, a label or part is unknown, a file is absent, listed twice or
        not the one that the digest belongs to, a class is missing, or a patient or the same bytes are on both sides.
        The sentence names the line, never a file or a patient.
    """
    rows = _rows(path)
    base = path.resolve().parent
    # Not resolved: two links to one file are two files with the same bytes, as in a folder.
    paths = [Path(os.path.abspath(base / row.file)) for row in rows]  # noqa: PTH100
    files = [
        LabelledFile(file, relative, _label(row), row.patient or patient_of_name(file.stem))
        for row, file, relative in zip(rows, paths, _relative(rows, paths), strict=True)
    ]
    _refuse_doubles(rows, paths)
    for label, name in enumerate(LABELS):
        if not any(file.label == label for file in files):
            raise DatasetError(f"The manifest names no images of the class {name}.")
    sha256 = _checked_digests(rows, paths)
    held_out = np.array([_held_out(row) for row in rows])
    _keep_apart(rows, [file.patient for file in files], held_out, "images of one patient")
    _keep_apart(rows, sha256, held_out, "files with the same bytes")
    return Split(files, sha256, held_out)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a manifest as it is written."""

    line: int
    file: str
    label: str
    patient: str
    sha256: str
    part: str


def _rows(path: Path) -> list[_Row]:
    try:
        # Spreadsheets put a byte order mark before UTF-8.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DatasetError("The manifest does not exist.") from error
    except UnicodeDecodeError as error:
        raise DatasetError(_NO_CSV) from error
    except OSError as error:
        raise DatasetError("The manifest cannot be read.") from error
    if "\0" in text:
        raise DatasetError(_NO_CSV)
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    try:
        missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise DatasetError(
                f"The manifest has no column called {missing[0]}. Its first line has to name the columns "
                f"{', '.join(COLUMNS)}, with commas between."
            )
        return [_Row(reader.line_num, *(row.get(name, "").strip() for name in COLUMNS)) for row in reader]
    except csv.Error as error:
        raise DatasetError(_NO_CSV) from error


def _label(row: _Row) -> int:
    if row.label not in LABELS:
        raise DatasetError(f"Line {row.line} of the manifest has an unknown label. Labels are {' and '.join(LABELS)}.")
    return LABELS.index(row.label)


def _held_out(row: _Row) -> bool:
    if row.part and row.part not in PARTS:
        raise DatasetError(f"Line {row.line} of the manifest has an unknown part. Parts are {' and '.join(PARTS)}.")
    return row.part == PARTS[True]


def _relative(rows: Sequence[_Row], paths: Sequence[Path]) -> list[str]:
    """Return the names that are read: as written, and absolute ones without the folders that all have in common."""
    absolute = [path.parent for row, path in zip(rows, paths, strict=True) if Path(row.file).is_absolute()]
    if not absolute:
        return [row.file for row in rows]
    try:
        common = Path(os.path.commonpath(absolute))
    except ValueError:  # Several drives.
        return [path.as_posix() for path in paths]
    return [
        path.relative_to(common).as_posix() if path.is_relative_to(common) else row.file
        for row, path in zip(rows, paths, strict=True)
    ]


def _refuse_doubles(rows: Sequence[_Row], paths: Sequence[Path]) -> None:
    first: dict[Path, int] = {}
    for row, path in zip(rows, paths, strict=True):
        if first.setdefault(path, row.line) != row.line:
            raise DatasetError(f"The manifest names the same file on the lines {first[path]} and {row.line}.")


def _checked_digests(rows: Sequence[_Row], paths: Sequence[Path]) -> list[str]:
    with ThreadPoolExecutor(_THREADS) as threads:
        found = list(threads.map(digest, paths))
    for row, path, sha256 in zip(rows, paths, found, strict=True):
        if not path.is_file():
            raise DatasetError(
                f"Line {row.line} of the manifest names a file that does not exist. Names are relative to the "
                "folder that the manifest lies in, or absolute."
            )
        if row.sha256 and row.sha256.lower() != sha256:
            raise DatasetError(
                f"The file on line {row.line} of the manifest is not the one that the manifest was made of: its "
                "SHA-256 differs."
            )
    return found


def _keep_apart(rows: Sequence[_Row], marks: Sequence[str], held_out: NDArray[np.bool_], what: str) -> None:
    sides: dict[str, set[bool]] = {}
    for mark, held in zip(marks, held_out.tolist(), strict=True):
        sides.setdefault(mark, set()).add(held)
    crossing = next((mark for mark, held in sides.items() if mark and len(held) > 1), None)
    if crossing is not None:
        lines = [row.line for row, mark in zip(rows, marks, strict=True) if mark == crossing]
        raise DatasetError(
            f"The manifest has {what} on both sides of the split, first on the lines {_listed(lines)}. All of them "
            "belong on one side."
        )


def _listed(lines: Sequence[int], most: int = 6) -> str:
    shown = ", ".join(str(line) for line in lines[:most])
    return f"{shown} and {len(lines) - most} more" if len(lines) > most else shown
