"""``heatmaps``: whether a model's heat map shows what moved its answer, and whether that lies in the lungs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data
from converter.commands.model_file_arguments import add_run
from converter.errors import RecipeError

if TYPE_CHECKING:
    from converter.console import Console
    from converter.evaluation.heatmaps.examine import Examined

HELP = "measure a model's heat map on drawings with a known opacity and on labelled images"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    parser.add_argument("models", type=Path, nargs="+", metavar="MODEL.onnx", help="model files; several are compared")
    add_data(parser, required=False)
    add_run(parser)
    parser.add_argument(
        "--held-out", action="store_true", help="leave out images that the run folder, or the manifest, trains with"
    )
    parser.add_argument("--phantoms", type=_count, default=200, metavar="N", help="drawn chests (200)")
    parser.add_argument("--pictures", type=_count, default=100, metavar="N", help="at most so many of each class (100)")
    parser.add_argument("--report", type=Path, metavar="DIR", help="folder of tables and pictures; an earlier one goes")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT.onnx", help="write the model file with the figures in its card"
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Measure each model, print the table, write what was asked for."""
    from converter.evaluation.heatmaps.examine import HeatmapTestRequest, examine
    from converter.evaluation.heatmaps.report import markdown, write_report

    _check(options)
    request = HeatmapTestRequest(options.data, options.run_folder, options.held_out, options.phantoms, options.pictures)
    done = {file.stem: examine(file, request, console) for file in options.models}
    table = markdown({name: examined.figures for name, examined in done.items()})
    sys.stdout.write(f"{table}\n")
    if options.report:
        write_report(options.report, done, table)
        console.say(f"The report is {options.report}.")
    if options.output:
        _write(next(iter(done.values())), options.output, console)
    return 0


def _check(options: argparse.Namespace) -> None:
    names = [file.stem for file in options.models]
    if len(set(names)) < len(names):
        raise RecipeError("Two of the model files have the same name. Rename one: the table names them by it.")
    if (options.held_out or options.run_folder) and not options.data:
        raise RecipeError("--run and --held-out speak of labelled images. Name them with --data.")
    if options.output and len(options.models) > 1:
        raise RecipeError("--output writes one model file, and several were given.")
    if options.output and options.output.suffix != ".onnx":
        raise RecipeError("The model file's name has to end in .onnx.")


def _write(examined: Examined, output: Path, console: Console) -> None:
    from converter.finishing.heatmaps import DRAWN, DRAWN_SPLIT, ILL_SPLIT, INSERTED_SPLIT, entry, write_heatmaps

    entries = [entry(DRAWN, DRAWN_SPLIT, examined.phantoms)]
    if examined.inserted and examined.ill:
        entries.append(entry(examined.data, INSERTED_SPLIT, examined.inserted))
        entries.append(entry(examined.data, ILL_SPLIT, examined.ill))
    write_heatmaps(examined.checked, entries, output)
    console.say(f"{output} is written: {len(entries)} tests of the heat map are in its card.")


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"at least one, and {text} is fewer")
    return value
