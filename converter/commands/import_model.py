"""``import``: other people's Keras models become model files, told by labelled images what they mean."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data
from converter.errors import RecipeError

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "turn somebody else's Keras model into a model file"

_RANGES = ("unit", "symmetric", "raw", "per-image", "caffe", "torch")
_MODEL_ID = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,79}")
_KERNELS = ("area", "bilinear", "bicubic", "lanczos", "nearest")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    parser.add_argument("model", type=Path, metavar="MODEL", help="a .keras or .h5 file, or a SavedModel folder")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.onnx", required=True, help="the model file")
    add_data(parser)
    known = parser.add_argument_group("what you know of the model; the rest is found out on the images")
    known.add_argument("--range", dest="input_range", choices=_RANGES, help="of the grey levels that it takes")
    known.add_argument("--kernel", choices=_KERNELS, help="by which its images were resized")
    known.add_argument("--size", type=int, metavar="PIXELS", help="side of its input, where it takes any")
    known.add_argument(
        "--positive-class",
        type=int,
        choices=(0, 1),
        help="which output is PNEUMONIA; for a single output, 1 where high means PNEUMONIA",
    )
    parser.add_argument(
        "--allow-code",
        metavar="LAYER",
        action="append",
        default=[],
        help="let the code of this Lambda layer run with all your rights; may be given several times",
    )
    parser.add_argument("--heatmap-layer", default="", metavar="NAME", help="layer that the heat map is made of")
    parser.add_argument("--model-id", default="", metavar="ID", help="of the card; the file's name otherwise")
    parser.add_argument("--title", default="", help="of the card")
    parser.add_argument("--licence", default="Not stated", help="under which its author gave it")


def run(options: argparse.Namespace, console: Console) -> int:
    """Find out, export, and say what was chosen and measured."""
    if options.output.suffix != ".onnx":
        raise RecipeError("The model file's name has to end in .onnx.")
    if options.model_id and not _MODEL_ID.fullmatch(options.model_id):
        raise RecipeError(
            "A model's identifier has small letters, digits and . + _ - and begins with a letter or digit."
        )
    # TensorFlow comes with them, which takes seconds.
    from converter.importing.conventions import Known
    from converter.importing.importer import ImportRequest, Naming, import_model
    from xray_desktop.imaging.preprocess import ResizeKernel

    kernel = ResizeKernel(options.kernel) if options.kernel else None
    for layer in options.allow_code:
        console.warn(f"The layer '{layer}' is code of the model's author; if the model has it, it runs now.")
    card = import_model(
        ImportRequest(
            model=options.model,
            data=options.data,
            output=options.output,
            known=Known(options.input_range, kernel, options.size, options.positive_class),
            naming=Naming(options.model_id, options.title, options.licence),
            allowed=options.allow_code,
            heatmap_layer=options.heatmap_layer,
        ),
        console,
    )
    for parity in card.parity:
        console.parity(parity)
    for point in card.operating_points:
        console.operating_point(point)
    console.say(f"{options.output} is written: {options.output.stat().st_size / 1e6:.1f} MB")
    return 0
