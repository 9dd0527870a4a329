"""The report of a shift validation: candidates, groups, stresses, seeds, and the figure that models are chosen by.

::

    report.md      tables
    figures.csv    every network on every group under every change
    report.json    candidates and groups with intervals
    groups.png     each candidate's specificity on each group
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from converter.errors import RunFolderError
from converter.evaluation.pictures import png
from converter.experiments.shift.drawing import draw_groups
from converter.experiments.shift.measure import Row, measure_all, over_seeds, worst
from converter.experiments.shift.tables import report_text
from converter.experiments.shift.tree import mean_of, read_tree
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from converter.experiments.shift.measure import GroupFigures


def report_shift(plan: Path, tree: Path, folder: Path, means: Sequence[Sequence[str]] = ()) -> dict[str, GroupFigures]:
    """Measure a tree of run folders and write the report.

    Parameters
    ----------
    plan
        Folder of the plan.
    tree
        Run folders as ``<candidate>/<validation>/seed-<n>``.
    folder
        Made where it is absent; files of an earlier report are replaced.
    means
        Lists of candidates whose mean probability is a candidate too.

    Returns
    -------
    dict
        The worst group of each candidate, the best candidate first.

    Raises
    ------
    DatasetError, RunFolderError
        The plan or the runs cannot be read, or the report cannot be written.
    """
    answers = read_tree(plan, tree)
    answers = [*answers, *(one for names in means for one in mean_of(answers, names))]
    rows = measure_all(answers)
    candidates = {
        name: groups
        for name in dict.fromkeys(one.candidate for one in answers)
        if (groups := over_seeds([one for one in answers if one.candidate == name]))
    }
    if not candidates:
        raise RunFolderError("No held-out group has enough images of both classes to be measured.")
    ranked = dict(sorted(candidates.items(), key=lambda item: -worst(item[1]).specificity.value))
    files = {
        "report.md": report_text(ranked, rows).encode(),
        "figures.csv": _table(rows).encode(),
        "report.json": json.dumps({name: _fields(groups) for name, groups in ranked.items()}, indent=2).encode(),
        "groups.png": png(draw_groups(ranked)),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            with atomic_file(folder / name) as stream:
                stream.write(content)
    except OSError as error:
        raise RunFolderError("The report cannot be written. Check the free space and the permissions.") from error
    return {name: worst(groups) for name, groups in ranked.items()}


def _table(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(Row)])
    writer.writerows([getattr(row, field.name) for field in fields(Row)] for row in rows)
    return text.getvalue()


def _fields(groups: Sequence[GroupFigures]) -> dict[str, Any]:
    return {
        "worst_group": worst(groups).group,
        "groups": [
            asdict(group) | {"auc": group.auc.model_dump(), "specificity": group.specificity.model_dump()}
            for group in groups
        ],
    }
