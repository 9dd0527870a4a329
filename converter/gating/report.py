"""The figures of a gate as tables: on the terminal, as CSV and as Markdown."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from converter.gating.choice import Candidate
    from converter.gating.fit import Gated
    from converter.gating.measured import Count

_HEADINGS = ("kind of picture", "should be", "pictures", "refused", "treated wrongly", "95 % interval", "refused by")


def print_counts(gated: Gated) -> None:
    """Print what was counted, on standard output: first what may be judged, below the line what may not."""
    table = Table(title="The whole gate: rules, then distance", title_justify="left")
    table.add_column("kind of picture", no_wrap=True)
    table.add_column("refused", justify="right", no_wrap=True)
    table.add_column("treated wrongly (95 %)", no_wrap=True)
    for before, count in pairwise([None, *gated.counts]):
        if before and count and before.may_be_judged != count.may_be_judged:
            table.add_section()
        if count:
            wrong = f"{count.wrong.value:.1%} ({count.wrong.low:.1%} to {count.wrong.high:.1%})"
            table.add_row(count.kind, f"{count.refused} of {count.pictures}", wrong)
    Console(highlight=False).print(table)


def write_report(gated: Gated, folder: Path) -> None:
    """Write ``gate.csv``, ``gate.md`` and ``layers.csv`` (every layer that was considered) into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    layers = [_layer_row(candidate) for candidate in gated.considered]
    kinds = list(gated.considered[0].nearest)
    written = {
        "gate.csv": _as_csv([_HEADINGS, *_rows(gated.counts)]),
        "gate.md": _as_markdown([_HEADINGS, *_rows(gated.counts)]),
        "layers.csv": _as_csv([("layer", "grid", "features", "threshold", "margin", *kinds), *layers]),
    }
    for name, text in written.items():
        with atomic_file(folder / name) as stream:
            stream.write(text.encode("utf-8"))


def _rows(counts: Sequence[Count]) -> list[tuple[str, ...]]:
    return [
        (
            count.kind,
            "scored" if count.may_be_judged else "refused",
            str(count.pictures),
            str(count.refused),
            f"{count.wrong.value:.1%}",
            f"{count.wrong.low:.1%} to {count.wrong.high:.1%}",
            ", ".join(f"{rule} {number}" for rule, number in count.refused_by.items()),
        )
        for count in counts
    ]


def _layer_row(candidate: Candidate) -> tuple[str, ...]:
    features = candidate.features
    numbers = (candidate.threshold, candidate.margin, *candidate.nearest.values())
    return (
        features.tensor.name,
        str(features.grid),
        str(features.numbers),
        *(f"{number:.3f}" for number in numbers),
    )


def _as_csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _as_markdown(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + "\n"
