"""The commands of `xray-converter`, once their arguments are read."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.decode import decode_images
from converter.datasets.labelled import LABELS, find_labelled
from converter.errors import ExportError, ParityError, RecipeError
from converter.evaluation.held_out import HeldOut
from converter.evaluation.predict import Scorer
from converter.evaluation.report import Scored, write_report
from converter.export.exporter import export
from converter.export.parity import open_session, parity_gate, run_in_batches
from converter.export.reference import KerasReference
from converter.export.source import load_keras, source_of_model, source_of_run
from converter.networks.head import feature_layer, sigmoid
from converter.recipe import Recipe, load_recipe
from converter.training.run import train
from converter.training.run_folder import RunFolder
from converter.words import Words
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    import argparse

    from converter.datasets.decode import ImageSet
    from xray_desktop.imaging.preprocess import InputSpec
    from xray_desktop.model_file.card import Figure

_DEFAULT_THRESHOLD = 0.5


def run(options: argparse.Namespace) -> int:
    """Run the command that the options name; give the exit status."""
    # tf2onnx warns of every operator that it rewrites.
    logging.getLogger("tf2onnx").setLevel(logging.ERROR)
    commands = {"train": _train, "evaluate": _evaluate, "export": _export, "verify": _verify}
    return commands[options.command](options, Words())


def _train(options: argparse.Namespace, words: Words) -> int:
    recipe = load_recipe(options.recipe, options.overrides)
    started = datetime.now(UTC).astimezone().strftime("%Y%m%d-%H%M%S")
    folder = RunFolder.create(options.output or Path("runs") / f"{recipe.name}-{started}")
    train(recipe, options.data, folder, words)
    held_out = HeldOut.load(folder.held_out_file)
    scored = Scored(held_out.labels, sigmoid(held_out.logits), held_out.patients, _DEFAULT_THRESHOLD, LABELS)
    figures = write_report(folder.evaluation, scored, "Held-out patients")
    words.figures("Held-out patients", len(held_out.labels), _DEFAULT_THRESHOLD, figures)
    words.say(f"The run folder is {folder.path}. Next: xray-converter export {folder.path} -o FILE.onnx")
    return 0


def _evaluate(options: argparse.Namespace, words: Words) -> int:
    scored = _score_onnx(options, words) if options.model.suffix == ".onnx" else _score_keras(options, words)
    figures = _report(options, scored)
    words.figures(str(options.data), len(scored.labels), scored.threshold, figures)
    return 0


def _report(options: argparse.Namespace, scored: Scored) -> dict[str, Figure]:
    folder = options.output or Path("runs") / f"evaluation-{options.model.stem}"
    return write_report(folder, scored, f"{options.model.stem} on {options.data.name}")


def _score_onnx(options: argparse.Namespace, words: Words) -> Scored:
    checked = check_model_file(options.model)
    name = options.operating_point or checked.card.default_operating_point
    point = checked.card.operating_point(name)
    threshold = point.threshold if options.threshold is None else options.threshold
    images = _read(options.data, checked.card.input.spec(), words)
    session = open_session(checked.content)
    tensors = np.asarray(images.images, np.float32)
    probabilities, _ = run_in_batches(session, tensors, size=8)
    return Scored(images.labels, probabilities.astype(np.float64), images.patients, threshold, checked.card.labels)


def _score_keras(options: argparse.Namespace, words: Words) -> Scored:
    if options.operating_point:
        raise RecipeError("A Keras model has no operating points. Give --threshold, or evaluate the .onnx file.")
    folder = RunFolder.of(options.model)
    recipe = folder.recipe() if folder and not options.recipe else _named_recipe(options)
    model = load_keras(folder.model_file if folder and options.model.is_dir() else options.model)
    images = _read(options.data, recipe.input.spec(), words)
    threshold = _DEFAULT_THRESHOLD if options.threshold is None else options.threshold
    return Scored(images.labels, sigmoid(Scorer(model).logits(images.images)), images.patients, threshold, LABELS)


def _named_recipe(options: argparse.Namespace) -> Recipe:
    if not options.recipe:
        raise RecipeError("The model lies in no run folder, so its input is not known. Name its recipe with --recipe.")
    return load_recipe(options.recipe, options.overrides)


def _read(data: Path, spec: InputSpec, words: Words) -> ImageSet:
    files = find_labelled(data)
    with words.counting("reading images", len(files)) as count:
        images = decode_images(files, spec, on_image=count)
    for left_out in images.unreadable:
        words.warn(f"{left_out.file.relative} is left out: {left_out.sentence}")
    return images


def _export(options: argparse.Namespace, words: Words) -> int:
    if options.output.suffix != ".onnx":
        raise RecipeError("The model file's name has to end in .onnx.")
    folder = RunFolder.of(options.model)
    if folder and not options.recipe:
        source = source_of_run(folder, options.overrides)
    else:
        if options.data is None:
            raise RecipeError("A model from outside a run folder needs --recipe and --data with labelled images.")
        source = source_of_model(options.model, _named_recipe(options), options.data, words)
    card = export(source, options.output, words, options.heatmap_layer)
    for parity in card.parity:
        words.parity(parity)
    for point in card.operating_points:
        words.operating_point(point)
    words.say(f"{options.output} is written: {options.output.stat().st_size / 1e6:.1f} MB")
    return 0


def _verify(options: argparse.Namespace, words: Words) -> int:
    checked = check_model_file(options.model)
    folder = RunFolder.of(options.against)
    keras_file = folder.model_file if folder and options.against.is_dir() else options.against
    model = load_keras(keras_file)
    spec = checked.card.input.spec()
    if tuple(model.inputs[0].shape[1:3]) != (spec.rows, spec.columns):
        raise ExportError("The Keras model takes images of another size, so it is not the one of this file.")
    files = find_labelled(options.data)
    chosen = np.unique(np.linspace(0, len(files) - 1, min(options.images, len(files))).astype(int))
    images = decode_images([files[position] for position in chosen], spec)
    layer = feature_layer(model, checked.card.heatmap.layer)
    reference = KerasReference(model, layer, checked.card.calibration.temperature)
    named = f"{len(images.labels)} images"
    try:
        measured = parity_gate(reference, checked.content, np.asarray(images.images, np.float32), named)
    except ParityError as error:
        words.warn(error.sentence.replace(" The file is not written.", ""))
        return 1
    for parity in measured:
        words.parity(parity)
    words.say("The model file says what the Keras model says.")
    return 0
