"""From somebody else's model and a few labelled images to what the exporter takes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.datasets.decode import read_labelled
from converter.datasets.labelled import LABELS, find_labelled
from converter.errors import ImportingError
from converter.evaluation.calibration import sigmoid
from converter.evaluation.held_out import score_held_out
from converter.evaluation.keras_predictor import Scorer
from converter.export.derivation import step_of
from converter.export.exporter import export
from converter.export.source import ExportSource
from converter.importing.conventions import Known, Laboratory, describe_convention
from converter.importing.foreign_network import ForeignNetwork
from converter.importing.loading import load_foreign
from converter.importing.ranking import Verdict, decide, rank
from converter.importing.ranking_table import print_ranking
from converter.recipe import Card, Input, Network, Recipe
from converter.training.run_folder import versions

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from converter.console import Console
    from converter.datasets.labelled import LabelledFile
    from xray_desktop.model_file.card import ModelCard

FEWEST = 8
"""Patients of each class."""
MOST = 150
"""Images of each class on which conventions are tried; calibration takes all."""
SAME_PROBABILITY = 1e-4
_NOT_OF_A_NAME = re.compile(r"[^a-z0-9.+_-]+")


@dataclass(frozen=True, slots=True)
class Naming:
    """What the card calls the model; made of the file's name where empty."""

    model_id: str = ""
    title: str = ""
    licence: str = "Not stated"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What the user asks for.

    Attributes
    ----------
    model
        Somebody else's model: file or SavedModel folder.
    data
        What `converter.datasets.labelled.find_labelled` takes.
    output
        The ``.onnx`` file.
    known
        What need not be found out.
    allowed
        Names of Lambda layers whose code may run.
    heatmap_layer
        Layer that the heat map is made of; the last feature maps after an activation where empty.
    """

    model: Path
    data: Path
    output: Path
    known: Known
    naming: Naming
    allowed: Collection[str] = ()
    heatmap_layer: str = ""


def import_model(request: ImportRequest, console: Console) -> ModelCard:
    """Write a model file of somebody else's model, or nothing.

    Returns
    -------
    ModelCard
        The card inside; it says what was chosen and how clearly.

    Raises
    ------
    DatasetError, ImportingError
        As `source_of_foreign_model`.
    ExportError
        The network cannot be exported.
    """
    return export(source_of_foreign_model(request, console), request.output, console, request.heatmap_layer)


def source_of_foreign_model(request: ImportRequest, console: Console) -> ExportSource:
    """Find out what a model means and write it anew in the form of our own.

    Raises
    ------
    DatasetError, ImportingError
        The model or the images cannot be used, or (`AmbiguousConventionError`) do not settle the conventions.
    """
    files = find_labelled(request.data)
    _require_enough(files)
    console.say("loading the model")
    model, written_by = load_foreign(request.model, request.allowed)
    network = ForeignNetwork(model)
    console.say(f"{written_by}; {network.head.description}; {network.channels} channel{'s'[: network.channels > 1]}")
    verdict = _find_out(network, files, request.known, console)
    chosen = verdict.chosen.trial.convention
    console.say(f"Chosen: {describe_convention(chosen, network.head.outputs, network.head.description)}")
    console.say(how_clearly(verdict))
    standard = network.in_standard_form(chosen)
    images = read_labelled(request.data, chosen.spec, console)
    held_out = score_held_out(Scorer(standard), images)
    _require_same(verdict, images.files, held_out.logits, files)
    origin = _origin(request, written_by, network, verdict)
    return ExportSource(
        model=standard,
        recipe=_recipe(request, origin, verdict, len(images.labels)),
        held_out=held_out,
        held_out_description=(
            "the labelled images given at import; whether they trained the model is not known, and what its input and "
            "output mean was found out on them"
        ),
        training_images=0,
        training_patients=0,
        manifest_sha256="",
        versions=versions(),
        origin=origin,
        steps=(step_of("import", "Somebody else's Keras model became a model file.", {}),),
    )


def _require_enough(files: Sequence[LabelledFile]) -> None:
    for label, name in enumerate(LABELS):
        patients = len({file.patient for file in files if file.label == label})
        if patients < FEWEST:
            raise ImportingError(
                f"There are images of {patients} patients of the class {name}; telling conventions apart takes at "
                f"least {FEWEST} of each class, and is clearer with 50."
            )


def _find_out(network: ForeignNetwork, files: Sequence[LabelledFile], known: Known, console: Console) -> Verdict:
    laboratory = Laboratory(network, spread(files), known, console)
    trials = laboratory.try_ranges_and_sizes()
    promising = [place.trial.convention for place in rank(trials) if not place.ruled_out]
    trials = trials.add(laboratory.try_kernels(promising))
    places = rank(trials)
    print_ranking(places, len(trials.labels), console)
    return decide(places, trials)


def spread(files: Sequence[LabelledFile]) -> list[LabelledFile]:
    """Take at most `MOST` files of each class, spread evenly over the set."""
    kept = []
    for label in range(len(LABELS)):
        of_class = [file for file in files if file.label == label]
        places = np.unique(np.linspace(0, len(of_class) - 1, min(MOST, len(of_class))).astype(int))
        kept += [of_class[place] for place in places]
    return kept


def how_clearly(verdict: Verdict) -> str:
    """Say how clearly the chosen convention won."""
    sentences = [f"It tells the images apart with an area under the ROC curve of {verdict.auc.value:.3f} "]
    sentences[0] += f"(95 % interval {verdict.auc.low:.3f} to {verdict.auc.high:.3f})."
    if verdict.rival is None:
        sentences.append("No convention that gives other answers was tried.")
    else:
        behind, rival = verdict.rival.behind, verdict.rival.trial.convention
        stated = ", ".join(f"{name} {value}" for name, value in rival.options().items())
        sentences.append(
            f"The nearest convention that gives other answers ({stated}) has a log loss larger by {behind.value:.3f} "
            f"(95 % interval {behind.low:.3f} to {behind.high:.3f}; {behind.method})."
        )
    same = [place.trial.convention for place in verdict.alike if not place.gives_the_same_as(verdict.chosen)]
    if same:
        sentences.append(f"{len(same)} other conventions give the same answers, so it does not matter which is right.")
    kernels = sorted({place.trial.convention.kernel.value for place in verdict.alike} - {_kernel(verdict)})
    if kernels:
        sentences.append(
            f"On these images the kernels {', '.join(kernels)} give about the same; {_kernel(verdict)} is the default."
        )
    return " ".join(sentences)


def _kernel(verdict: Verdict) -> str:
    return verdict.chosen.trial.convention.kernel.value


def _require_same(
    verdict: Verdict,
    scored_files: Sequence[LabelledFile],
    logits: Any,
    files: Sequence[LabelledFile],
) -> None:
    """Hold the rewritten network against the model as it was loaded, on the images that both have seen."""
    position = {file.relative: number for number, file in enumerate(scored_files)}
    kept = [file.relative for file in spread(files) if file.relative in position]
    again = logits[[position[name] for name in kept]]
    difference = float(np.abs(sigmoid(again) - sigmoid(verdict.chosen.trial.logits)).max())
    if difference > SAME_PROBABILITY:
        raise ImportingError(
            f"The rewritten network differs from the model by {difference:.1e} in probability; {SAME_PROBABILITY:.0e} "
            "is allowed. No file is written."
        )


def _origin(request: ImportRequest, written_by: str, network: ForeignNetwork, verdict: Verdict) -> dict[str, Any]:
    """Say where the model came from, in the place of the card where a recipe stands otherwise."""
    convention = verdict.chosen.trial.convention
    rival = verdict.rival
    return {
        "imported": {
            "file": request.model.name,
            "sha256": sha256_of(request.model),
            "format": written_by,
            "head": network.head.description,
            "channels": network.channels,
            "convention": convention.options(),
            "convention_in_words": describe_convention(convention, network.head.outputs, network.head.description),
            "stated_by_the_person": _stated(request.known),
            "log_loss": verdict.chosen.loss,
            "auc": verdict.auc.model_dump(),
            "nearest_other_convention": rival.trial.convention.options() if rival else None,
            "log_loss_behind": rival.behind.model_dump() if rival else None,
            "code_allowed": sorted(request.allowed),
        }
    }


def _stated(known: Known) -> dict[str, str]:
    stated = {
        "range": known.input_range,
        "size": known.side,
        "kernel": known.kernel and known.kernel.value,
        "positive-class": known.positive,
    }
    return {name: str(value) for name, value in stated.items() if value is not None}


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, or of the names and digests of a folder's files."""
    if path.is_dir():
        lines = [
            f"{file.relative_to(path).as_posix()} {sha256_of(file)}\n"
            for file in sorted(path.rglob("*"))
            if file.is_file()
        ]
        return hashlib.sha256("".join(lines).encode()).hexdigest()
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _recipe(request: ImportRequest, origin: dict[str, Any], verdict: Verdict, images: int) -> Recipe:
    """Describe the network in the exporter's terms; what is trained is not known, so the card gets `origin` instead."""
    imported, convention, naming = origin["imported"], verdict.chosen.trial.convention, request.naming
    stem = request.model.stem
    model_id = naming.model_id or _NOT_OF_A_NAME.sub("-", stem.lower()).strip("-._+")[:80] or "imported"
    card = Card(
        model_id=model_id,
        title=naming.title or f"Imported model {stem}",
        summary=(
            f"Imported from {imported['file']} (SHA-256 {imported['sha256']}), {imported['format']}. What its input "
            f"and output mean was found out on {images} labelled images: {imported['convention_in_words']}. "
            f"{how_clearly(verdict)}"
        ),
        limitations=(
            "Trained elsewhere: on which images, how and by whom is not known here.",
            "What its input and output mean was found out on labelled images, not stated by its author.",
            "Temperature and thresholds were chosen on the same images, which may have trained it.",
            "Not examined on images from elsewhere.",
        ),
        licence=naming.licence,
    )
    shape = Input(rows=convention.rows, columns=convention.columns, kernel=convention.kernel, intensity="raw")
    return Recipe(name="imported", input=shape, network=Network(architecture="imported"), card=card)
