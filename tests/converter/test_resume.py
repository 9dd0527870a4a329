"""A run that was stopped goes on as if it had not been."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import keras
import numpy as np
import pytest

from converter.cli import main
from converter.console import Console
from converter.recipe import load_recipe
from converter.training.run import train
from converter.training.run_folder import RunFolder
from tests.converter.tiny import write_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EPOCHS = 5
RICH = "baseline-cnn"
"""Has dropout, batch statistics and moved images, all of which have to go on."""
PLAIN = "cnn28"
"""Is traced in a third of the time."""
OVERRIDES = [
    "input.rows=16",
    "input.columns=16",
    "training.batch_size=4",
    f"training.epochs={EPOCHS}",
    "training.learning_rate=0.01",
    # Every epoch without a better figure moves the rate, so that what the callbacks remember matters.
    "training.plateau_patience=1",
    "training.early_stopping_patience=4",
]


class StoppedError(Exception):
    """Stands for whatever ends a process."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "data", patients=10, side=24)


def _run(
    data: Path, path: Path, stop_after: int = 0, overrides: list[str] | None = None, name: str = PLAIN
) -> RunFolder:
    def on_epoch(epoch: int, figures: dict[str, float]) -> None:
        assert {"validation_auc", "validation_loss", "loss"} <= figures.keys()
        if epoch == stop_after:
            raise StoppedError

    recipe = load_recipe(name, [*OVERRIDES, *(overrides or [])])
    folder = RunFolder.reopen(path) if path.exists() else RunFolder.create(path)
    train(recipe, data, folder, Console(), on_epoch=on_epoch)
    return folder


