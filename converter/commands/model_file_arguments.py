"""Arguments that the commands on a finished model file share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.errors import RecipeError

if TYPE_CHECKING:
    import argparse


def add_model_file(parser: argparse.ArgumentParser) -> None:
    """Add the finished model file."""
    parser.add_argument("model", type=Path, metavar="MODEL.onnx", help="a model file")


def add_model_output(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Add ``-o``; without it the model file itself is replaced."""
    otherwise = "" if required else "; the model file itself is replaced where it is left out"
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT.onnx", required=required, help=f"what is written{otherwise}"
    )


def add_run(parser: argparse.ArgumentParser) -> None:
    """Add ``--run``, the run folder that images are held against."""
    parser.add_argument(
        "--run",
        dest="run_folder",
        type=Path,
        metavar="RUN_DIR",
        help="the run folder that the model came from: images that trained it are refused",
    )


def output_of(options: argparse.Namespace) -> Path:
    """Return what is written.

    Raises
    ------
    RecipeError
        Its name is no model file's.
    """
    output = Path(options.output or options.model)
    if output.suffix != ".onnx":
        raise RecipeError("The model file's name has to end in .onnx.")
    return output
