"""``verify``: whether a model file says what the Keras model says that it came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data
from converter.errors import ParityError, RecipeError

if TYPE_CHECKING:
    import argparse

    from converter.console import Console
    from xray_desktop.model_file.card import Parity

HELP = "compare a model file with the Keras model that it came from"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    parser.add_argument("model", type=Path, metavar="FILE.onnx", help="the model file")
    parser.add_argument(
        "--against",
        type=Path,
        nargs="+",
        metavar="KERAS",
        required=True,
        help="its .keras file or run folder; of an ensemble those of every member, in the card's order, or their model "
        "files",
    )
    add_data(parser)
    parser.add_argument("--images", type=int, default=48, metavar="N", help="images to compare, spread over the folder")


def run(options: argparse.Namespace, console: Console) -> int:
    """Compare; 1 where they differ by more than is allowed."""
    from xray_desktop.model_file.metadata import read_card

    try:
        compare = _compare_ensemble if read_card(options.model).members else _compare_network
        measured = compare(options)
    except ParityError as error:
        console.warn(error.sentence.replace(" The file is not written.", ""))
        return 1
    for parity in measured:
        console.parity(parity)
    console.say("The model file says what it was made of.")
    return 0


def _compare_ensemble(options: argparse.Namespace) -> tuple[Parity, ...]:
    from converter.ensembling.verify import verify_ensemble

    return verify_ensemble(options.model, options.against, options.data, options.images)


def _compare_network(options: argparse.Namespace) -> tuple[Parity, ...]:
    if len(options.against) > 1:
        raise RecipeError("This is no ensemble: name one run folder or .keras file with --against.")
    from converter.export.verify import verify

    return verify(options.model, options.against[0], options.data, options.images)
