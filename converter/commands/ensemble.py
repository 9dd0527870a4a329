"""``ensemble``: several model files averaged into one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data
from converter.errors import RecipeError

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "average several model files into one"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    parser.add_argument("models", type=Path, nargs="+", metavar="MODEL.onnx", help="the members, two or more")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.onnx", help="what is written")
    add_data(parser, required=False)
    parser.add_argument(
        "--chosen-on",
        type=Path,
        nargs="+",
        default=[],
        metavar="DIR",
        help="for each member, in order, the folder of runs of its recipe that held out groups (the same one for "
        "members of one recipe): temperature and operating points are chosen on their averages",
    )
    parser.add_argument(
        "--weights", type=float, nargs="+", metavar="W", help="how much say each member has; all alike without"
    )
    parser.add_argument(
        "--no-calibration", action="store_true", help="leave the mean as it is instead of fitting a temperature"
    )
    parser.add_argument("--id", metavar="ID", help="the ensemble's ID in its card; the file's name without")
    parser.add_argument("--model-version", default="0.1.0", metavar="N.N.N", help="its version; 0.1.0 without")
    parser.add_argument("--title", default="", help="its title in the viewer")


def run(options: argparse.Namespace, console: Console) -> int:
    """Merge, compare, write, and say how good the whole is beside its parts."""
    from converter.ensembling.card import Identity
    from converter.ensembling.ensemble import make_ensemble

    if options.output.suffix != ".onnx":
        raise RecipeError("The model file's name has to end in .onnx.")
    if options.data is None and not options.chosen_on:
        raise RecipeError(
            "Name labelled images with --data, held-out runs of the members' recipes with --chosen-on, or both."
        )
    name = options.id or options.output.stem.lower().replace(" ", "-")
    identity = Identity(name, options.model_version, options.title)
    card = make_ensemble(
        options.models,
        options.weights,
        options.data,
        options.output,
        identity,
        console,
        chosen_on=options.chosen_on,
        calibrate=not options.no_calibration,
    )
    for parity in card.parity:
        console.say(f"{parity.inputs}:")
        console.parity(parity)
    for point in card.operating_points:
        console.operating_point(point)
    together, *others = card.validation
    default = card.operating_point(card.default_operating_point)
    console.figures(card.title, together.images, default.threshold, together.figures)
    for other in others:
        auc = other.figures["auc"]
        console.say(f"{other.split.partition(';')[0]}: AUC {auc.value:.4f} ({auc.low:.4f} to {auc.high:.4f})")
    console.say(f"{options.output} is written: {options.output.stat().st_size / 1e6:.1f} MB")
    return 0
