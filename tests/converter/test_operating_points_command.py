"""Thresholds chosen by rules on validation images, with what they do, and what speaks against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.cli import main
from converter.evaluation.metrics import clopper_pearson
from converter.evaluation.operating_points import images_needed, least_cost_threshold, youden_threshold
from tests.converter.brightness import write_uncertain
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_uncertain(tmp_path_factory.mktemp("uncertain") / "odds", count=160)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


_SCORED = st.lists(st.tuples(st.booleans(), st.integers(1, 98)), min_size=2, max_size=40).filter(
    lambda rows: len({label for label, _ in rows}) == 2
)


def _cost(labels: np.ndarray, scores: np.ndarray, threshold: float, missed: float, alarm: float, share: float) -> float:
    called = scores >= threshold
    return missed * share * (~called[labels == 1]).mean() + alarm * (1 - share) * called[labels == 0].mean()


@given(_SCORED, st.floats(0.1, 10.0), st.floats(0.05, 0.95))
def test_no_threshold_costs_less(rows: list[tuple[bool, int]], missed: float, share: float) -> None:
    labels, scores = (np.array(column) for column in zip(*rows, strict=True))
    labels, scores = labels.astype(np.int64), scores / 100.0
    chosen = _cost(labels, scores, least_cost_threshold(labels, scores, missed, 1.0, share), missed, 1.0, share)
    every = [_cost(labels, scores, threshold, missed, 1.0, share) for threshold in np.arange(0.0, 1.01, 0.005)]
    assert chosen <= min(every) + 1e-9


@given(_SCORED)
def test_no_threshold_has_a_larger_youden_index(rows: list[tuple[bool, int]]) -> None:
    labels, scores = (np.array(column) for column in zip(*rows, strict=True))
    labels, scores = labels.astype(np.int64), scores / 100.0

    def index(threshold: float) -> float:
        return float((scores[labels == 1] >= threshold).mean() - (scores[labels == 0] >= threshold).mean())

    assert index(youden_threshold(labels, scores)) >= max(index(line) for line in np.arange(0.0, 1.01, 0.005)) - 1e-9


@pytest.mark.parametrize("wanted", [0.8, 0.9, 0.95, 0.99])
def test_the_images_needed_are_those_that_show_it(wanted: float) -> None:
    fewest = images_needed(wanted)
    assert clopper_pearson(fewest, fewest).low >= wanted
    assert clopper_pearson(fewest - 1, fewest - 1).low < wanted


def test_each_rule_writes_its_point(model: Path, data: Path) -> None:
    rules = ["--youden", "--sensitivity=0.95", "--sensitivity=0.975", "--specificity=0.9", "--cost=5:1"]
    assert main(["operating-points", str(model), f"--data={data}", *rules, "--prevalence=0.2"]) == 0
    card = read_card(model)
    names = [point.name for point in card.operating_points]
    assert names[:2] == ["balanced", "high-sensitivity"]
    assert names[2:] == ["youden", "sensitivity-95", "sensitivity-97.5", "specificity-90", "cost-5-to-1-at-20"]
    assert card.default_operating_point == "balanced"
    assert card.operating_point("sensitivity-95").sensitivity.value >= 0.95
    assert card.operating_point("specificity-90").specificity.value >= 0.9
    for point in card.operating_points[2:]:
        assert point.sensitivity.method == "Clopper-Pearson"
        assert point.sensitivity.n + point.specificity.n == 160
        assert "160 images" in point.chosen_on
        assert str(data) not in point.chosen_on
    assert "youden" in card.derivation[-1].sentence


def test_a_point_of_the_same_name_is_replaced_and_others_on_request(model: Path, data: Path) -> None:
    command = ["operating-points", str(model), f"--data={data}"]
    assert main([*command, "--equal-cost", "--default=equal-cost"]) == 0
    assert main([*command, "--equal-cost"]) == 0
    card = read_card(model)
    assert [point.name for point in card.operating_points] == ["balanced", "high-sensitivity", "equal-cost"]
    assert card.default_operating_point == "equal-cost"
    assert main([*command, "--youden", "--replace"]) == 0
    card = read_card(model)
    assert [point.name for point in card.operating_points] == ["youden"]
    assert card.default_operating_point == "youden"


def test_too_few_images_for_a_target_are_said(model: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["operating-points", str(model), f"--data={data}", "--sensitivity=0.99"]) == 0
    assert "368 or more are needed" in capsys.readouterr().err.replace("\n", " ")


def test_a_model_that_knows_nothing_gets_no_point(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = write_tiny_model(tmp_path / "wrong.onnx", TinyNetwork(gain=-20.0))
    before = model.read_bytes()
    assert main(["operating-points", str(model), f"--data={data}", "--sensitivity=0.95"]) == 1
    assert "no better than chance" in capsys.readouterr().err
    assert model.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "at least one"),
        (["--youden", "--default=nothing"], "balanced"),
        (["--sensitivity=95"], "between 0 and 1"),
        (["--cost=5"], "FN:FP"),
        (["--cost=-1:1"], "above 0"),
        (["--prevalence=0.2", "--youden"], "--cost"),
        (["--equal-cost", "--prevalence=2"], "between 0 and 1"),
        (["--youden", "-o", "x.txt"], ".onnx"),
    ],
)
def test_wrong_usage(
    arguments: list[str], expected: str, model: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = model.read_bytes()
    assert main(["operating-points", str(model), f"--data={data}", *arguments]) == 2
    assert expected in capsys.readouterr().err
    assert model.read_bytes() == before
