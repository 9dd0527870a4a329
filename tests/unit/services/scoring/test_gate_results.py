"""What the gate refuses has no probability and no heat map anywhere; what the user has scored anyway says so."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.support.gate_study import REFUSED_BY, THRESHOLD, write_gate_study
from tests.support.gated_model import write_gated_model
from tests.support.pictures import image_of, noise
from tests.support.rows import study_of
from tests.support.studies import multi_frame_dicom
from tests.support.tiny_model import write_tiny_model
from xray_desktop.findings.finding import Threshold
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.card import InputContract
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.report.rows import Disclosure, report_rows
from xray_desktop.services.scoring.analysis import Analysis
from xray_desktop.services.scoring.score_image import PreparedImage, outcomes, prepare
from xray_desktop.study.result import GateOutcome, GateRecord, ImageResult, ScoredBy, Status, take_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xray_desktop.reporting.row import ReportRow

CHILDREN = InputContract(rows=64, columns=64, patient_age_years=(1.0, 5.0))
SCORE_FIELDS = ("probability", "heatmap", "geometry", "scored_at")
Results = dict[str, ImageResult]


@pytest.fixture(scope="module")
def reader() -> Iterator[PooledReader]:
    with PooledReader(workers=1) as pooled:
        yield pooled


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelSession:
    path = tmp_path_factory.mktemp("model") / "gated.onnx"
    return ModelSession.open(write_gated_model(path, THRESHOLD, input=CHILDREN), "cpu")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gate_study(tmp_path_factory.mktemp("gate") / "study")


def analyse(study: Path, reader: PooledReader, model: ModelSession, *, anyway: bool = False) -> Results:
    results: list[ImageResult] = []
    analysis = Analysis(reader, model, results.append, CancellationToken(), anyway=anyway)
    analysis.add([ScannedFile(path, path.name, None) for path in sorted(study.iterdir())])
    analysis.close_input()
    analysis.future.result(60)
    return {result.key.path.name: result for result in results}


@pytest.fixture(scope="module")
def results(study: Path, reader: PooledReader, model: ModelSession) -> Results:
    return analyse(study, reader, model)


@pytest.fixture(scope="module")
def anyway(study: Path, reader: PooledReader, model: ModelSession) -> Results:
    return analyse(study, reader, model, anyway=True)


@pytest.mark.parametrize(("name", "rule"), REFUSED_BY.items())
def test_a_refused_image_has_a_reason_and_nothing_of_a_score(results: Results, name: str, rule: str) -> None:
    result = results[name]
    assert (result.status, result.gate.rule) == (Status.NOT_SCORED, rule)
    assert result.gate.outcome is GateOutcome.REFUSED
    assert result.reason == result.gate.reason != ""
    assert [getattr(result, field) for field in SCORE_FIELDS] == [None] * len(SCORE_FIELDS)
    assert (result.provider, result.remarks) == ("", ())


def test_accepted_images_keep_the_distance_and_the_line(results: Results) -> None:
    for name in ("chest.jpg", "adult.dcm", "child.dcm"):
        result = results[name]
        assert (result.status, result.gate.outcome) == (Status.SCORED, GateOutcome.ACCEPTED)
        assert result.gate.threshold == THRESHOLD
        assert result.gate.atypicality is not None
        assert 0.0 < result.gate.atypicality <= THRESHOLD
        assert not result.overridden


def test_only_what_the_model_looked_at_has_a_distance(results: Results) -> None:
    assert results["noise.png"].gate.atypicality is not None
    assert results["noise.png"].gate.atypicality > THRESHOLD
    assert results["tomogram.dcm"].gate.atypicality is None


def test_an_age_that_the_model_has_not_learned_from_stands_beside_the_score(results: Results) -> None:
    assert results["child.dcm"].remarks == ()
    (remark,) = results["adult.dcm"].remarks
    assert remark.startswith("The patient is 41 years old; the model learned from patients aged 1 to 5 years")


def test_what_cannot_be_read_never_met_the_gate(results: Results, anyway: Results) -> None:
    for result in (results["unreadable.dcm"], anyway["unreadable.dcm"]):
        assert (result.status, result.gate.outcome) == (Status.FAILED, GateOutcome.NONE)
        assert not result.can_be_overridden


@pytest.mark.parametrize(("name", "rule"), REFUSED_BY.items())
def test_scored_anyway_keeps_the_refusal_beside_the_score(
    results: Results, anyway: Results, name: str, rule: str
) -> None:
    result = anyway[name]
    assert result.status is Status.SCORED
    assert result.probability is not None
    assert result.heatmap is not None
    assert (result.gate.outcome, result.gate.rule) == (GateOutcome.OVERRIDDEN, rule)
    assert result.gate.reason == results[name].reason
    assert result.gate.atypicality is not None, "the model was asked, so its distance is known"
    assert result.reason == ""
    assert result.remarks[0] == f"Scored although not accepted: {results[name].reason}"


def test_scoring_anyway_changes_nothing_for_accepted_images(results: Results, anyway: Results) -> None:
    for name in ("chest.jpg", "adult.dcm", "child.dcm"):
        assert anyway[name].gate == results[name].gate
        assert anyway[name].probability == results[name].probability


@pytest.mark.parametrize("name", REFUSED_BY)
def test_taking_a_score_back_leaves_nothing_of_it(results: Results, anyway: Results, name: str) -> None:
    back = take_back(anyway[name])
    before = results[name]
    compared = [field.name for field in fields(ImageResult) if field.name != "gate"]
    assert [getattr(back, field) for field in compared] == [getattr(before, field) for field in compared]
    assert (back.gate.outcome, back.gate.rule) == (GateOutcome.REFUSED, before.gate.rule)
    assert back.can_be_overridden


def test_one_frame_is_scored_again_without_the_others(
    tmp_path: Path, reader: PooledReader, model: ModelSession
) -> None:
    path = multi_frame_dicom(tmp_path / "frames.dcm", frames=3)
    first = ImageResult(ImageKey(path), Status.NOT_SCORED, "…", "ab" * 32, frame_count=3, gate=GateRecord("size", "…"))
    again: list[ImageResult] = []
    analysis = Analysis(reader, model, again.append, CancellationToken(), anyway=True)
    analysis.add_again([first])
    analysis.close_input()
    analysis.future.result(60)
    assert [result.key for result in again] == [first.key]
    assert again[0].image_sha256 == first.image_sha256


def test_of_a_batch_only_what_the_model_finds_atypical_is_refused(model: ModelSession) -> None:
    chest = image_of(np.tile(np.linspace(0, 200, 80).astype(np.uint8), (80, 1)), key=ImageKey(Path("/nowhere/ramp")))
    images = (chest, image_of(noise(256, 256), key=ImageKey(Path("/nowhere/noise"))))
    batch = [one for image in images if isinstance(one := prepare(image, "", model.card, anyway=False), PreparedImage)]
    output = model.run(np.concatenate([one.model_input.tensor for one in batch]))
    scored, refused = outcomes(batch, output, model, anyway=False)
    assert (scored.status, refused.status) == (Status.SCORED, Status.NOT_SCORED)
    assert scored.heatmap is not None
    assert not np.shares_memory(scored.heatmap, output.heatmap), "it would keep the refused picture's map alive"


def test_a_card_without_a_gate_still_has_its_rules(tmp_path: Path, study: Path, reader: PooledReader) -> None:
    model = ModelSession.open(write_tiny_model(tmp_path / "tiny.onnx"), "cpu")
    results = analyse(study, reader, model)
    assert results["chest.jpg"].gate.outcome is GateOutcome.NONE
    assert results["noise.png"].status is Status.SCORED
    assert results["tomogram.dcm"].gate.outcome is GateOutcome.REFUSED


def rows_of(results: Results, model: ModelSession) -> dict[str, ReportRow]:
    entries = [ScannedFile(result.key.path, name, None) for name, result in results.items()]
    by = ScoredBy(model.card, model.sha256, Threshold(0.5, "balanced"))
    return {row.file: row for row in report_rows(study_of(entries, results.values(), by), Disclosure())}


def test_the_report_says_what_the_gate_said(results: Results, anyway: Results, model: ModelSession) -> None:
    rows = rows_of(results, model)
    assert {name: row.gate for name, row in rows.items()} == {
        **dict.fromkeys(("chest.jpg", "adult.dcm", "child.dcm"), "accepted"),
        **dict.fromkeys(REFUSED_BY, "refused"),
        "unreadable.dcm": "",
    }
    assert {name: rows[name].gate_rule for name in REFUSED_BY} == REFUSED_BY
    assert rows["noise.png"].gate_reason == rows["noise.png"].reason
    assert (rows["chest.jpg"].atypicality_threshold, rows["unreadable.dcm"].atypicality_threshold) == (THRESHOLD, None)
    assert rows["adult.dcm"].caveat.startswith("The patient is 41 years old")
    overridden = rows_of(anyway, model)["noise.png"]
    assert (overridden.status, overridden.reason, overridden.gate) == ("scored", "", "overridden")
    assert overridden.gate_reason == rows["noise.png"].reason
    assert overridden.probability is not None


def test_a_refused_row_of_the_report_holds_no_verdict(results: Results, model: ModelSession) -> None:
    for name in REFUSED_BY:
        row = rows_of(results, model)[name]
        assert (row.label, row.recommendation, row.operating_point, row.provider, row.scored_at) == ("",) * 5
        assert (row.probability, row.threshold) == (None, None)
