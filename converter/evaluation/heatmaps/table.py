"""Figures of one or several models' heat maps side by side, as a Markdown table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xray_desktop.model_file.figure import Figure


def markdown(measured: Mapping[str, Mapping[str, Figure]]) -> str:
    """Write one row for each figure and one column for each model, by its name."""
    names = list(dict.fromkeys(name for figures in measured.values() for name in figures))
    rows = [f"| figure | {' | '.join(measured)} |", f"|---|{'---|' * len(measured)}"]
    rows += [f"| {name} | {' | '.join(_cell(figures.get(name)) for figures in measured.values())} |" for name in names]
    return "\n".join(rows) + "\n"


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "not measurable"
    return f"{figure.value:.3f} [{figure.low:.3f} to {figure.high:.3f}], n {figure.n}"
