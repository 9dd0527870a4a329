"""``evaluate``: how good a model is on labelled images."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data, add_model, add_recipe

if TYPE_CHECKING:
    import argparse

    from converter.words import Words

HELP = "measure a model on labelled folders"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_model(parser)
    add_data(parser)
    parser.add_argument("--output", type=Path, metavar="DIR", help="folder for metrics.json and the pictures")
    line = parser.add_mutually_exclusive_group()
    line.add_argument("--threshold", type=float, metavar="P", help="probability from which an image is positive")
    line.add_argument("--operating-point", metavar="NAME", help="of the model card (.onnx only)")
    add_recipe(parser, required=False)


def run(options: argparse.Namespace, words: Words) -> int:
    """Score the images, measure, and write the report."""
    from converter.datasets.decode import read_labelled
    from converter.evaluation.report import Scored, write_report
    from converter.evaluation.subject import open_subject

    subject = open_subject(options.model, options.recipe, options.overrides)
    threshold = subject.threshold(options.operating_point) if options.threshold is None else options.threshold
    images = read_labelled(options.data, subject.spec, words)
    scored = Scored(images.labels, subject.probabilities(images.images), images.patients, threshold, subject.labels)
    folder = options.output or Path("runs") / f"evaluation-{options.model.stem}"
    figures = write_report(folder, scored, f"{options.model.stem} on {options.data.name}")
    words.figures(str(options.data), len(scored.labels), scored.threshold, figures)
    return 0
