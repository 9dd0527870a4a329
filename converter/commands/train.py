"""``train``: a network from labelled folders."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data, add_recipe

if TYPE_CHECKING:
    import argparse

    from converter.words import Words

HELP = "train a network on labelled folders"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_recipe(parser, required=True)
    add_data(parser)
    parser.add_argument("--output", type=Path, metavar="RUN_DIR", help="new folder for everything that comes of it")


def run(options: argparse.Namespace, words: Words) -> int:
    """Train, and measure what came of it on the held-out patients."""
    from converter.datasets.labelled import LABELS
    from converter.evaluation.held_out import HeldOut
    from converter.evaluation.report import Scored, write_report
    from converter.evaluation.subject import DEFAULT_THRESHOLD
    from converter.networks.head import sigmoid
    from converter.recipe import load_recipe
    from converter.training.run import train
    from converter.training.run_folder import RunFolder

    recipe = load_recipe(options.recipe, options.overrides)
    started = datetime.now(UTC).astimezone().strftime("%Y%m%d-%H%M%S")
    folder = RunFolder.create(options.output or Path("runs") / f"{recipe.name}-{started}")
    train(recipe, options.data, folder, words)
    held_out = HeldOut.load(folder.held_out_file)
    scored = Scored(held_out.labels, sigmoid(held_out.logits), held_out.patients, DEFAULT_THRESHOLD, LABELS)
    figures = write_report(folder.evaluation, scored, "Held-out patients")
    words.figures("Held-out patients", len(held_out.labels), DEFAULT_THRESHOLD, figures)
    words.say(f"The run folder is {folder.path}. Next: xray-converter export {folder.path} -o FILE.onnx")
    return 0
