"""``calibrate``: the temperature that makes a finished model file's probability true on validation images."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data
from converter.commands.model_file_arguments import add_model_file, add_model_output, add_run, output_of

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "fit a model file's temperature on validation images"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_model_file(parser)
    add_data(parser)
    add_model_output(parser)
    add_run(parser)
    parser.add_argument("--diagram", type=Path, metavar="FILE.png", help="draw the reliability before and after")


def run(options: argparse.Namespace, console: Console) -> int:
    """Calibrate, and say what it changed."""
    from converter.finishing.recalibrate import recalibrate
    from converter.finishing.reliability_diagram import write_reliability
    from converter.finishing.tables import print_change

    output = output_of(options)
    done = recalibrate(options.model, options.data, output, console, options.run_folder)
    print_change(f"Calibration on {len(done.labels)} images", done.before, done.after)
    for point in done.card.operating_points:
        console.operating_point(point)
    if options.diagram:
        write_reliability(options.diagram, done, f"{options.model.stem} on {options.data.name}")
        console.say(f"{options.diagram} is written.")
    console.say(f"{output} is written: temperature {done.card.calibration.temperature:.4f}.")
    return 0
