"""The tables of a shift report, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from converter.evaluation.stress import PROBES
from converter.experiments.shift.figures import SENSITIVITY
from converter.experiments.shift.measure import Row, worst
from converter.experiments.shift.tree import AS_THEY_ARE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from converter.experiments.shift.measure import GroupFigures
    from xray_desktop.model_file.card import Figure

_READING = f"""\
Specificity is that at a sensitivity of {SENSITIVITY}: at the highest threshold that finds this share of the positives \
of the group itself. Means over seeds, with 95 % intervals that draw whole patients and leave the seeds as they are; \
in brackets the worst and the best seed. Groups with fewer than 30 images of a class are not measured. Candidates are \
comparable where they have the same groups."""


def report_text(candidates: Mapping[str, Sequence[GroupFigures]], rows: Sequence[Row]) -> str:
    """Write the whole report; candidates in the order of their rank."""
    parts = [
        "# Shift validation",
        _READING,
        "## What models are chosen by: the worst group",
        _markdown(_ranking(candidates)),
        "## Specificity of each group",
        _markdown(_groups(candidates, lambda group: _with_interval(group.specificity))),
        "## AUC of each group",
        _markdown(_groups(candidates, lambda group: _with_interval(group.auc))),
        "## One threshold for all groups",
        f"The threshold that finds {SENSITIVITY} of the positives of all groups together; sensitivity / specificity in "
        "each group, mean over seeds.",
        _markdown(_one_point(candidates, rows)),
        "## Every validation and seed",
        "Worst group's specificity / its AUC.",
        _markdown(_seeds(rows)),
        "## Under stress",
        "Means over groups and seeds, AUC / specificity.",
        _markdown(_stresses(candidates, rows)),
        "## What it looks at",
        "Mean AUC over groups and seeds. What is lost when everything outside the lungs is painted over, a classifier "
        "had from outside the lungs; what it still knows with the lungs painted over is no pneumonia (0.5 would be "
        "none of it).",
        _markdown(_probes(candidates, rows)),
    ]
    return "\n\n".join(parts) + "\n"


def _markdown(lines: Iterable[Sequence[str]]) -> str:
    heading, *rest = lines
    rule = ["---", *["--:"] * (len(heading) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heading, rule, *rest))


def _with_interval(figure: Figure) -> str:
    return f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"


def _ranking(candidates: Mapping[str, Sequence[GroupFigures]]) -> Iterator[Sequence[str]]:
    yield "candidate", "worst group", "specificity there", "seeds", "mean over groups", "groups"
    for name, groups in candidates.items():
        lowest = worst(groups)
        spread = f"{_with_interval(lowest.specificity)} [{lowest.lowest:.3f} to {lowest.highest:.3f}]"
        mean = np.mean([group.specificity.value for group in groups])
        yield name, lowest.group, spread, f"{lowest.seeds}", f"{mean:.3f}", f"{len(groups)}"


def _names_of_groups(candidates: Mapping[str, Sequence[GroupFigures]]) -> list[str]:
    return list(dict.fromkeys(group.group for groups in candidates.values() for group in groups))


def _groups(
    candidates: Mapping[str, Sequence[GroupFigures]], say: Callable[[GroupFigures], str]
) -> Iterator[Sequence[str]]:
    """Return a line for each group and a column for each candidate."""
    yield "group (images)", *candidates
    for name in _names_of_groups(candidates):
        of_group = [next((own for own in groups if own.group == name), None) for groups in candidates.values()]
        images = next(own.auc.n for own in of_group if own)
        yield f"{name} ({images})", *(say(own) if own else "–" for own in of_group)


def _one_point(candidates: Mapping[str, Sequence[GroupFigures]], rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    yield "group", *candidates
    for group in _names_of_groups(candidates):
        cells = []
        for name in candidates:
            own = [row for row in rows if (row.candidate, row.group, row.copy) == (name, group, AS_THEY_ARE)]
            cells.append(f"{_mean(own, 'point_sensitivity')} / {_mean(own, 'point_specificity')}" if own else "–")
        yield group, *cells


def _seeds(rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    """Return a line for each candidate and validation, and a column for each seed."""
    seeds = sorted({row.seed for row in rows}, key=lambda seed: (len(seed), seed))
    yield "candidate", "validation", *(f"seed {seed}" for seed in seeds)
    for candidate, validation in dict.fromkeys((row.candidate, row.validation) for row in rows):
        cells = []
        for seed in seeds:
            place = (candidate, validation, seed, AS_THEY_ARE)
            own = [row for row in rows if (row.candidate, row.validation, row.seed, row.copy) == place]
            lowest = min(own, key=lambda row: row.specificity, default=None)
            cells.append(f"{lowest.specificity:.3f} / {lowest.auc:.3f}" if lowest else "–")
        yield candidate, validation, *cells


def _stresses(candidates: Mapping[str, Sequence[GroupFigures]], rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    yield "change", *candidates
    for copy in dict.fromkeys(row.copy for row in rows if row.copy not in PROBES):
        cells = []
        for name in candidates:
            own = [row for row in rows if row.candidate == name and row.copy == copy]
            cells.append(f"{_mean(own, 'auc')} / {_mean(own, 'specificity')}" if own else "–")
        yield copy, *cells


def _probes(candidates: Mapping[str, Sequence[GroupFigures]], rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    yield "candidate", AS_THEY_ARE, *PROBES
    for name in candidates:
        # The same networks throughout: some may not have been scored on the probes.
        asked = {(row.validation, row.seed) for row in rows if row.candidate == name and row.copy in PROBES}
        own = [row for row in rows if row.candidate == name and (row.validation, row.seed) in asked]
        yield name, *(_mean([row for row in own if row.copy == copy], "auc") for copy in (AS_THEY_ARE, *PROBES))


def _mean(rows: Sequence[Row], field: str) -> str:
    return f"{np.mean([getattr(row, field) for row in rows]):.3f}" if rows else "–"
