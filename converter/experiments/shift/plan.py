"""The plan of a shift validation: which images train and which are held out, and in which group.

::

    mixed.csv            three held-out groups: random, against the grain, lowest numbers
    series-1.csv         trains on IM- and bacteria, holds out NORMAL2-IM- and virus
    series-2.csv         the other way round
    acquisition-A.csv    one kind of acquisition held out, where both classes have enough of it
    images.csv           every image: series, acquisition group, acquisition score, and its figures
    plan.json            the AUC of acquisition alone, counts of every group
    acquisition-A.png    a sheet of pictures of each kind of acquisition
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.table import Table

from converter.datasets.acquisition import SIDE_PX, measure_acquisition
from converter.datasets.decode import read_labelled
from converter.datasets.labelled import LABELS, digests
from converter.datasets.split import COLUMNS, PARTS, groups_of
from converter.errors import DatasetError
from converter.experiments.shift.groups import LEFT_OUT, Pictures, all_validations
from converter.experiments.shift.sheets import contact_sheet
from converter.experiments.shift.shortcut import acquisition_groups, measure_shortcut
from xray_desktop.atomic_file import atomic_file
from xray_desktop.imaging.preprocess import InputSpec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.labelled import LabelledFile
    from converter.experiments.shift.shortcut import Shortcut

IMAGES_FILE, PLAN_FILE = "images.csv", "plan.json"


def make_plan(data: Path, folder: Path, console: Console) -> dict[str, Any]:
    """Measure acquisition, choose who is held out, and write the manifests; return what ``plan.json`` holds.

    The same images give the same plan.

    Parameters
    ----------
    data
        Labelled folders or a manifest; all of it takes part.
    folder
        Made where it is absent; files of an earlier plan are replaced.
    console
        Tells the user how far it is.

    Raises
    ------
    DatasetError
        The images cannot be used, or a class has too few patients.
    OSError
        The folder cannot be written.
    """
    images = read_labelled(data, InputSpec(SIDE_PX, SIDE_PX), console)
    sha256 = digests(images.files)
    persons = np.empty(len(images.files), np.int64)
    for number, group in enumerate(groups_of(images.files, sha256)):
        persons[group] = number
    console.say("measuring how the pictures were taken")
    names, values = measure_acquisition(images.images[..., 0])
    shortcut = measure_shortcut(names, values, images.labels, persons)
    stems = [file.path.stem for file in images.files]
    pictures = Pictures(stems, images.labels, persons, shortcut.scores, acquisition_groups(values))
    validations = all_validations(pictures)
    plan = _described(shortcut, pictures, validations)
    texts = {
        **{f"{name}.csv": _manifest(images.files, sha256, sides) for name, sides in validations.items()},
        IMAGES_FILE: _images(images.files, sha256, pictures, names, values),
        PLAN_FILE: json.dumps(plan, indent=2),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        with atomic_file(folder / name) as stream:
            stream.write(text.encode())
    for kind in sorted(set(pictures.kinds)):
        inside = np.flatnonzero(np.array(pictures.kinds) == kind)
        contact_sheet(folder / f"acquisition-{kind}.png", images.images[..., 0], images.labels, inside)
    return plan


def _manifest(files: Sequence[LabelledFile], sha256: Sequence[str], sides: Sequence[str]) -> str:
    rows = [
        (file.path.as_posix(), LABELS[file.label], file.patient, digest, PARTS[bool(side)], side)
        for file, digest, side in zip(files, sha256, sides, strict=True)
        if side != LEFT_OUT
    ]
    return _table([*COLUMNS, "group"], rows)


def _images(
    files: Sequence[LabelledFile],
    sha256: Sequence[str],
    pictures: Pictures,
    names: Sequence[str],
    values: NDArray[np.float64],
) -> str:
    rows = [
        (
            *(file.path.as_posix(), LABELS[file.label], file.patient, digest, series, kind, f"{score:.6f}"),
            *(f"{value:.6g}" for value in own),
        )
        for file, digest, series, kind, score, own in zip(
            files, sha256, pictures.series, pictures.kinds, pictures.scores, values, strict=True
        )
    ]
    return _table([*COLUMNS[:4], "series", "acquisition", "acquisition_score", *names], rows)


def _table(heading: Sequence[str], rows: Sequence[tuple[object, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([heading, *rows])
    return text.getvalue()


def _described(shortcut: Shortcut, pictures: Pictures, validations: dict[str, list[str]]) -> dict[str, Any]:
    kinds = np.array(pictures.kinds)
    return {
        # The key of plans that are there already.
        "bait": {name: figure.model_dump() for name, figure in shortcut.auc.items()},
        "acquisition": {kind: _counts(pictures, kinds == kind) for kind in np.unique(kinds).tolist()},
        "validations": {
            name: {
                side or PARTS[0]: _counts(pictures, np.array(sides) == side) for side in dict.fromkeys(sorted(sides))
            }
            for name, sides in validations.items()
        },
    }


def _counts(pictures: Pictures, inside: NDArray[np.bool_]) -> dict[str, int]:
    images = {name: int((inside & (pictures.labels == label)).sum()) for label, name in enumerate(LABELS)}
    return {**images, "persons": len(np.unique(pictures.persons[inside]))}


def read_groups(file: Path, column: str) -> dict[str, str]:
    """Read what a manifest of a plan says of each image in a column, by SHA-256.

    Raises
    ------
    DatasetError
        There is no such manifest or column.
    """
    try:
        with file.open(newline="", encoding="utf-8") as stream:
            return {row["sha256"]: row[column] for row in csv.DictReader(stream)}
    except (OSError, KeyError, ValueError) as error:
        raise DatasetError(
            f"{file.name} cannot be read as part of a plan. Make one with `xray-converter shift plan`."
        ) from error


def plan_table(plan: Mapping[str, Any]) -> Table:
    """Show images of each class, and persons, of every group of every validation."""
    table = Table()
    for heading in ("validation", "group"):
        table.add_column(heading)
    for heading in (*LABELS, "persons"):
        table.add_column(heading, justify="right")
    for name, groups in {**plan["validations"], "acquisition": plan["acquisition"]}.items():
        for group, counts in groups.items():
            table.add_row(name, group, *(f"{counts[column]:,}" for column in (*LABELS, "persons")))
    return table
