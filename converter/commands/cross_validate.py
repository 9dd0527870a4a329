"""``cross-validate``: the same recipe on k folds of the patients, each held out once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data, add_recipe

if TYPE_CHECKING:
    import argparse

    from converter.console import Console
    from converter.experiments.out_of_fold import Summary

HELP = "train on k folds of the patients, and measure on the one held out"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_recipe(parser, required=True)
    add_data(parser)
    parser.add_argument("--folds", type=int, default=5, metavar="K", help="how many; 5 without")
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="DIR",
        help="new folder; the same command goes on with what was stopped there",
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Train what is not done yet, measure, and say what the figures mean."""
    from converter.experiments.cross_validation import cross_validate
    from converter.experiments.out_of_fold import READING
    from converter.recipe import load_recipe

    recipe = load_recipe(options.recipe, options.overrides)
    try:
        summary = cross_validate(recipe, options.data, options.folds, options.output, console)
    except KeyboardInterrupt:
        console.say("The same command goes on where this stopped.")
        raise
    _show(summary, recipe.name, console)
    console.say(READING)
    console.say(f"The results are in {options.output}.")
    return 0


def _show(summary: Summary, recipe: str, console: Console) -> None:
    """Print the figures on standard output."""
    from rich.table import Table

    from converter.experiments.pictures import figure_name

    folds = Table(title=f"{recipe}: the folds", title_justify="left")
    for heading in ("figure", *(f"{number}" for number in range(1, len(summary.folds) + 1))):
        folds.add_column(heading)
    together = Table(title=f"Pooled Youden threshold {summary.threshold:.4f}", title_justify="left")
    for heading in ("figure", "mean ± SD", "range", "pooled (95 % interval)"):
        together.add_column(heading)
    for name, figure in summary.pooled.items():
        spread, named = summary.spread(name), figure_name(name)
        folds.add_row(named, *(f"{fold[name]:.3f}" for fold in summary.folds))
        together.add_row(
            named,
            f"{spread['mean']:.3f} ± {spread['standard_deviation']:.3f}",
            f"{spread['minimum']:.3f}–{spread['maximum']:.3f}",
            f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})",
        )
    console.show(folds, together)
