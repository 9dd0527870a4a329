"""A model and labelled images become a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.decode import read_labelled
from converter.datasets.labelled import LABELS
from converter.errors import EvaluationError, RunFolderError
from converter.evaluation.atomic_folder import require_own
from converter.evaluation.examples import Source
from converter.evaluation.held_out_images import only_held_out
from converter.evaluation.history import read_history
from converter.evaluation.notes import ReportNote, notes_on
from converter.evaluation.overlap import Overlap, is_named_by, overlap_with_runs, unknown_overlap
from converter.evaluation.predictor import open_predictor
from converter.evaluation.report import ARTEFACTS, Scored, write_report
from converter.evaluation.report_context import ModelFacts, ReportContext
from converter.onnx_model import OnnxModel
from converter.training.run_folder import RunFolder
from xray_desktop.imaging.digest import file_sha256

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from converter.datasets.labelled_file import LabelledFile
    from converter.evaluation.predictor import Predictor
    from xray_desktop.model_file.card import Figure, ModelCard

_CHUNK = 256


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What is to be examined.

    Attributes
    ----------
    model
        A ``.onnx`` or ``.keras`` file, or a run folder.
    data
        Labelled images; see `converter.datasets.labelled.find_labelled`.
    output
        Folder of the report.
    threshold
        Given by hand; None for that of the operating point.
    operating_point
        Of the card; None for the card's default.
    recipe, overrides
        As for `converter.evaluation.predictor.open_predictor`.
    runs
        The run folders that a model file came from; of an ensemble those of all members.
    held_out
        Look at held-out images alone; see `only_held_out`.
    """

    model: Path
    data: Path
    output: Path
    threshold: float | None = None
    operating_point: str | None = None
    recipe: str | None = None
    overrides: list[str] = field(default_factory=list)
    runs: Sequence[Path] = ()
    held_out: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """What was measured.

    Attributes
    ----------
    scored
        Labels and probabilities.
    figures
        At the threshold.
    threshold_from
        Where the threshold came from, in words.
    overlap
        What is known of images that trained the model.
    files
        The images.
    """

    scored: Scored
    figures: dict[str, Figure]
    threshold_from: str
    overlap: Overlap
    files: Sequence[LabelledFile]


def evaluate(request: EvaluationRequest, console: Console) -> Evaluation:
    """Score labelled images, measure, and write the report.

    Parameters
    ----------
    request
        What is to be examined.
    console
        Tells the user how far it is, and what the figures cannot be taken for.

    Raises
    ------
    DatasetError, RecipeError, ModelError
        The images or the model cannot be used.
    EvaluationError
        The model's classes are the other way round, or its answers are no probabilities.
    RunFolderError
        The run folder is of another model, or the report cannot be written.
    """
    require_own(request.output, ARTEFACTS)
    predictor = open_predictor(request.model, request.recipe, request.overrides)
    threshold, threshold_from = _threshold(request, predictor)
    class_note = _class_note(predictor)
    runs = _run_folders(request, predictor)
    images = read_labelled(request.data, predictor.spec, console)
    if request.held_out:
        images = only_held_out(images, request.data, runs)
    files = [file.relative for file in images.files]
    probabilities = _probabilities(predictor, images, console)
    scored = Scored(images.labels, probabilities, images.patients, threshold, predictor.labels, files)
    overlap = _overlap(request, predictor, runs, images)
    context = _report_context(request, predictor, threshold_from, overlap, images, class_note)
    figures = write_report(
        request.output,
        scored,
        f"{_name(request.model)} on {context.data}",
        context=context,
        source=Source(images.images, predictor.heatmaps),
        history=read_history(runs[0].log_file) if len(runs) == 1 else None,
    )
    for note in (*context.notes, *notes_on(scored, figures)):
        (console.warn if note.loud else console.say)(note.sentence)
    return Evaluation(scored, figures, threshold_from, overlap, images.files)


def _name(path: Path) -> str:
    """Name a file without its ending, or a folder with all of its name."""
    resolved = path.resolve()
    return resolved.name if resolved.is_dir() else resolved.stem