def _same(first: RunFolder, second: RunFolder) -> None:
    for name in ("log.csv", "split.csv", "unreadable.csv"):
        assert (first.path / name).read_text() == (second.path / name).read_text()
    with np.load(first.held_out_file) as ours, np.load(second.held_out_file) as theirs:
        for name in ours.files:
            np.testing.assert_array_equal(ours[name], theirs[name])
    weights = [keras.saving.load_model(folder.model_file).get_weights() for folder in (first, second)]
    for ours, theirs in zip(*weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize(
    ("name", "keep"), [(PLAIN, "best"), (PLAIN, "last"), pytest.param(RICH, "best", marks=pytest.mark.slow)]
)
def test_stopped_after_an_epoch(data: Path, tmp_path: Path, name: str, keep: str) -> None:
    """Dropout, the optimiser's moments, the rate, the plateau and the best figure all go on; batches do not repeat."""
    overrides = [f"training.keep={keep}"]
    whole = _run(data, tmp_path / "whole", overrides=overrides, name=name)
    for epoch in (1, 3):
        with pytest.raises(StoppedError):
            _run(data, tmp_path / "stopped", stop_after=epoch, overrides=overrides, name=name)
    stopped = _run(data, tmp_path / "stopped", overrides=overrides, name=name)
    _same(whole, stopped)
    assert whole.finished
    assert stopped.finished
    assert len(whole.log_file.read_text().splitlines()) == EPOCHS + 1


@pytest.mark.slow
@pytest.mark.parametrize("settings", [["keep=best"], ["keep=last"], ["keep=last", "weight_averaging=0.9"]])
def test_stopped_between_the_last_epoch_and_the_end(data: Path, tmp_path: Path, settings: list[str]) -> None:
    overrides = [f"training.{setting}" for setting in settings]
    whole = _run(data, tmp_path / "whole", overrides=overrides)
    with pytest.raises(StoppedError):
        _run(data, tmp_path / "stopped", stop_after=EPOCHS, overrides=overrides)
    _same(whole, _run(data, tmp_path / "stopped", overrides=overrides))


@pytest.mark.slow
def test_a_rate_that_follows_a_schedule_goes_on(data: Path, tmp_path: Path) -> None:
    overrides = ["training.schedule=cosine", "training.plateau_patience=0", "training.optimiser=adamw"]
    whole = _run(data, tmp_path / "whole", overrides=overrides)
    with pytest.raises(StoppedError):
        _run(data, tmp_path / "stopped", stop_after=2, overrides=overrides)
    _same(whole, _run(data, tmp_path / "stopped", overrides=overrides))


def _killed_when(folder: Path, data: Path, moment: Callable[[], bool]) -> None:
    settings = [f"--set={override}" for override in OVERRIDES]
    command = [sys.executable, "-m", "converter.cli", "train", f"--recipe={RICH}", *settings]
    process = subprocess.Popen(
        [*command, f"--data={data}", f"--output={folder}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 100.0
    while not moment() and time.monotonic() < deadline:
        assert process.poll() is None, "the run ended before it could be killed"
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert moment(), "the moment never came"


def _epochs_logged(folder: Path) -> int:
    log = folder / "log.csv"
    return len(log.read_text().splitlines()) - 1 if log.is_file() else 0


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
@pytest.mark.timeout(400)
def test_a_killed_process_ends_with_the_same_figures(tmp_path: Path) -> None:
    """Killed while it reads the images, and again in the middle of training."""
    data = write_folder(tmp_path / "data", patients=40, side=24)
    folder, whole = tmp_path / "killed", tmp_path / "whole"
    settings = [f"--set={override}" for override in OVERRIDES]
    begun = ["train", f"--recipe={RICH}", *settings, f"--data={data}", f"--output={whole}"]
    assert main(begun) == 0
    _killed_when(folder, data, lambda: (folder / "run.json").is_file())
    resumed = subprocess.Popen([sys.executable, "-m", "converter.cli", "train", f"--resume={folder}"])
    while _epochs_logged(folder) < 2:
        assert resumed.poll() is None
        time.sleep(0.005)
    resumed.send_signal(signal.SIGKILL)
    resumed.wait()
    assert not (folder / "held_out.npz").exists()
    assert main(["train", f"--resume={folder}"]) == 0
    _same(RunFolder(whole), RunFolder(folder))
    figures = [json.loads((run / "evaluation/metrics.json").read_text())["figures"] for run in (whole, folder)]
    assert figures[0] == figures[1]


def test_what_cannot_go_on(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def sentence() -> str:
        return capsys.readouterr().err.strip().splitlines()[-1]

    assert main(["train", f"--resume={tmp_path / 'nothing'}"]) == 1
    assert "no run in this folder" in sentence()
    _run(data, tmp_path / "ended")
    assert main(["train", f"--resume={tmp_path / 'ended'}"]) == 1
    assert "has ended" in sentence()
    with pytest.raises(StoppedError):
        _run(data, tmp_path / "stopped", stop_after=1)
    assert main(["train", f"--resume={tmp_path / 'stopped'}", "--set=training.epochs=9"]) == 2
    assert "the recipe that it began with" in sentence()
    moved = data.rename(tmp_path / "moved")
    assert main(["train", f"--resume={tmp_path / 'stopped'}"]) == 1
    assert "does not exist" in sentence()
    next((moved / "NORMAL").iterdir()).unlink()
    assert main(["train", f"--resume={tmp_path / 'stopped'}", f"--data={moved}"]) == 1
    assert "not those that the run began with" in sentence()
    assert (tmp_path / "stopped" / "checkpoint.npz").is_file()


def test_the_images_may_have_moved(data: Path, tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        _run(data, tmp_path / "stopped", stop_after=EPOCHS)
    moved = data.rename(tmp_path / "moved")
    assert main(["train", f"--resume={tmp_path / 'stopped'}", f"--data={moved}"]) == 0
    rows = RunFolder(tmp_path / "stopped").split_rows()
    assert all(row["file"].startswith(str(moved)) for row in rows)


def test_a_damaged_state_is_told(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StoppedError):
        _run(data, tmp_path / "stopped", stop_after=1)
    (tmp_path / "stopped" / "checkpoint.npz").write_bytes(b"PK\x03\x04 not much")
    assert main(["train", f"--resume={tmp_path / 'stopped'}"]) == 1
    assert "Begin a new run" in capsys.readouterr().err.strip().splitlines()[-1]
