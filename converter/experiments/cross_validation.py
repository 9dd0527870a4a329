"""k trainings, each with other patients held out; one that was stopped goes on where it was.

::

    plan.json              recipe, folds, and the digest of who is held out where
    fold-1, fold-2, ...    a run folder each
    out_of_fold.csv        file, patient, label, fold, probability
    cross_validation.json  figures of the folds, their spread, and of all answers together
    cross_validation.png
"""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.console import Console
from converter.datasets.labelled import KEPT_FOR_TESTS, find_labelled
from converter.datasets.labelled_file import digests
from converter.datasets.manifest import given_split
from converter.datasets.split import PARTS, Split, folds_by_patient
from converter.errors import RunFolderError
from converter.evaluation.calibration import sigmoid
from converter.evaluation.held_out import HeldOut
from converter.evaluation.pictures import png
from converter.experiments.out_of_fold import READING, OutOfFold, Summary, summarise
from converter.experiments.own_process import in_own_process
from converter.experiments.pictures import draw_cross_validation
from converter.training.run_folder import RunFolder
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from converter.recipe import Recipe

_PLAN = "plan.json"


def cross_validate(recipe: Recipe, data: Path, k: int, folder: Path, console: Console) -> Summary:
    """Train and score every fold that is not done yet, and measure.

    Parameters
    ----------
    recipe
        What each fold makes; its share of held-out patients is not used.
    data
        Labelled folders or a manifest. What a manifest holds out stays out of all folds.
    k
        How many folds.
    folder
        New, or of a cross-validation with this recipe, these images and folds that was stopped.
    console
        Tells the user how far it is.

    Raises
    ------
    DatasetError
        The images cannot be used, or a class has fewer patients than there are folds.
    RecipeError, TrainingError
        The network cannot be built, or its loss breaks.
    RunFolderError
        The folder is of something else, or cannot be written.
    """
    splits = folds_by_patient(*_taking_part(data, console), k, recipe.training.seed)
    _plan(folder, recipe, splits)
    for number, split in enumerate(splits, 1):
        run = RunFolder(_fold_path(folder, number))
        done = " is done already" if run.finished else " goes on" if run.begun else ""
        console.say(f"fold {number} of {k}{done}")
        if not run.finished:
            in_own_process(_train_fold, recipe, data, run, split)
    answers = _out_of_fold(folder, splits)
    summary = summarise(answers)
    _write(folder, recipe, answers, summary)
    return summary


def _taking_part(data: Path, console: Console) -> tuple[Sequence[Any], Sequence[str]]:
    """Find the images; those that a manifest holds out are for a test at the very end."""
    given = given_split(data)
    if given is None:
        files = find_labelled(data, leave_out=(KEPT_FOR_TESTS,))
        return files, digests(files)
    console.say(f"The {int(given.held_out.sum())} images that the manifest holds out take no part.")
    training = given.part(held_out=False)
    return training.files, training.sha256


def _plan(folder: Path, recipe: Recipe, splits: Sequence[Split]) -> None:
    """Write down what is to be done, or see that it is what the folder was begun for."""
    manifests = "".join(split.manifest() for split in splits)
    plan = {
        "recipe": recipe.model_dump(mode="json"),
        "folds": len(splits),
        "manifests_sha256": hashlib.sha256(manifests.encode()).hexdigest(),
    }
    file = folder / _PLAN
    try:
        if file.is_file():
            if json.loads(file.read_text(encoding="utf-8")) != plan:
                raise RunFolderError(
                    "The folder is of a cross-validation with another recipe, other images or other folds. Name a new "
                    "one with --output."
                )
            return
        RunFolder.create(folder)
        with atomic_file(file) as stream:
            stream.write(json.dumps(plan, indent=2).encode())
    except (OSError, ValueError) as error:
        raise RunFolderError("The plan of the cross-validation cannot be read or written.") from error


def _fold_path(folder: Path, number: int) -> Path:
    return folder / f"fold-{number}"


def _train_fold(recipe: Recipe, data: Path, run: RunFolder, split: Split) -> None:
    # TensorFlow comes with it: only in the process that trains.
    from converter.training.run import train

    if run.begun:
        run = RunFolder.reopen(run.path)
    else:
        # Stopped before anything worth keeping was there.
        shutil.rmtree(run.path, ignore_errors=True)
        run = RunFolder.create(run.path)
    train(recipe, data, run, Console(), split=split)


def _out_of_fold(folder: Path, splits: Sequence[Split]) -> OutOfFold:
    """Read what each fold's network said of the images that it had not seen."""
    parts = []
    for number, split in enumerate(splits, 1):
        run = RunFolder(_fold_path(folder, number))
        names = {file.path.as_posix(): file.relative for file in split.files}
        # Without the files that could not be read.
        files = [names[row["file"]] for row in run.split_rows() if row["part"] == PARTS[True]]
        scores = HeldOut.load(run.held_out_file)
        folds = np.full(len(files), number)
        parts.append(OutOfFold(files, scores.patients, scores.labels, folds, sigmoid(scores.logits)))
    return OutOfFold(
        [file for part in parts for file in part.files],
        np.concatenate([part.patients for part in parts]),
        np.concatenate([part.labels for part in parts]),
        np.concatenate([part.folds for part in parts]),
        np.concatenate([part.probabilities for part in parts]),
    )


def _write(folder: Path, recipe: Recipe, answers: OutOfFold, summary: Summary) -> None:
    content = {
        "recipe": recipe.name,
        "seed": recipe.training.seed,
        "folds": len(summary.folds),
        "images": len(answers.labels),
        "patients": len(np.unique(answers.patients)),
        "reading": READING,
        "youden_threshold": summary.threshold,
        "each_fold": [_fold(answers, number, figures) for number, figures in enumerate(summary.folds, 1)],
        "spread_over_folds": {name: summary.spread(name) for name in summary.pooled},
        "pooled": {name: figure.model_dump() for name, figure in summary.pooled.items()},
    }
    files = {
        "out_of_fold.csv": answers.table().encode(),
        "cross_validation.json": json.dumps(content, indent=2).encode(),
        "cross_validation.png": png(draw_cross_validation(answers, summary, recipe.name)),
    }
    try:
        for name, written in files.items():
            with atomic_file(folder / name) as stream:
                stream.write(written)
    except OSError as error:
        raise RunFolderError("The results cannot be written. Check the free space and the permissions.") from error


def _fold(answers: OutOfFold, number: int, figures: dict[str, float]) -> dict[str, Any]:
    inside = answers.folds == number
    return {
        "fold": number,
        "images": int(inside.sum()),
        "patients": len(np.unique(answers.patients[inside])),
        "figures": figures,
    }
