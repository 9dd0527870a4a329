"""``tune``: the settings with which a recipe does best."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data, add_recipe
from converter.errors import RecipeError

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "search the settings with which a recipe does best"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_recipe(parser, required=True)
    add_data(parser)
    parser.add_argument(
        "--trials", type=int, required=True, metavar="N", help="how many in all, earlier starts included"
    )
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="DIR",
        help="new folder; the same command goes on with what was stopped there",
    )
    parser.add_argument("--search", type=Path, metavar="FILE.toml", help="fields and their bounds; a usual set without")
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="begin no further trial after this time")


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the trials that are missing, and write what was found."""
    from converter.experiments.search_space import load_search_space
    from converter.experiments.tuning import tune
    from converter.experiments.tuning_report import BEST_FILE, READING, write_results
    from converter.recipe import load_recipe

    if options.trials < 1:
        raise RecipeError("There has to be one trial or more.")
    recipe = load_recipe(options.recipe, options.overrides)
    space = load_search_space(options.search, recipe)
    try:
        search, study = tune(recipe, options.data, space, options.trials, options.output, console, options.timeout)
    except KeyboardInterrupt:
        console.say("The same command goes on where this stopped.")
        raise
    write_results(search, study)
    figure = search.monitor.replace("_", " ").replace("auc", "AUC")
    console.say(f"The best is trial {study.best_trial.number}, with {figure} {study.best_value:.4f}:")
    for place, value in study.best_params.items():
        console.say(f"  {place} = {value}")
    console.say(READING)
    best = options.output / BEST_FILE
    console.say(f"Next: xray-converter train --recipe {best} --data {options.data}")
    return 0
