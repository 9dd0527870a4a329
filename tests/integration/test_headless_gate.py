"""From a folder to its report: what the gate refuses is told with its reason, and its probability nowhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CommandLine, read_report
from tests.support.folders import names_in
from tests.support.gate_study import REFUSED_BY, THRESHOLD, write_gate_study
from tests.support.gated_model import write_gated_model
from xray_desktop.imaging.preprocess import preprocess
from xray_desktop.imaging.reader import read_image
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.card import InputContract
from xray_desktop.services.scoring.score_image import shortest

if TYPE_CHECKING:
    from pathlib import Path

CHILDREN = InputContract(rows=64, columns=64, patient_age_years=(1.0, 5.0))


@dataclass(frozen=True)
class Run:
    """One run over the study of the gate, and everything it left."""

    folder: Path
    returncode: int
    stdout: str
    stderr: str

    @property
    def rows(self) -> dict[str, dict[str, str]]:
        """The report's rows by file."""
        return {row["file"]: row for row in read_report(self.folder / "out.csv")}

    @property
    def heat_maps(self) -> list[str]:
        """Names of the pictures."""
        return names_in(self.folder / "maps")


def run(folder: Path, *options: str) -> Run:
    write_gate_study(folder / "study")
    (folder / "models").mkdir()
    write_gated_model(folder / "models" / "gated.onnx", THRESHOLD, input=CHILDREN)
    process = CommandLine(folder / "own").run(
        *("--headless", folder / "study", "--report", folder / "out.csv", "--heatmaps", folder / "maps", "--json"),
        *("--models-dir", folder / "models", *options),
    )
    return Run(folder, process.returncode, process.stdout, process.stderr)


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("gated"))


@pytest.fixture(scope="module")
def anyway(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("anyway"), "--score-anyway")


def hidden_probability(run: Run, name: str) -> float:
    """Ask the model itself what it would say of a picture that it may not judge."""
    model = ModelSession.open(run.folder / "models" / "gated.onnx", "cpu")
    image = read_image(run.folder / "study" / name)
    return shortest(model.run(preprocess(image, model.card.input.spec()).tensor).probability[0])


def test_every_refusal_has_its_row(gated: Run) -> None:
    refused = {name: row for name, row in gated.rows.items() if row["status"] == "not_scored"}
    assert {name: row["gate_rule"] for name, row in refused.items()} == REFUSED_BY
    for row in refused.values():
        assert row["gate"] == "refused"
        assert row["reason"] == row["gate_reason"]
        assert row["reason"].endswith(".")
    assert gated.returncode == 3, "one file cannot be read"


@pytest.mark.parametrize("name", REFUSED_BY)
def test_the_probability_of_a_refused_picture_is_nowhere(gated: Run, name: str) -> None:
    probability = hidden_probability(gated, name)
    for stream in (gated.stdout, gated.stderr, (gated.folder / "out.csv").read_text(encoding="utf-8")):
        assert repr(probability) not in stream
        assert f"{probability:.6f}" not in stream
    row = gated.rows[name]
    for column in ("probability", "label", "threshold", "operating_point", "recommendation", "provider", "scored_at"):
        assert row[column] == ""
    assert not [picture for picture in gated.heat_maps if name in picture]
    (told,) = (one for one in json.loads(gated.stdout)["rows"] if one["file"] == name)
    assert told["probability"] is None


def test_the_search_would_find_a_leak(anyway: Run) -> None:
    for name in REFUSED_BY:
        assert repr(hidden_probability(anyway, name)) in anyway.stdout


def test_the_summary_counts_refusals_by_rule(gated: Run) -> None:
    summary = json.loads(gated.stdout)["summary"]
    assert summary["not_scored_by_rule"] == dict.fromkeys(REFUSED_BY.values(), 1)
    assert summary["scored_although_not_accepted"] == 0
    assert "3 scored, 4 not scored (" in gated.stderr
    assert "1 by atypical" in gated.stderr


def test_score_anyway_scores_all_and_the_report_records_each(anyway: Run) -> None:
    assert {name for name, row in anyway.rows.items() if row["gate"] == "overridden"} == set(REFUSED_BY)
    for name, rule in REFUSED_BY.items():
        row = anyway.rows[name]
        assert (row["status"], row["reason"], row["gate_rule"]) == ("scored", "", rule)
        assert float(row["probability"]) == hidden_probability(anyway, name)
        assert row["gate_reason"].endswith(".")
    assert anyway.rows["unreadable.dcm"]["status"] == "failed"
    assert "7 scored (4 although not accepted), 0 not scored, 1 failed" in anyway.stderr
    assert json.loads(anyway.stdout)["summary"]["scored_although_not_accepted"] == len(REFUSED_BY)


def test_heat_maps_of_what_was_not_accepted_say_so_in_their_names(gated: Run, anyway: Run) -> None:
    assert len(gated.heat_maps) == 3
    assert not any(name.startswith("not-accepted_") for name in gated.heat_maps)
    marked = [name for name in anyway.heat_maps if name.startswith("not-accepted_")]
    assert len(marked) == len(REFUSED_BY)
    assert len(anyway.heat_maps) == len(REFUSED_BY) + 3


def test_the_caveat_stands_beside_the_score(gated: Run) -> None:
    assert gated.rows["adult.dcm"]["status"] == "scored"
    assert gated.rows["adult.dcm"]["caveat"].startswith("The patient is 41 years old; the model learned from")
    assert gated.rows["child.dcm"]["caveat"] == ""
