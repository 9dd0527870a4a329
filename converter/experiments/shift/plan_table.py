"""A plan as the user reads it on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table

from converter.datasets.labelled import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping


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
