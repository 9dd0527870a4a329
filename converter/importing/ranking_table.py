"""The ranking of conventions as a table on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from converter.console import Console
    from converter.importing.ranking import Place

_SHOWN = 5


def print_ranking(places: list[Place], images: int, console: Console) -> None:
    """Print the best conventions; kernels that change nothing share a row."""
    table = Table(title=f"{len(places)} conventions on {images} images; the best are", title_justify="left")
    for heading in (*places[0].trial.convention.options(), "AUC", "log loss", "behind (95 % interval)"):
        table.add_column(heading)
    for row in _rows(places)[:_SHOWN]:
        first = row[0]
        options = first.trial.convention.options()
        options["kernel"] = ", ".join(place.trial.convention.kernel.value for place in row)
        behind = f"{first.behind.value:.3f} ({first.behind.low:.3f} to {first.behind.high:.3f})"
        table.add_row(
            *options.values(), f"{first.auc:.3f}", f"{first.loss:.3f}", behind if first is not places[0] else ""
        )
    console.stderr.print(table)


def _rows(places: list[Place]) -> list[list[Place]]:
    rows: list[list[Place]] = []
    for place in places:
        for row in rows:
            if place.gives_the_same_as(row[0]):
                row.append(place)
                break
        else:
            rows.append([place])
    return rows
