"""A search for settings: what may be searched, what one trial does, and a study that can be stopped at any moment."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import optuna
import pytest

from converter.cli import main
from converter.console import Console
from converter.datasets.labelled import find_labelled
from converter.datasets.labelled_file import digests
from converter.datasets.split import split_by_patient
from converter.errors import RecipeError, RunFolderError
from converter.experiments.optuna_study import Search, interrupted, open_study, reason_of
from converter.experiments.search_space import Range, SearchSpace, load_search_space
from converter.experiments.trial import run_trial
from converter.experiments.tuning import tune
from converter.experiments.tuning_report import recipe_toml, write_results
from converter.recipe import load_recipe, recipe_names
from tests.converter.tiny import write_folder

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ["training.epochs=2", "training.batch_size=4", "training.validation_share=0.3"]
RECIPE = load_recipe("cnn28", SETTINGS)
LONG = pytest.mark.timeout(900)


def _space(tmp_path: Path, text: str) -> SearchSpace:
    file = tmp_path / "search.toml"
    file.write_text(text, encoding="utf-8")
    return load_search_space(file, RECIPE)


def test_a_space_is_read_however_its_names_are_written(tmp_path: Path) -> None:
    written = _space(
        tmp_path,
        '"training.learning_rate" = {low = 1e-4, high = 1e-2, log = true}\n'
        "training.epochs = {low = 1, high = 3}\n"
        "[augmentation]\nrotation_degrees = {low = 0, high = 20}\nflip_horizontal = [true, false]\n",
    )
    values = {
        "training.learning_rate": 1e-3,
        "training.epochs": 2,
        "augmentation.rotation_degrees": 7.5,
        "augmentation.flip_horizontal": True,
    }
    trial: Any = optuna.trial.FixedTrial(values)
    assert written.suggest(trial, RECIPE) == values
    # The recipe's field decides what is whole, not the way that its bounds are written.
    assert isinstance(trial.distributions["augmentation.rotation_degrees"], optuna.distributions.FloatDistribution)
    assert isinstance(trial.distributions["training.epochs"], optuna.distributions.IntDistribution)
    assert trial.distributions["training.learning_rate"].log


@pytest.mark.parametrize("name", recipe_names())
def test_the_usual_space_fits_every_recipe(name: str) -> None:
    assert "training.learning_rate" in load_search_space(None, load_recipe(name)).axes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"training.learning_speed" = [1, 2]', "no field 'training.learning_speed'"),
        ('"card.title" = ["a", "b"]', "nothing that can be searched"),
        ('"training.seed" = [1, 2, 3]', "same for all trials"),
        ('"training.validation_share" = [0.1, 0.2]', "same for all trials"),
        ('"training.batch_size" = 16', "no usable values"),
        ('"training.batch_size" = []', "no usable values"),
        ('"training.class_weights" = [[1.0, 2.0]]', "no usable values"),
        ('"training.learning_rate" = {low = 2, high = 1}', "low has to be below high"),
        ('"training.learning_rate" = {low = 0, high = 1, log = true}', "low above zero"),
        ('"training.learning_rate" = {low = 0.1, high = 1, logarithmic = true}', "no usable values"),
        ('"training.learning_rate" = {low = -1, high = 1}', "training.learning_rate"),
        ('"training.optimiser" = ["adam", "magic"]', "training.optimiser"),
        ("", "nothing to search"),
        ("no toml", "not readable as TOML"),
    ],
)
def test_what_cannot_be_searched_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RecipeError) as refused:
        _space(tmp_path, text)
    assert said in refused.value.sentence


def test_a_search_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecipeError):
        load_search_space(tmp_path / "nothing.toml", RECIPE)


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_is_written_as_it_is_read(name: str, tmp_path: Path) -> None:
    recipe = load_recipe(name, ['dataset.title=A "title" \\\\ of Gießen'])
    (tmp_path / "recipe.toml").write_text(recipe_toml(recipe, "comment"), encoding="utf-8")
    assert load_recipe(str(tmp_path / "recipe.toml")) == recipe


@pytest.fixture
def search(tmp_path: Path) -> Search:
    """A search that no trial has run of, with a study."""
    data = write_folder(tmp_path / "data", patients=6, side=32)
    files = find_labelled(data)
    split = split_by_patient(files, digests(files), 0.3, 1)
    space = _space(tmp_path, '"training.learning_rate" = {low = 1e-4, high = 1e-2, log = true}')
    recipe = load_recipe("cnn28", [*SETTINGS, "training.monitor=validation_loss"])
    (tmp_path / "out").mkdir()
    search = Search(recipe, data, split, space, tmp_path / "out")
    open_study(search.folder, "minimize")
    return search


@pytest.mark.slow
@LONG
def test_a_trial_is_trained_and_recorded(search: Search) -> None:
    run_trial(search)
    trial = open_study(search.folder).trials[0]
    assert trial.state == optuna.trial.TrialState.COMPLETE
    assert 1e-4 <= trial.params["training.learning_rate"] <= 1e-2
    assert set(trial.intermediate_values) == {1, 2}
    assert trial.value == min(trial.intermediate_values.values())
    with (search.folder / "logs" / "trial-0.csv").open(newline="") as stream:
        logged = [float(row["validation_loss"]) for row in csv.DictReader(stream)]
    assert logged == pytest.approx(list(trial.intermediate_values.values()))
    assert not (search.folder / "trial").exists()


@pytest.mark.slow
@LONG
def test_a_trial_that_does_worse_than_the_others_is_pruned(search: Search) -> None:
    study = open_study(search.folder)
    for _ in range(5):
        study.add_trial(
            optuna.trial.create_trial(
                params={"training.learning_rate": 1e-3},
                distributions={"training.learning_rate": optuna.distributions.FloatDistribution(1e-4, 1e-2, log=True)},
                value=0.0,
                intermediate_values={1: 0.0, 2: 0.0},
            )
        )
    run_trial(search)
    assert study.trials[-1].state == optuna.trial.TrialState.PRUNED
    assert set(study.trials[-1].intermediate_values) == {1, 2}
    assert not (search.folder / "trial").exists()


@pytest.mark.slow
@LONG
def test_a_trial_that_fails_says_why_and_ends_nothing_else(search: Search) -> None:
    study = open_study(search.folder)
    broken = Search(
        load_recipe("cnn28", [*SETTINGS, "training.optimiser=sgd", "training.monitor=validation_loss"]),
        search.data,
        search.split,
        SearchSpace({"training.learning_rate": Range(low=9e37, high=1e38, log=True)}),
        search.folder,
    )
    run_trial(broken)
    failed = study.trials[0]
    assert failed.state == optuna.trial.TrialState.FAIL
    assert "no longer a number" in reason_of(study, failed)
    assert not interrupted(study, failed)
    run_trial(search)
    assert study.trials[1].state == optuna.trial.TrialState.COMPLETE


def _full_study(search: Search, trials: int) -> optuna.Study:
    """Add trials whose figure depends on the rate alone, one pruned and one failed among them."""
    generator = np.random.default_rng(0)
    study = open_study(search.folder)
    distributions = {
        "training.learning_rate": optuna.distributions.FloatDistribution(1e-4, 1e-2, log=True),
        "augmentation.zoom": optuna.distributions.FloatDistribution(0.0, 0.3),
    }
    for number in range(trials):
        rate, zoom = 10 ** generator.uniform(-4, -2), generator.uniform(0.0, 0.3)
        value = 0.3 + 0.1 * abs(np.log10(rate) + 3) + 0.001 * zoom
        state = {4: optuna.trial.TrialState.PRUNED, 6: optuna.trial.TrialState.FAIL}.get(
            number, optuna.trial.TrialState.COMPLETE
        )
        study.add_trial(
            optuna.trial.create_trial(
                state=state,
                params={"training.learning_rate": rate, "augmentation.zoom": zoom},
                distributions=distributions,
                value=None if state == optuna.trial.TrialState.FAIL else value,
                intermediate_values={1: value + 0.1},
            )
        )
    return study


def test_the_results_of_a_study(search: Search) -> None:
    study = _full_study(search, 14)
    best = write_results(search, study)
    assert best.training.learning_rate == study.best_params["training.learning_rate"]
    assert load_recipe(str(search.folder / "best.toml")) == best
    results = json.loads((search.folder / "tuning.json").read_text())
    assert results["best"]["value"] == min(trial.value for trial in study.trials if trial.state.name == "COMPLETE")
    assert results["trials"] == {"complete": 12, "pruned": 1, "failed": 0, "interrupted": 1}
    assert results["importances"]["training.learning_rate"] > 0.6
    assert sum(results["importances"].values()) == pytest.approx(1.0)
    assert "optimistic" in results["reading"]
    with (search.folder / "trials.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["trial"] for row in rows] == [str(number) for number in range(14)]
    assert float(rows[0]["training.learning_rate"]) == study.trials[0].params["training.learning_rate"]
    assert (search.folder / "search.png").read_bytes().startswith(b"\x89PNG")


def test_too_few_trials_tell_nothing_of_importance(search: Search) -> None:
    write_results(search, _full_study(search, 8))
    assert json.loads((search.folder / "tuning.json").read_text())["importances"] == {}


def test_a_study_of_something_else_or_a_damaged_one_is_left_alone(search: Search, tmp_path: Path) -> None:
    _full_study(search, 3)
    before = (search.folder / "study.db").read_bytes()
    with pytest.raises(RunFolderError, match="another recipe"):
        tune(search.recipe, search.data, search.space, 3, search.folder, Console())
    assert (search.folder / "study.db").read_bytes() == before
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "study.db").write_bytes(b"no database" * 1000)
    with pytest.raises(RunFolderError, match="damaged"):
        tune(search.recipe, search.data, search.space, 3, tmp_path / "damaged", Console())


def test_a_recipe_that_holds_nobody_out_cannot_be_tuned(search: Search, tmp_path: Path) -> None:
    recipe = load_recipe("cnn28", ["training.validation_share=0", 'training.keep="last"'])
    with pytest.raises(RecipeError, match="validation_share"):
        tune(recipe, search.data, search.space, 1, tmp_path / "none", Console())


@pytest.mark.slow
@LONG
def test_a_search_that_was_killed_repeats_the_trial_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_folder(tmp_path / "data", patients=6, side=32)
    (tmp_path / "search.toml").write_text('"training.learning_rate" = {low = 1e-4, high = 1e-2, log = true}')
    output = tmp_path / "out"
    settings = [f"--set={setting}" for setting in SETTINGS]
    command = ["tune", "--recipe=cnn28", *settings, f"--data={tmp_path / 'data'}", f"--output={output}"]
    command += [f"--search={tmp_path / 'search.toml'}", "--trials=2"]
    with subprocess.Popen(
        [sys.executable, "-m", "converter.cli", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    ) as process:
        end = time.monotonic() + 600
        while not (output / "trial" / "run.json").is_file():
            assert time.monotonic() < end, "no trial began"
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert main(command) == 0
    trials = open_study(output).trials
    assert [trial.state.name for trial in trials] == ["FAIL", "COMPLETE", "COMPLETE"]
    assert trials[1].params == trials[0].params
    assert trials[2].params != trials[1].params
    assert load_recipe(str(output / "best.toml")).name == "cnn28-tuned"
    capsys.readouterr()
    # All are done: the results are written again, and no trial is added.
    assert main(command) == 0
    assert len(open_study(output).trials) == 3
    assert "The best is trial" in capsys.readouterr().err
