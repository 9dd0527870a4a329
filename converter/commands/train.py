"""``train``: a network from labelled folders."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data, add_recipe
from converter.errors import RecipeError
from converter.recipe import load_recipe

if TYPE_CHECKING:
    import argparse

    from converter.console import Console
    from converter.recipe import Recipe
    from converter.training.run import Trained
    from converter.training.run_folder import RunFolder

HELP = "train a network on labelled folders"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_recipe(parser, required=False)
    add_data(parser, required=False)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--output", type=Path, metavar="RUN_DIR", help="new folder for everything that comes of it")
    where.add_argument("--resume", type=Path, metavar="RUN_DIR", help="go on with a run that was stopped")
    parser.add_argument(
        "--precision",
        choices=("float32", "mixed_float16", "mixed_bfloat16"),
        help="arithmetic while training; the same as --set training.precision=...",
    )
    parser.add_argument(
        "--devices", choices=("one", "all"), help="one, or every GPU; the same as --set training.devices=..."
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Train, and measure what came of it on the held-out patients."""
    recipe, data, folder = _taken_up(options) if options.resume else _begun(options)
    # TensorFlow comes with it, which takes seconds: only once it is clear that there is something to train.
    from converter.training.run import train

    try:
        trained = train(recipe, data, folder, console)
    except KeyboardInterrupt:
        if folder.begun:
            console.say(f"To go on from the last whole epoch: xray-converter train --resume {folder.path}")
        raise
    _report(trained, folder, console)
    return 0


def _begun(options: argparse.Namespace) -> tuple[Recipe, Path, RunFolder]:
    from converter.training.run_folder import RunFolder

    if not options.recipe or not options.data:
        raise RecipeError("A new run needs --recipe and --data; a stopped one goes on with --resume RUN_DIR.")
    flags = {"precision": options.precision, "devices": options.devices}
    overrides = [*options.overrides, *(f'training.{name}="{value}"' for name, value in flags.items() if value)]
    recipe = load_recipe(options.recipe, overrides)
    started = datetime.now(UTC).astimezone().strftime("%Y%m%d-%H%M%S")
    return recipe, options.data, RunFolder.create(options.output or Path("runs") / f"{recipe.name}-{started}")


def _taken_up(options: argparse.Namespace) -> tuple[Recipe, Path, RunFolder]:
    from converter.training.run_folder import RunFolder

    if options.recipe or options.overrides or options.precision or options.devices:
        raise RecipeError("A run goes on with the recipe that it began with: give --resume without recipe options.")
    folder = RunFolder.reopen(options.resume)
    return folder.recipe(), options.data or folder.data(), folder


def _report(trained: Trained, folder: RunFolder, console: Console) -> None:
    from converter.evaluation.held_out_report import report_held_out

    if trained.held_out is None:
        console.say(
            f"The run folder is {folder.path}. All images trained, so nothing is measured. Next, with labelled images "
            f"of other patients: xray-converter export {folder.path} --data OTHER_DIR -o FILE.onnx"
        )
        return
    console.say("measuring")
    scored, figures = report_held_out(folder, trained.network, trained.held_out)
    console.figures("Held-out patients", len(scored.labels), scored.threshold, figures)
    console.say(
        f"The run folder is {folder.path}, with the report in {folder.evaluation / 'report.html'}. Next: "
        f"xray-converter export {folder.path} -o FILE.onnx"
    )
