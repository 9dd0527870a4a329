"""``reproduce``: the commands that made a model file, ready to paste."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from converter.commands.model_file_arguments import add_model_file
from converter.errors import RecipeError

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "print the commands that made a model file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_model_file(parser)
    parser.add_argument(
        "--into", default="reproduced", metavar="DIR", help="folder that the commands write into; reproduced without"
    )
    parser.add_argument(
        "--at",
        dest="places",
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="where something lies now that the card names; may be given several times",
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Print them on standard output."""
    from converter.finishing.reproduction import reproduction
    from xray_desktop.model_file.metadata import read_card

    moved = dict(_place(text) for text in options.places)
    sys.stdout.write(reproduction(read_card(options.model), PurePosixPath(options.into), moved))
    return 0


def _place(text: str) -> tuple[str, str]:
    name, equals, path = text.partition("=")
    if not equals or not name or not path:
        raise RecipeError("--at takes NAME=PATH, for instance --at chest_xray=/data/chest_xray.")
    return name, path
