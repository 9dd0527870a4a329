"""One trial of a search: a training with settings that the study chooses."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import optuna

from converter.console import Console
from converter.errors import RecipeError, TrainingError
from converter.experiments.optuna_study import note_reason, open_study
from converter.experiments.search_space import with_values
from converter.training.run_folder import RunFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from converter.experiments.optuna_study import Search

_STARTUP_TRIALS, _FIRST_PRUNED_EPOCH = 5, 2


def run_trial(search: Search) -> None:
    """Run one trial of a study and record it.

    Raises
    ------
    DatasetError, RunFolderError
        What would end every other trial too.
    """
    # Only in the process that trains: the search's own needs no TensorFlow.
    import tensorflow as tf

    study = open_study(search.folder)
    # Another seed for each trial: with the same, every start of the search would draw the same settings again.
    study.sampler = optuna.samplers.TPESampler(seed=search.recipe.training.seed + len(study.trials))
    study.pruner = optuna.pruners.MedianPruner(n_startup_trials=_STARTUP_TRIALS, n_warmup_steps=_FIRST_PRUNED_EPOCH)
    own_failures = (TrainingError, RecipeError, MemoryError, tf.errors.ResourceExhaustedError)
    study.optimize(lambda trial: _noted(search, trial, own_failures), n_trials=1, catch=own_failures)


def _noted(search: Search, trial: optuna.Trial, own_failures: tuple[type[Exception], ...]) -> float:
    """Run a trial; of what ends it and leaves the others their chance, write the reason down."""
    try:
        return _figure(search, trial)
    except own_failures as error:
        note_reason(trial.study, trial.number, getattr(error, "sentence", "There is not enough memory."))
        raise


def _figure(search: Search, trial: optuna.Trial) -> float:
    """Train with a trial's settings; return the figure of the network that would be kept."""
    from converter.training.run import train

    console = Console()
    figures: list[float] = []

    def on_epoch(epochs: int, told: dict[str, float]) -> None:
        figures.append(told[search.monitor])
        trial.report(figures[-1], epochs)
        if trial.should_prune():
            raise optuna.TrialPruned

    values = search.space.suggest(trial, search.recipe)
    console.say(", ".join(f"{place} = {_short(value)}" for place, value in values.items()))
    recipe = with_values(search.recipe, values)
    with _working_folder(search.folder, trial.number) as run:
        train(recipe, search.data, run, console, split=search.split, on_epoch=on_epoch)
    if recipe.training.keep == "last":
        return figures[-1]
    return max(figures) if search.monitor == "validation_auc" else min(figures)


@contextmanager
def _working_folder(folder: Path, number: int) -> Iterator[RunFolder]:
    """Return an empty run folder; of what it holds in the end only the log of the epochs is kept."""
    path = folder / "trial"
    # Of a trial that was stopped from outside.
    shutil.rmtree(path, ignore_errors=True)
    run = RunFolder.create(path)
    try:
        yield run
    finally:
        if run.log_file.is_file():
            (folder / "logs").mkdir(exist_ok=True)
            run.log_file.replace(folder / "logs" / f"trial-{number}.csv")
        shutil.rmtree(path, ignore_errors=True)


def _short(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
