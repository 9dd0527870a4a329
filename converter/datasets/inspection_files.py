"""What an inspection leaves in its folder.

::

    inspection.json    everything that was found
    duplicates.csv     files that show one plate: the same bytes, or near
    counts.png         images of each class in each split
    sizes.png          rows and columns
    samples.png        a few images of each class
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from converter.datasets.inspection_pictures import draw_counts, draw_samples, draw_sizes
from converter.datasets.labelled import LABELS
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from converter.datasets.inspection import Duplicates, Inspection
    from converter.datasets.survey import Survey


def write_inspection(folder: Path, survey: Survey, inspection: Inspection) -> None:
    """Write all files; those of an earlier inspection are replaced one by one, each as a whole.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with atomic_file(folder / "inspection.json") as stream:
        stream.write(json.dumps(_fields(survey, inspection), indent=2, ensure_ascii=False).encode())
    with atomic_file(folder / "duplicates.csv") as stream:
        stream.write(_duplicates_csv(survey, inspection).encode())
    if not survey.files:
        return
    with atomic_file(folder / "counts.png") as stream:
        draw_counts(stream, inspection)
    with atomic_file(folder / "sizes.png") as stream:
        draw_sizes(stream, inspection)
    with atomic_file(folder / "samples.png") as stream:
        draw_samples(stream, survey.files)


def _fields(survey: Survey, inspection: Inspection) -> dict[str, Any]:
    return {
        "images": len(survey.files),
        "counts": inspection.counts,
        "patients": inspection.patients,
        "class_weights": inspection.class_weights,
        "sizes": [{"rows": size[0], "columns": size[1], "images": count} for size, count in inspection.sizes],
        "patients_across_splits": inspection.patients_across_splits,
        "patients_with_both_labels": inspection.patients_with_both_labels,
        "byte_duplicates": _summary(inspection.byte_duplicates),
        "near_duplicates": _summary(inspection.near_duplicates),
        "unreadable": [{"file": item.file.relative, "reason": item.sentence} for item in survey.unreadable],
    }


def _summary(duplicates: Duplicates) -> dict[str, int]:
    return {
        "groups": len(duplicates.groups),
        "files": len({position for group in duplicates.groups for position in group}),
        "across_splits": duplicates.across_splits,
        "across_labels": duplicates.across_labels,
        "across_patients": duplicates.across_patients,
    }


def _duplicates_csv(survey: Survey, inspection: Inspection) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["kind", "group", "file", "split", "label", "patient", "correlation"])
    writer.writerows(_duplicate_rows(survey, "bytes", inspection.byte_duplicates))
    writer.writerows(_duplicate_rows(survey, "near", inspection.near_duplicates))
    return text.getvalue()


def _duplicate_rows(survey: Survey, kind: str, duplicates: Duplicates) -> Iterator[tuple[object, ...]]:
    for number, (group, correlation) in enumerate(zip(duplicates.groups, duplicates.correlations, strict=True), 1):
        for position in group:
            file = survey.files[position]
            split = survey.splits[position]
            yield kind, number, file.relative, split, LABELS[file.label], file.patient, correlation
