"""``evaluate``: how good a model is on labelled images."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data, add_model, add_recipe
from converter.errors import RecipeError

if TYPE_CHECKING:
    from converter.console import Console

HELP = "measure a model on labelled images, and write a report"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_model(parser)
    add_data(parser)
    parser.add_argument("--output", type=Path, metavar="DIR", help="folder of the report; an earlier one is replaced")
    line = parser.add_mutually_exclusive_group()
    line.add_argument("--threshold", type=_probability, metavar="P", help="an image is positive from this probability")
    line.add_argument("--operating-point", metavar="NAME", help="of the model card (.onnx only)")
    parser.add_argument(
        "--run",
        type=Path,
        nargs="+",
        default=[],
        metavar="RUN_DIR",
        dest="run_folders",
        help="the run folder that a model file came from (of an ensemble: of each member): counts images that trained "
        "it, shows the training history",
    )
    parser.add_argument(
        "--held-out", action="store_true", help="leave out images that the run folder, or the manifest, trains with"
    )
    parser.add_argument(
        "--add-to-card", metavar="TITLE", help="write the figures into the model file's card; TITLE names the images"
    )
    parser.add_argument(
        "-o",
        "--model-output",
        type=Path,
        metavar="OUT.onnx",
        help="with --add-to-card: what is written; the model file itself is replaced where it is left out",
    )
    add_recipe(parser, required=False)


def run(options: argparse.Namespace, console: Console) -> int:
    """Score the images, measure, and write the report."""
    from converter.evaluation.evaluate import EvaluationRequest, evaluate
    from converter.evaluation.report import PAGE

    output = options.output or Path("runs") / f"evaluation-{options.model.resolve().stem}"
    request = EvaluationRequest(
        options.model,
        options.data,
        output,
        options.threshold,
        options.operating_point,
        options.recipe,
        options.overrides,
        options.run_folders,
        options.held_out,
    )
    if options.add_to_card is not None:
        _require_model_file(options)
    evaluation = evaluate(request, console)
    scored = evaluation.scored
    console.figures(str(options.data), len(scored.labels), scored.threshold, evaluation.figures)
    console.say(f"The report is {output / PAGE}.")
    if options.add_to_card is not None:
        from converter.finishing.add_validation import add_validation

        written = options.model_output or options.model
        card = add_validation(options.model, options.add_to_card, evaluation, written)
        console.say(f"{card.derivation[-1].sentence} {written} is written.")
    return 0


def _require_model_file(options: argparse.Namespace) -> None:
    if options.model.suffix != ".onnx" or (options.model_output or options.model).suffix != ".onnx":
        raise RecipeError("Only a model file (.onnx) has a card: export the run first.")
    if not options.add_to_card.strip():
        raise RecipeError("--add-to-card takes a title that names the images.")


def _probability(text: str) -> float:
    value = float(text)
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"a probability lies within 0 to 1, and {text} does not")
    return value
