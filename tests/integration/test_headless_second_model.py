"""Two models over one study on the command line, end to end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CommandLine, read_report
from tests.support.studies import small_study
from tests.support.tiny_model import TinyNetwork, write_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

IMAGES = 3


@pytest.fixture
def study(tmp_path: Path) -> Path:
    small_study(tmp_path / "study", IMAGES)
    return tmp_path / "study"


@pytest.fixture
def two_models(models_dir: Path) -> Path:
    write_tiny_model(models_dir / "dark.onnx", TinyNetwork(gain=-20.0), model_id="tiny-dark")
    return models_dir


def test_the_report_holds_both_answers(
    command_line: CommandLine, study: Path, two_models: Path, tmp_path: Path
) -> None:
    report = tmp_path / "out.csv"
    run = command_line.run(
        *("--headless", "--study", study, "--report", report, "--json", "--models-dir", two_models),
        *("--model", "tiny-brightness", "--second-model", "tiny-dark"),
    )
    assert run.returncode == 0, run.stderr
    summary = json.loads(run.stdout)["summary"]
    assert summary["agree"] + summary["disagree"] == IMAGES
    rows = read_report(report)
    for row in rows:
        assert row["second_model_id"] == "tiny-dark"
        # The second network is the first one turned round.
        assert float(row["second_probability"]) == pytest.approx(1.0 - float(row["probability"]), abs=1e-5)
        sides = [float(row[f"{which}probability"]) >= float(row[f"{which}threshold"]) for which in ("", "second_")]
        assert row["agreement"] == ("agree" if sides[0] == sides[1] else "disagree")
        assert (row["label"] == "models disagree") == (row["agreement"] == "disagree")
    assert {row["agreement"] for row in rows} == {"disagree"}


@pytest.mark.parametrize(
    ("second", "sentence"), [("nowhere", "no model of that name"), ("tiny-brightness", "has to come from another one")]
)
def test_a_second_model_that_cannot_be_is_refused(
    command_line: CommandLine, study: Path, models_dir: Path, tmp_path: Path, second: str, sentence: str
) -> None:
    run = command_line.run(
        *("--headless", "--study", study, "--report", tmp_path / "out.csv", "--models-dir", models_dir),
        *("--model", "tiny-brightness", "--second-model", second),
    )
    assert run.returncode == 2
    assert sentence in run.stderr
    assert not (tmp_path / "out.csv").exists()
