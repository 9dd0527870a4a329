"""A second opinion without a window: its own line, its reasons, the report."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.support.rows import study_of
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.findings.agreement import Agreement, agreement
from xray_desktop.findings.finding import CUSTOM, Threshold, judge
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.inference.session import ModelSession
from xray_desktop.services.models.second_opinion import second_threshold, unfit_reason
from xray_desktop.services.report.rows import Disclosure, report_rows
from xray_desktop.study.result import ImageResult, ScoredBy, Status

if TYPE_CHECKING:
    from pathlib import Path

LABELS = ("NORMAL", "PNEUMONIA")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def first(folder: Path) -> ModelSession:
    return ModelSession.open(write_tiny_model(folder / "first.onnx"), "cpu")


@pytest.fixture(scope="module")
def second(folder: Path) -> ModelSession:
    path = write_tiny_model(folder / "second.onnx", TinyNetwork(gain=-20.0), model_id="tiny-dark")
    return ModelSession.open(path, "cpu")


def scored(path: Path, probability: float) -> ImageResult:
    now = datetime(2026, 3, 4, tzinfo=UTC)
    return ImageResult(ImageKey(path), Status.SCORED, scores=(probability,), provider="CPU", scored_at=now)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (0.9, 0.9, Agreement.AGREE),
        (0.1, 0.1, Agreement.AGREE),
        (0.9, 0.1, Agreement.DISAGREE),
        (0.5, 0.5, Agreement.AGREE),
    ],
)
def test_each_model_is_held_against_its_own_line(one: float, other: float, said: Agreement) -> None:
    assert agreement(judge(one, Threshold(0.5), *LABELS), judge(other, Threshold(0.5), *LABELS)) is said


def test_probabilities_on_different_sides_of_one_line_can_agree() -> None:
    low, high = judge(0.3, Threshold(0.2), *LABELS), judge(0.7, Threshold(0.6), *LABELS)
    assert agreement(low, high) is Agreement.AGREE


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Threshold(0.1, "high-sensitivity"), Threshold(0.2, "high-sensitivity")),
        (Threshold(0.1, "a point that it does not know"), Threshold(0.5, "balanced")),
        (Threshold(0.77, CUSTOM), Threshold(0.5, "balanced")),
    ],
)
def test_the_second_line_is_the_second_models_own(second: ModelSession, line: Threshold, expected: Threshold) -> None:
    assert second_threshold(second.card, line) == expected


def test_a_second_opinion_comes_from_another_model(first: ModelSession, second: ModelSession) -> None:
    assert "another one" in unfit_reason(first, first)
    assert unfit_reason(first, second) == ""


def test_models_that_look_for_different_things_are_not_compared(first: ModelSession, folder: Path) -> None:
    path = write_tiny_model(folder / "effusion.onnx", labels=("NORMAL", "EFFUSION"), model_id="effusion")
    assert "EFFUSION" in unfit_reason(first, ModelSession.open(path, "cpu"))


def test_the_report_tells_both_and_gives_no_label_where_they_disagree(
    tmp_path: Path, first: ModelSession, second: ModelSession
) -> None:
    entries = [ScannedFile(tmp_path / name, name, None) for name in ("apart", "alike", "refused", "late")]
    results = [scored(entry.path, 0.9) for entry in entries]
    refused = ImageResult(ImageKey(entries[2].path), Status.NOT_SCORED, "It is a leg.")
    answers = [scored(entries[0].path, 0.1), scored(entries[1].path, 0.8), refused]
    opinion = ScoredBy(second.card, second.sha256, Threshold(0.5, "balanced")), answers
    study = study_of(entries, results, ScoredBy(first.card, first.sha256, Threshold(0.5)), opinion)
    apart, alike, unseen, late = report_rows(study, Disclosure())
    assert (apart.label, apart.agreement) == ("models disagree", "disagree")
    assert apart.recommendation == "clinician confirmation required"
    assert (apart.probability, apart.second_probability, apart.second_threshold) == (0.9, 0.1, 0.5)
    assert (alike.label, alike.agreement) == ("PNEUMONIA", "agree")
    assert (unseen.label, unseen.agreement, unseen.second_probability) == ("PNEUMONIA", "", None)
    assert unseen.reason.endswith("The second model did not score this image: It is a leg.")
    assert late.reason.endswith("The second model has not scored this image yet.")
    assert {row.second_model_sha256 for row in (apart, alike, unseen, late)} == {second.sha256}


def test_without_a_second_model_its_columns_are_empty(tmp_path: Path, first: ModelSession) -> None:
    entry = ScannedFile(tmp_path / "a", "a", None)
    study = study_of([entry], [scored(entry.path, 0.9)], ScoredBy(first.card, first.sha256, Threshold(0.5)))
    (row,) = report_rows(study, Disclosure())
    assert (row.second_model_id, row.second_probability, row.agreement) == ("", None, "")