def _report_context(
    request: EvaluationRequest,
    predictor: Predictor,
    threshold_from: str,
    overlap: Overlap,
    images: ImageSet,
    class_note: tuple[ReportNote, ...],
) -> ReportContext:
    return ReportContext(
        model=_model_facts(request.model, predictor),
        data=f"{request.data.resolve().name}{', held-out images' if request.held_out else ''}",
        threshold_from=threshold_from,
        training_images=overlap.images if overlap.known else None,
        left_out=len(images.unreadable),
        notes=(*overlap.notes(), *class_note),
    )


def _threshold(request: EvaluationRequest, predictor: Predictor) -> tuple[float, str]:
    if request.threshold is not None:
        return request.threshold, "given by hand"
    threshold = predictor.threshold(request.operating_point)
    if not isinstance(predictor, OnnxModel):
        return threshold, "one half, since a Keras network has no operating points"
    point = predictor.card.operating_point(request.operating_point or predictor.card.default_operating_point)
    return threshold, f"operating point “{point.name}” of the card. {point.chosen_by}; on {point.chosen_on}"


def _class_note(predictor: Predictor) -> tuple[ReportNote, ...]:
    """Hold the model's classes against the folders'."""
    names, folders = (tuple(name.casefold() for name in given) for given in (predictor.labels, LABELS))
    if names == folders:
        return ()
    if names == folders[::-1]:
        raise EvaluationError(
            f"The model's positive class is {predictor.labels[1]}, and that of the folders is {LABELS[1]}. Its classes "
            "are the other way round, so nothing is measured."
        )
    sentence = (
        f"The model tells {predictor.labels[0]} from {predictor.labels[1]}; the images are labelled {LABELS[0]} and "
        f"{LABELS[1]}, and are taken for these in this order."
    )
    return (ReportNote.warning(sentence),)


def _run_folders(request: EvaluationRequest, predictor: Predictor) -> list[RunFolder]:
    """Find the run folders that the model came from, where there are any."""
    if not request.runs:
        own = RunFolder.of(request.model)
        return [own] if own else []
    runs = [RunFolder.of(path) for path in request.runs]
    found = [run for run in runs if run]
    if len(found) < len(runs):
        raise RunFolderError("What --run names is no run folder.")
    if isinstance(predictor, OnnxModel):
        _require_own(predictor.card, found)
    return found


def _require_own(card: ModelCard, runs: Sequence[RunFolder]) -> None:
    """See that the runs are those of a model file, and of an ensemble those of every member."""
    members = card.training.recipe.get("members", []) if card.members else []
    splits = {member["manifest_sha256"] for member in members} or {card.training.manifest_sha256}
    named = [{split for split in splits if is_named_by(split, run.split_file, run.split_rows())} for run in runs]
    if not all(named):
        raise RunFolderError("The model was trained on another split than the run folder of --run holds.")
    if set().union(*named) != splits:
        raise RunFolderError("The members were trained on different splits. Name the run folder of each: --run A B ...")


def _overlap(request: EvaluationRequest, predictor: Predictor, runs: Sequence[RunFolder], images: ImageSet) -> Overlap:
    if runs:
        return overlap_with_runs(images.files, runs)
    manifest = predictor.card.training.manifest_sha256 if isinstance(predictor, OnnxModel) else ""
    return unknown_overlap(len(images.files), request.data, manifest)


def _model_facts(model: Path, predictor: Predictor) -> ModelFacts:
    run = RunFolder.of(model)
    file = run.model_file if run and model.is_dir() else model
    card = predictor.card if isinstance(predictor, OnnxModel) else None
    if card is None:
        return ModelFacts(file.name, file_sha256(file))
    return ModelFacts(file.name, file_sha256(file), card.model_id, card.model_version)


def _probabilities(predictor: Predictor, images: ImageSet, console: Console) -> NDArray[np.float64]:
    starts = range(0, len(images.labels), _CHUNK)
    parts = []
    with console.counting("judging images", len(starts)) as count:
        for start in starts:
            # An answer that is not a number is counted by `Scored`, which says so in words.
            with np.errstate(invalid="ignore"):
                parts.append(predictor.probabilities(images.images[start : start + _CHUNK]))
            count()
    return np.concatenate(parts)
