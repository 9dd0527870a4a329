"""Splits become manifest files, and label files for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.labelled import LABELS
from converter.datasets.split import PARTS
from converter.errors import DatasetError
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from converter.datasets.labelled import LabelledFile
    from converter.datasets.split import Split

CLASS_NAMES_FILE = "labels.txt"


def write_splits(folder: Path, splits: Mapping[str, Split], *, replace: bool) -> list[Path]:
    """Write three manifests of each split: all of it, and each side alone.

    Parameters
    ----------
    folder
        Made where it is absent.
    splits
        By the name of their files: ``split`` becomes ``split.csv``, ``split-train.csv`` and ``split-held-out.csv``.
    replace
        Whether files of these names are replaced.

    Returns
    -------
    list
        The manifests of all of each split.

    Raises
    ------
    DatasetError
        A file is there and may not be replaced; then nothing is written.
    OSError
        The folder cannot be written.
    """
    texts = {}
    for name, split in splits.items():
        texts[f"{name}.csv"] = split.manifest(folder)
        for held_out, part in enumerate(PARTS):
            texts[f"{name}-{part}.csv"] = split.part(held_out=bool(held_out)).manifest(folder)
    _write(folder, texts, replace=replace)
    return [folder / f"{name}.csv" for name in splits]


def write_label_files(
    folder: Path, root: Path, files: Sequence[LabelledFile], splits: Sequence[str], *, replace: bool
) -> dict[str, int]:
    """Write a text file for each split, with a line ``path number`` for each image, and one with the class names.

    Parameters
    ----------
    folder
        Made where it is absent.
    root
        Paths below this folder are relative to it; others are absolute.
    files, splits
        Each file and the name of its split.
    replace
        Whether files of these names are replaced.

    Returns
    -------
    dict
        Lines by the name of the text file.

    Raises
    ------
    DatasetError
        A file is there and may not be replaced, or a name cannot stand on a line; then nothing is written.
    OSError
        The folder cannot be written.
    """
    base = root.resolve()
    lines: dict[str, list[str]] = {}
    for file, split in zip(files, splits, strict=True):
        path = file.path.relative_to(base) if file.path.is_relative_to(base) else file.path
        if "\n" in path.as_posix():
            raise DatasetError("The name of an image holds a line break, so it cannot stand in a label file.")
        lines.setdefault(f"{split}.txt", []).append(f"{path.as_posix()} {file.label}\n")
    if CLASS_NAMES_FILE in lines:
        raise DatasetError(f"A split has the name of the file with the class names, {CLASS_NAMES_FILE}. Rename it.")
    texts = {name: "".join(own) for name, own in lines.items()}
    _write(folder, {**texts, CLASS_NAMES_FILE: "".join(f"{label}\n" for label in LABELS)}, replace=replace)
    return {name: len(own) for name, own in lines.items()}


def _write(folder: Path, texts: Mapping[str, str], *, replace: bool) -> None:
    occupied = sorted(name for name in texts if (folder / name).exists())
    if occupied and not replace:
        raise DatasetError(
            f"The output folder already has {occupied[0]}. Name another with -o, or replace it with --force."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        with atomic_file(folder / name) as stream:
            stream.write(text.encode())


def count_parts(split: Split) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Count images by part and class name, and patients by part."""
    images, patients = {}, {}
    for held_out, name in enumerate(PARTS):
        files = [split.files[position] for position in np.flatnonzero(split.held_out == bool(held_out)).tolist()]
        images[name] = {label: sum(LABELS[file.label] == label for file in files) for label in LABELS}
        patients[name] = len({file.patient for file in files})
    return images, patients
