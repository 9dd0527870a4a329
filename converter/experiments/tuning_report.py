"""What a search leaves behind: the best recipe, every trial, a picture."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import optuna
from optuna.trial import TrialState

from converter.errors import RunFolderError
from converter.evaluation.pictures import png
from converter.experiments.optuna_study import interrupted, reason_of
from converter.experiments.pictures import draw_search
from converter.experiments.search_space import with_values
from converter.recipe import to_toml
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from converter.experiments.optuna_study import Search
    from converter.recipe import Recipe

BEST_FILE = "best.toml"
READING = (
    "The best figure is the best of all trials on the same held-out patients, and each trial's is that of its best "
    "epoch on them, so it is optimistic. Train the best recipe and measure it on patients that no trial has seen."
)
_ENOUGH_FOR_IMPORTANCE = 10
_STATES = {TrialState.COMPLETE: "complete", TrialState.PRUNED: "pruned", TrialState.FAIL: "failed"}


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One trial.

    Attributes
    ----------
    state
        "complete", "pruned", "failed", or "interrupted" (stopped from outside and repeated as another trial).
    value
        The figure that decides; of a pruned trial the last one it had; None where there is none.
    epochs
        How many it trained.
    seconds
        How long.
    values
        Its settings.
    reason
        Why it failed.
    """

    number: int
    state: str
    value: float | None
    epochs: int
    seconds: float
    values: dict[str, Any]
    reason: str


def trial_rows(study: optuna.Study) -> list[TrialRow]:
    """List the trials that have ended."""
    return [_row(study, trial) for trial in study.trials if trial.state.is_finished()]


def _row(study: optuna.Study, trial: optuna.trial.FrozenTrial) -> TrialRow:
    state = "interrupted" if interrupted(study, trial) else _STATES[trial.state]
    epochs = len(trial.intermediate_values)
    seconds = trial.duration.total_seconds() if trial.duration else 0.0
    return TrialRow(trial.number, state, trial.value, epochs, seconds, dict(trial.params), reason_of(study, trial))


def write_results(search: Search, study: optuna.Study) -> Recipe:
    """Write the results of a study with at least one complete trial; return the best recipe.

    Raises
    ------
    RunFolderError
        The folder cannot be written.
    """
    rows = trial_rows(study)
    best = with_values(search.recipe, study.best_params)
    best = best.model_copy(update={"name": f"{search.recipe.name}-tuned"})
    importances = _importances(study)
    reached = f"{search.monitor.replace('_', ' ')} {study.best_value:.4f}"
    content = {
        "recipe": search.recipe.name,
        "figure": search.monitor,
        "best": {"trial": study.best_trial.number, "value": study.best_value, "values": study.best_params},
        "trials": {state: sum(row.state == state for row in rows) for state in (*_STATES.values(), "interrupted")},
        "importances": importances,
        "reading": READING,
    }
    files = {
        BEST_FILE: recipe_toml(best, f"Best of the trials of {search.recipe.name}: {reached}. {READING}").encode(),
        "trials.csv": _table(rows, list(search.space.axes)).encode(),
        "tuning.json": json.dumps(content, indent=2).encode(),
        "search.png": png(draw_search(rows, importances, search.monitor, search.recipe.name)),
    }
    try:
        for name, written in files.items():
            with atomic_file(search.folder / name) as stream:
                stream.write(written)
    except OSError as error:
        raise RunFolderError("The results cannot be written. Check the free space and the permissions.") from error
    return best


def _importances(study: optuna.Study) -> dict[str, float]:
    """Return each setting's share of the variation (fANOVA); empty where there is too little to tell."""
    complete = study.get_trials(states=(TrialState.COMPLETE,))
    varied = {place for trial in complete for place in trial.params}
    if len(complete) < _ENOUGH_FOR_IMPORTANCE or len(varied) < 2 or not np.ptp([trial.value for trial in complete]):
        return {}
    evaluator = optuna.importance.FanovaImportanceEvaluator(seed=0)
    return optuna.importance.get_param_importances(study, evaluator=evaluator)


def _table(rows: Sequence[TrialRow], places: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["trial", "state", "value", "epochs", "seconds", *places, "reason"])
    for row in rows:
        values = [row.values.get(place, "") for place in places]
        shown = "" if row.value is None else row.value
        writer.writerow([row.number, row.state, shown, row.epochs, round(row.seconds, 1), *values, row.reason])
    return text.getvalue()


def recipe_toml(recipe: Recipe, comment: str) -> str:
    """Write a recipe with all its fields as the TOML file that `converter.recipe.load_recipe` reads.

    Parameters
    ----------
    comment
        One line at the top.
    """
    fields = recipe.model_dump(mode="json")
    sections = {name: value for name, value in fields.items() if isinstance(value, dict)}
    lines = [f"# {comment}", ""]
    lines += [f"{name} = {to_toml(value)}" for name, value in fields.items() if name not in sections]
    for section, entries in sections.items():
        lines += ["", f"[{section}]", *(f"{name} = {to_toml(value)}" for name, value in entries.items())]
    return "\n".join(lines) + "\n"
