"""A search for the settings with which a recipe does best, by Optuna (Akiba et al., KDD 2019).

::

    study.db         Optuna's study (SQLite): every trial with its settings, figures and outcome
    logs/            the epochs of each trial
    best.toml        the best recipe, as `train --recipe` takes it
    trials.csv       every trial
    tuning.json      the best figure, and how much each setting mattered
    search.png
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from optuna.trial import TrialState

from converter.datasets.labelled import KEPT_FOR_TESTS, find_labelled
from converter.datasets.labelled_file import digests
from converter.datasets.manifest import given_split
from converter.datasets.split import Split, split_by_patient
from converter.errors import RecipeError, TrainingError
from converter.experiments.optuna_study import Search, begin_or_go_on, interrupted, note_reason, reason_of
from converter.experiments.own_process import in_own_process
from converter.experiments.trial import run_trial

if TYPE_CHECKING:
    from pathlib import Path

    import optuna

    from converter.console import Console
    from converter.experiments.search_space import SearchSpace
    from converter.recipe import Recipe

_REPEATS = "repeats"


def tune(
    recipe: Recipe,
    data: Path,
    space: SearchSpace,
    trials: int,
    folder: Path,
    console: Console,
    timeout: float | None = None,
) -> tuple[Search, optuna.Study]:
    """Run trials until there are as many as asked for.

    Parameters
    ----------
    recipe
        What the trials change; its ``training.monitor`` is the figure that decides.
    data
        Labelled folders or a manifest. The held-out patients are drawn once, or taken from the manifest, and are the
        same for all trials.
    space
        What they change.
    trials
        How many in all, with those of earlier starts; trials that were stopped from outside do not count, and are
        repeated.
    folder
        New, or of a search with this recipe, space and images.
    console
        Tells the user how far it is.
    timeout
        Seconds after which no further trial begins.

    Raises
    ------
    DatasetError, RecipeError
        The images or the recipe cannot be used.
    RunFolderError
        The folder is of something else, or cannot be written.
    TrainingError
        No trial ended well.
    """
    search = Search(recipe, data, _held_out_for_all(recipe, data), space, folder)
    study = begin_or_go_on(search)
    _repeat_interrupted(study)
    started = monotonic()
    while (done := _counted(study)) < trials and (timeout is None or monotonic() - started < timeout):
        console.say(f"{done} of {trials} trials are done")
        _run_one(search, study)
        console.say(_outcome(study))
    if not study.get_trials(states=(TrialState.COMPLETE,)):
        reasons = [reason_of(study, trial) for trial in study.trials]
        raise TrainingError(f"No trial has ended well. {next(filter(None, reversed(reasons)), '')}".strip())
    return search, study


def _held_out_for_all(recipe: Recipe, data: Path) -> Split:
    given = given_split(data)
    if given is not None:
        return given
    settings = recipe.training
    if not settings.validation_share:
        raise RecipeError(
            "The recipe holds out no patients, so trials cannot be compared: set training.validation_share."
        )
    files = find_labelled(data, leave_out=(KEPT_FOR_TESTS,))
    return split_by_patient(files, digests(files), settings.validation_share, settings.seed)


def _counted(study: optuna.Study) -> int:
    return sum(trial.state.is_finished() and not interrupted(study, trial) for trial in study.trials)


def _repeat_interrupted(study: optuna.Study) -> None:
    """Mark trials that were stopped from outside as failed, and put their settings at the head of the queue."""
    repeated = {trial.user_attrs.get(_REPEATS) for trial in study.trials}
    for trial in study.trials:
        if not interrupted(study, trial):
            continue
        if trial.state == TrialState.RUNNING:
            study.tell(trial.number, state=TrialState.FAIL)
        if trial.number not in repeated:
            study.enqueue_trial(trial.params, user_attrs={_REPEATS: trial.number})


def _run_one(search: Search, study: optuna.Study) -> None:
    try:
        in_own_process(run_trial, search)
    except TrainingError as error:
        # The system took the process, and would take it again: this is the trial's own failure.
        for trial in study.get_trials(states=(TrialState.RUNNING,)):
            note_reason(study, trial.number, error.sentence)
            study.tell(trial.number, state=TrialState.FAIL)


def _outcome(study: optuna.Study) -> str:
    ended = [(trial.datetime_complete, trial) for trial in study.trials if trial.datetime_complete]
    last = max(ended, key=lambda entry: entry[0])[1]
    if last.state == TrialState.COMPLETE:
        return f"trial {last.number} is complete: {last.value:.4f}; the best so far is {study.best_value:.4f}"
    if last.state == TrialState.PRUNED:
        return f"trial {last.number} is pruned: it does worse than half of the others did at the same epoch"
    return f"trial {last.number} has failed. {reason_of(study, last)}"
