"""k trainings, each with other patients held out, that can be stopped at any moment."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from converter.cli import main
from converter.errors import TrainingError
from converter.experiments.out_of_fold import OutOfFold, summarise
from converter.experiments.own_process import in_own_process
from tests.converter.tiny import write_folder

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ["--recipe=cnn28", "--set=training.epochs=2", "--set=training.batch_size=4"]
FOLDS = 2
LONG = pytest.mark.timeout(900)
"""Every fold imports TensorFlow anew."""
KEPT_BACK = {"IM-0005", "person5"}


def _command(workshop: Path, output: Path, *more: str) -> list[str]:
    data = f"--data={workshop / 'manifest.csv'}"
    return ["cross-validate", *SETTINGS, data, f"--folds={FOLDS}", f"--output={output}", *more]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _write_manifest(folder: Path) -> None:
    """Name the images of a labelled folder, some of them kept back for a test at the very end."""
    lines = ["file,label,patient,sha256,part"]
    for file in sorted((folder / "data").glob("*/*.png")):
        patient = file.stem.partition("_")[0] if "_" in file.stem else file.stem[:7]
        part = "held-out" if patient in KEPT_BACK else "train"
        lines.append(f"{file.relative_to(folder)},{file.parent.name},{patient},,{part}")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``manifest.csv`` and the finished cross-validation ``done``."""
    folder = tmp_path_factory.mktemp("folds")
    write_folder(folder / "data", patients=6, per_patient=2, side=32)
    _write_manifest(folder)
    assert main(_command(folder, folder / "done")) == 0
    return folder


@pytest.mark.slow
@LONG
def test_every_image_is_scored_once_by_a_network_that_has_not_seen_its_patient(workshop: Path) -> None:
    answers = _rows(workshop / "done" / "out_of_fold.csv")
    assert len({row["file"] for row in answers}) == len(answers) == 20
    assert not KEPT_BACK & {row["patient"] for row in answers}
    for fold in range(1, FOLDS + 1):
        split = _rows(workshop / "done" / f"fold-{fold}" / "split.csv")
        trained = {row["patient"] for row in split if row["part"] == "train"}
        scored = {row["patient"] for row in answers if row["fold"] == str(fold)}
        assert scored
        assert not trained & scored
        assert trained | scored == {row["patient"] for row in answers}


@pytest.mark.slow
@LONG
def test_the_figures_are_those_of_the_answers(workshop: Path) -> None:
    answers = _rows(workshop / "done" / "out_of_fold.csv")
    results = json.loads((workshop / "done" / "cross_validation.json").read_text())
    labels = np.array([row["label"] == "PNEUMONIA" for row in answers])
    probabilities = np.array([float(row["probability"]) for row in answers])
    folds = np.array([int(row["fold"]) for row in answers])
    own = [roc_auc_score(labels[folds == fold], probabilities[folds == fold]) for fold in (1, 2)]
    assert [fold["figures"]["auc"] for fold in results["each_fold"]] == pytest.approx(own)
    spread = results["spread_over_folds"]["auc"]
    assert spread["mean"] == pytest.approx(np.mean(own))
    assert spread["standard_deviation"] == pytest.approx(np.std(own, ddof=1))
    pooled = results["pooled"]["auc"]
    assert pooled["value"] == pytest.approx(roc_auc_score(labels, probabilities))
    assert "by patient" in pooled["method"]
    assert "no confidence interval" in results["reading"]
    assert (workshop / "done" / "cross_validation.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
@LONG
def test_a_cross_validation_that_was_killed_goes_on(workshop: Path) -> None:
    output = workshop / "killed"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "converter.cli", *_command(workshop, output)], env=environment, stderr=subprocess.DEVNULL
    ) as process:
        _wait_for(lambda: (output / "fold-2" / "log.csv").is_file())
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        process.send_signal(signal.SIGKILL)
    assert children
    _wait_for(lambda: not any(_runs(child) for child in children))
    assert not (output / "cross_validation.json").exists()
    first = (output / "fold-1" / "model.keras").stat()
    assert main(_command(workshop, output)) == 0
    assert (output / "fold-1" / "model.keras").stat().st_mtime_ns == first.st_mtime_ns
    resumed, unbroken = (_rows(workshop / name / "out_of_fold.csv") for name in ("killed", "done"))
    assert [row["file"] for row in resumed] == [row["file"] for row in unbroken]
    for one, other in zip(resumed, unbroken, strict=True):
        assert float(one["probability"]) == pytest.approx(float(other["probability"]), abs=1e-4)


def _wait_for(condition: object, seconds: float = 300.0) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def _runs(process: str) -> bool:
    """Tell whether a process is more than an entry that nobody has collected."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.slow
@LONG
def test_a_folder_of_another_cross_validation_stays_as_it_is(
    workshop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (workshop / "done" / "cross_validation.json").read_bytes()
    assert main(_command(workshop, workshop / "done", "--set=training.epochs=3")) == 1
    assert "another recipe" in capsys.readouterr().err
    assert (workshop / "done" / "cross_validation.json").read_bytes() == before


@pytest.mark.parametrize(("folds", "said"), [(9, "too few for 9 folds"), (1, "two folds or more")])
def test_folds_that_the_patients_do_not_allow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folds: int, said: str
) -> None:
    write_folder(tmp_path / "data", patients=3, side=16)
    command = ["cross-validate", *SETTINGS, f"--data={tmp_path / 'data'}", f"--output={tmp_path / 'out'}"]
    assert main([*command, f"--folds={folds}"]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_in_use_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_folder(tmp_path / "data", patients=3, side=16)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    command = ["cross-validate", *SETTINGS, f"--data={tmp_path / 'data'}", f"--output={tmp_path / 'out'}"]
    assert main([*command, "--folds=2"]) == 1
    assert "holds files already" in capsys.readouterr().err
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["notes.txt"]


def test_the_summary_of_given_answers() -> None:
    labels = np.array([0, 0, 1, 1, 0, 0, 1, 1])
    probabilities = np.array([0.1, 0.2, 0.8, 0.9, 0.6, 0.7, 0.65, 0.95])
    folds = np.array([1, 1, 1, 1, 2, 2, 2, 2])
    patients = np.array([f"p{number}" for number in range(8)])
    summary = summarise(OutOfFold([f"{number}.png" for number in range(8)], patients, labels, folds, probabilities))
    assert [fold["auc"] for fold in summary.folds] == [1.0, 0.75]
    assert summary.spread("auc") == {
        "mean": 0.875,
        "standard_deviation": pytest.approx(0.25 / np.sqrt(2)),
        "minimum": 0.75,
        "maximum": 1.0,
    }
    assert [fold["specificity"] for fold in summary.folds] == [1.0, 0.0]
    assert summary.pooled["specificity"].value == 0.5
    assert summary.pooled["auc"].value == pytest.approx(15 / 16)
    assert summary.threshold == pytest.approx(0.75)
    assert summary.pooled["sensitivity_at_youden"].value == 0.75
    assert summary.pooled["specificity_at_youden"].value == 1.0
    assert summary.pooled["brier"].value == pytest.approx(np.mean((probabilities - labels) ** 2))


def test_what_a_process_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="could not convert") as raised:
        in_own_process(float, "no number")
    assert "in _call" in raised.value.__notes__[0]
    in_own_process(float, "1")


def test_a_process_that_is_ended_from_outside_is_an_error() -> None:
    with pytest.raises(TrainingError, match="ended from outside"):
        in_own_process(os._exit, 9)
