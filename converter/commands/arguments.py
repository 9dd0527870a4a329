"""Arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.recipe import recipe_names

if TYPE_CHECKING:
    import argparse


def add_recipe(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Add ``--recipe`` and ``--set``."""
    known = ", ".join(recipe_names())
    parser.add_argument("--recipe", metavar="NAME|FILE", required=required, help=f"a TOML file, or one of: {known}")
    parser.add_argument(
        "--set",
        dest="overrides",
        metavar="SECTION.KEY=VALUE",
        action="append",
        default=[],
        help="change one field of the recipe; may be given several times",
    )


def add_data(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add ``--data``: what `converter.datasets.labelled.find_labelled` takes."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR|MANIFEST.csv",
        required=required,
        help="folder with the class folders NORMAL and PNEUMONIA, or a manifest made by `data split`",
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add the model that a command looks at: what `converter.evaluation.predictor.open_predictor` takes."""
    parser.add_argument("model", type=Path, metavar="MODEL", help="a .onnx or .keras file, or a run folder")
