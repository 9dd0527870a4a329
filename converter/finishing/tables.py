"""Figures on standard output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from xray_desktop.model_file.card import Figure, OperatingPoint
    from xray_desktop.model_file.derivation import Quantisation


def in_brackets(figure: Figure, digits: int = 4) -> str:
    """Write a figure with its interval."""
    # Adding zero takes the sign from a rounded -0.0.
    value, low, high = (
        f"{round(number, digits) + 0.0:.{digits}f}" for number in (figure.value, figure.low, figure.high)
    )
    return f"{value} ({low} to {high})"


def print_change(title: str, before: dict[str, Figure], after: dict[str, Figure]) -> None:
    """Print the same figures before and after, each with its 95 % interval."""
    table = Table(title=title, title_justify="left")
    for heading in ("figure (95 % interval)", "before", "after"):
        table.add_column(heading)
    for name, figure in before.items():
        table.add_row(name.replace("_", " "), in_brackets(figure), in_brackets(after[name]))
    Console(highlight=False).print(table)


def print_quantisation(made: Quantisation) -> None:
    """Print what 8-bit integers cost."""
    table = Table(title=f"8-bit integers on {made.evaluated_on}", title_justify="left", show_header=False)
    for name, title in (("auc_before", "AUC, 32-bit file"), ("auc_after", "AUC, 8-bit file"), ("auc_loss", "AUC lost")):
        table.add_row(title, in_brackets(made.figures[name]))
    most, mean = made.max_probability_difference, made.mean_probability_difference
    table.add_row("probability", f"differs by {most:.4f} at most, {mean:.4f} on average")
    middle, most = made.median_heatmap_difference, made.max_heatmap_difference
    table.add_row("normalised heat map", f"worst cell differs by {middle:.3f} in the middle image, {most:.3f} at most")
    if made.mean_heatmap_correlation is not None:
        table.add_row("", f"mean correlation {made.mean_heatmap_correlation:.3f}")
    before, after = made.bytes_before, made.bytes_after
    table.add_row("size", f"{after / 1e6:.2f} MB instead of {before / 1e6:.2f} MB ({after / before:.0%})")
    table.add_row("processor time", f"{made.time_ratio:.0%} of the 32-bit file's for an image")
    Console(highlight=False).print(table)


def points_table(points: tuple[OperatingPoint, ...], default: str) -> Table:
    """Lay operating points out, one on each line."""
    table = Table(title="Operating points", title_justify="left")
    table.add_column("name", no_wrap=True)
    for heading in ("threshold", "sensitivity (95 % interval)", "n", "specificity (95 % interval)", "n"):
        table.add_column(heading)
    for point in points:
        table.add_row(
            f"{point.name} (default)" if point.name == default else point.name,
            f"{point.threshold:.4f}",
            in_brackets(point.sensitivity, 3),
            str(point.sensitivity.n),
            in_brackets(point.specificity, 3),
            str(point.specificity.n),
        )
    return table
