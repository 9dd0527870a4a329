"""``verify``: whether a model file says what the Keras model says that it came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data

if TYPE_CHECKING:
    import argparse

    from converter.words import Words

HELP = "compare a model file with the Keras model that it came from"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    parser.add_argument("model", type=Path, metavar="FILE.onnx", help="the model file")
    parser.add_argument("--against", type=Path, metavar="KERAS", required=True, help="its .keras file or run folder")
    add_data(parser)
    parser.add_argument("--images", type=int, default=48, metavar="N", help="images to compare, spread over the folder")


def run(options: argparse.Namespace, words: Words) -> int:
    """Compare; 1 where they differ by more than is allowed."""
    from converter.errors import ParityError
    from converter.export.parity import verify

    try:
        measured = verify(options.model, options.against, options.data, options.images)
    except ParityError as error:
        words.warn(error.sentence.replace(" The file is not written.", ""))
        return 1
    for parity in measured:
        words.parity(parity)
    words.say("The model file says what the Keras model says.")
    return 0
