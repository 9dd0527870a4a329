"""The Optuna study of a search: what it is of, where it is kept, and how its trials have ended."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import optuna
import sqlalchemy
from optuna.trial import TrialState

from converter.errors import RunFolderError
from converter.training.run_folder import RunFolder

if TYPE_CHECKING:
    from pathlib import Path

    from converter.datasets.split import Split
    from converter.experiments.search_space import SearchSpace
    from converter.recipe import Recipe

STUDY_FILE = "study.db"
_NAME = "search"
_REASON, _FIXED_SETTINGS = "reason of trial", "subject"
"""Attributes of the study in the database; studies that are there already have them."""
_CONNECTION_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched, on what, and where.

    Attributes
    ----------
    recipe
        What the trials change.
    data
        Labelled folders or a manifest.
    split
        Who is held out, in all trials.
    space
        What they change.
    folder
        Where everything goes.
    """

    recipe: Recipe
    data: Path
    split: Split
    space: SearchSpace
    folder: Path

    @property
    def monitor(self) -> str:
        """Name of the figure that decides."""
        return self.recipe.training.monitor

    def fixed_settings(self) -> dict[str, Any]:
        """Return what must not change while the study lasts."""
        return {
            "recipe": self.recipe.model_dump(mode="json"),
            "space": self.space.described(),
            "manifest_sha256": hashlib.sha256(self.split.manifest().encode()).hexdigest(),
        }


def begin_or_go_on(search: Search) -> optuna.Study:
    """Open the study of a search, or make one.

    Raises
    ------
    RunFolderError
        The folder is of something else, or cannot be used.
    """
    if not (search.folder / STUDY_FILE).is_file():
        RunFolder.create(search.folder)
    study = open_study(search.folder, "maximize" if search.monitor == "validation_auc" else "minimize")
    # As it comes back from the storage.
    fixed = json.loads(json.dumps(search.fixed_settings()))
    if not study.trials:
        study.set_user_attr(_FIXED_SETTINGS, fixed)
    elif study.user_attrs.get(_FIXED_SETTINGS) != fixed:
        raise RunFolderError(
            "The folder is of a search with another recipe, other images or another search space. Name a new one with "
            "--output."
        )
    return study


def open_study(folder: Path, direction: Literal["maximize", "minimize"] | None = None) -> optuna.Study:
    """Open the study of a folder.

    Parameters
    ----------
    direction
        "maximize" or "minimize", for a study that may have to be made.

    Raises
    ------
    RunFolderError
        It cannot be read.
    """
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    url = sqlalchemy.URL.create("sqlite", database=str(folder / STUDY_FILE)).render_as_string()
    engine = {"connect_args": {"timeout": _CONNECTION_SECONDS}, "poolclass": sqlalchemy.pool.NullPool}
    try:
        storage = optuna.storages.RDBStorage(url, engine_kwargs=engine)
        if direction:
            return optuna.create_study(study_name=_NAME, storage=storage, direction=direction, load_if_exists=True)
        return optuna.load_study(study_name=_NAME, storage=storage)
    except (sqlalchemy.exc.SQLAlchemyError, optuna.exceptions.OptunaError, RuntimeError) as error:
        raise RunFolderError("The study in the output folder is damaged. Name a new folder with --output.") from error


def note_reason(study: optuna.Study, number: int, reason: str) -> None:
    """Write down why a trial failed; a failed trial without a reason counts as stopped from outside."""
    # With the study and not with the trial, which another process may have left running.
    study.set_user_attr(f"{_REASON} {number}", reason)


def reason_of(study: optuna.Study, trial: optuna.trial.FrozenTrial) -> str:
    """Return the sentence why a trial failed; empty where it did not, or was stopped from outside."""
    return str(study.user_attrs.get(f"{_REASON} {trial.number}", ""))


def interrupted(study: optuna.Study, trial: optuna.trial.FrozenTrial) -> bool:
    """Tell whether a trial was stopped from outside."""
    return trial.state == TrialState.RUNNING or (trial.state == TrialState.FAIL and not reason_of(study, trial))
