"""Trainings on the validations of a plan, each in a process of its own; what is done already is not done again.

::

    OUT/<candidate>/<validation>/seed-<n>    a run folder
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from converter.console import Console
from converter.errors import DatasetError, RunFolderError
from converter.experiments.own_process import in_own_process
from converter.training.run_folder import RunFolder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from converter.recipe import Recipe


def train_candidate(
    recipes: Sequence[Recipe], plan: Path, validations: Sequence[str], candidate: Path, console: Console
) -> None:
    """Train each recipe on each validation.

    Parameters
    ----------
    recipes
        The same but for their seeds.
    plan
        Folder of the plan.
    validations
        Names of its manifests.
    candidate
        Folder that the validations' folders lie in.
    console
        Tells the user how far it is.

    Raises
    ------
    DatasetError
        The plan has no such validation, or its images cannot be used.
    RecipeError, TrainingError
        A network cannot be built, or its loss breaks.
    RunFolderError
        A run folder is of another recipe, or cannot be written.
    """
    for name in validations:
        if not (plan / f"{name}.csv").is_file():
            raise DatasetError(f"The plan has no validation called {name}. Its manifests are named after them.")
    for name in validations:
        for recipe in recipes:
            run = RunFolder(candidate / name / f"seed-{recipe.training.seed}")
            console.say(f"{candidate.name}, {name}, seed {recipe.training.seed}{_state(run, recipe)}")
            if not run.finished:
                in_own_process(_train, recipe, plan / f"{name}.csv", run)


def _state(run: RunFolder, recipe: Recipe) -> str:
    if not run.begun:
        return ""
    if run.recipe() != recipe:
        raise RunFolderError("A run of another recipe lies in the output folder. Name this candidate with --name.")
    return " is done already" if run.finished else " goes on"


def _train(recipe: Recipe, data: Path, run: RunFolder) -> None:
    # TensorFlow comes with it: only in the process that trains.
    from converter.training.run import train

    if run.begun:
        run = RunFolder.reopen(run.path)
    else:
        # Stopped before anything worth keeping was there.
        shutil.rmtree(run.path, ignore_errors=True)
        run = RunFolder.create(run.path)
    train(recipe, data, run, Console())
