"""``gate``: a finished model file learns which pictures it must not judge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data
from converter.commands.model_file_arguments import add_model_file, add_model_output, output_of

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "let a model file refuse pictures that are no chest radiographs, and measure it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_model_file(parser)
    add_data(parser)
    parser.add_argument(
        "--data-for-measuring",
        type=Path,
        metavar="DIR|MANIFEST.csv",
        help="chest radiographs that false refusals are counted on; a part of --data, by patient, where left out",
    )
    parser.add_argument(
        "--negatives",
        type=Path,
        metavar="FOLDER",
        help="more pictures that must be refused; each subfolder is a kind of its own",
    )
    parser.add_argument(
        "--run",
        dest="run_folders",
        type=Path,
        metavar="RUN_DIR",
        action="append",
        default=[],
        help="the run folder that the model came from, of an ensemble one for each member: images that trained it "
        "neither set the threshold nor measure",
    )
    add_model_output(parser)
    parser.add_argument("--report", type=Path, metavar="FOLDER", help="keep the figures as CSV and Markdown")


def run(options: argparse.Namespace, console: Console) -> int:
    """Fit the gate and say what it does."""
    from converter.gating.fit import PictureSources, fit_gate
    from converter.gating.report import print_counts, write_report

    output = output_of(options)
    pictures = PictureSources(options.data, options.data_for_measuring, options.negatives, options.run_folders)
    gated = fit_gate(options.model, pictures, output, console)
    print_counts(gated)
    if options.report:
        write_report(gated, options.report)
        console.say(f"The figures are in {options.report}.")
    console.say(f"{output} is written.")
    return 0
