"""``quantise``: a model file of 8-bit integers, with what it lost against the one it was made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.model_file_arguments import add_model_file, add_model_output, output_of

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "turn a model file into 8-bit integers and measure the loss"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_model_file(parser)
    parser.add_argument(
        "--calibration",
        type=Path,
        required=True,
        metavar="DIR|MANIFEST.csv",
        help="images that the ranges of the integers are taken from, in class folders or a manifest",
    )
    parser.add_argument(
        "--evaluate",
        type=Path,
        metavar="DIR|MANIFEST.csv",
        help="labelled images that the loss is measured on; those of --calibration where it is left out",
    )
    add_model_output(parser, required=True)
    parser.add_argument("--images", type=int, default=128, metavar="N", help="calibration images, spread over the set")
    parser.add_argument("--method", default="minmax", metavar="NAME", help="minmax (the usual), percentile or entropy")
    parser.add_argument(
        "--seven-bits", action="store_true", help="weights of 7 bits, for processors without VNNI; loses more"
    )
    parser.add_argument(
        "--largest-loss", type=float, default=0.01, metavar="D", help="of AUC; above it no file is written (0.01)"
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Quantise, and print what it cost."""
    from converter.finishing.quantise import QuantisationSettings, quantise
    from converter.finishing.tables import print_quantisation

    output = output_of(options)
    settings = QuantisationSettings(options.images, options.method, options.seven_bits, options.largest_loss)
    card = quantise(options.model, options.calibration, output, console, options.evaluate, settings)
    if card.quantisation is not None:
        print_quantisation(card.quantisation)
    for point in card.operating_points:
        console.operating_point(point)
    console.say(f"{output} is written, as {card.name}.")
    return 0
