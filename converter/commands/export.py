"""``export``: one model file of a trained network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data, add_recipe
from converter.errors import RecipeError

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "turn a trained network into one model file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    parser.add_argument("model", type=Path, metavar="RUN_DIR|MODEL", help="a run folder, or a .keras file")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.onnx", required=True, help="the model file")
    parser.add_argument("--heatmap-layer", default="", metavar="NAME", help="layer that the heat map is made of")
    parser.add_argument(
        "--chosen-on",
        type=Path,
        nargs="+",
        default=[],
        metavar="DIR",
        help="run folders of the same recipe that held out other groups, or folders that hold such: temperature and "
        "operating points are chosen on what these say of their groups",
    )
    add_recipe(parser, required=False)
    add_data(parser, required=False)


def run(options: argparse.Namespace, console: Console) -> int:
    """Export, and say what was measured."""
    if options.output.suffix != ".onnx":
        raise RecipeError("The model file's name has to end in .onnx.")
    # TensorFlow comes with them, which takes seconds.
    from converter.export.exporter import export
    from converter.export.source import source_of_model, source_of_run
    from converter.recipe import load_recipe
    from converter.training.run_folder import RunFolder

    folder = RunFolder.of(options.model)
    if folder and not options.recipe:
        source = source_of_run(folder, options.overrides, options.data, console, options.chosen_on)
    else:
        if options.chosen_on:
            raise RecipeError("--chosen-on goes with a run folder: the held-out runs have its recipe.")
        if options.data is None or not options.recipe:
            raise RecipeError("A model from outside a run folder needs --recipe and --data with labelled images.")
        source = source_of_model(options.model, load_recipe(options.recipe, options.overrides), options.data, console)
    card = export(source, options.output, console, options.heatmap_layer)
    for parity in card.parity:
        console.parity(parity)
    for point in card.operating_points:
        console.operating_point(point)
    console.say(f"{options.output} is written: {options.output.stat().st_size / 1e6:.1f} MB")
    return 0
