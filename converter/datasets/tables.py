"""Counts as the user reads them on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from converter.datasets.labelled import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from converter.datasets.inspection import Duplicates, Inspection

_MOST_SIZES = 5


def print_tables(tables: Iterable[Table]) -> None:
    """Print on standard output."""
    console = Console(highlight=False)
    for table in tables:
        console.print(table)


def counts_table(counts: Mapping[str, Mapping[str, int]], patients: Mapping[str, int], first: str) -> Table:
    """Show images of each class, with their share, and patients.

    Parameters
    ----------
    counts
        By split or part, then by class name.
    patients
        By split or part.
    first
        Heading of the first column.
    """
    table = Table()
    table.add_column(first)
    for heading in (*LABELS, "images", "patients"):
        table.add_column(heading, justify="right")
    for name, by_label in counts.items():
        total = sum(by_label.values())
        shares = [f"{by_label[label]:,} ({by_label[label] / max(total, 1):.1%})" for label in LABELS]
        table.add_row(name, *shares, f"{total:,}", f"{patients[name]:,}")
    return table


def inspection_tables(inspection: Inspection) -> Iterator[Table]:
    """Show everything that was found, except for what cannot be read."""
    yield counts_table(inspection.counts, inspection.patients, "split")
    yield _sizes(inspection)
    yield _duplicates(inspection)


def _sizes(inspection: Inspection) -> Table:
    table = Table()
    table.add_column("columns × rows")
    table.add_column("images", justify="right")
    for (rows, columns), count in inspection.sizes[:_MOST_SIZES]:
        table.add_row(f"{columns} × {rows}", f"{count:,}")
    others = inspection.sizes[_MOST_SIZES:]
    if others:
        heights = [size[0] for size, _count in others]
        widths = [size[1] for size, _count in others]
        named = f"{min(widths)} to {max(widths)} × {min(heights)} to {max(heights)}"
        table.add_row(f"{len(others)} others: {named}", f"{sum(count for _size, count in others):,}")
    return table


def _duplicates(inspection: Inspection) -> Table:
    table = Table()
    table.add_column("duplicates")
    for heading in ("groups", "files", "across splits", "across labels", "across patients"):
        table.add_column(heading, justify="right")
    table.add_row("same bytes", *_figures(inspection.byte_duplicates))
    table.add_row("near", *_figures(inspection.near_duplicates))
    return table


def _figures(duplicates: Duplicates) -> Iterator[str]:
    yield f"{len(duplicates.groups):,}"
    yield f"{len({position for group in duplicates.groups for position in group}):,}"
    yield f"{duplicates.across_splits:,}"
    yield f"{duplicates.across_labels:,}"
    yield f"{duplicates.across_patients:,}"
