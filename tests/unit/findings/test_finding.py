"""A probability held against a threshold, and what is recommended."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.findings.agreement import Agreement, agreement, disagree
from xray_desktop.findings.finding import CONFIRM, RE_EXAMINE, Threshold, at_or_above, first_positive, judge

PROBABILITY = st.floats(0.0, 1.0)


def verdict(probability: float, threshold: float) -> tuple[str, str]:
    finding = judge(probability, Threshold(threshold), "NORMAL", "PNEUMONIA")
    return finding.label, finding.recommendation


@pytest.mark.parametrize(
    ("probability", "threshold", "label", "recommendation"),
    [
        (0.93, 0.62, "PNEUMONIA", "clinician confirmation required"),
        (0.62, 0.62, "PNEUMONIA", "clinician confirmation required"),
        (0.61, 0.62, "NORMAL", "re-examination recommended"),
        (0.21, 0.62, "NORMAL", "re-examination recommended"),
        (0.19, 0.62, "NORMAL", ""),
        (0.0, 0.62, "NORMAL", ""),
        (0.1, 0.05, "PNEUMONIA", "clinician confirmation required"),
        (0.0, 0.0, "PNEUMONIA", "clinician confirmation required"),
        (1.0, 1.0, "PNEUMONIA", "clinician confirmation required"),
    ],
)
def test_label_and_recommendation(probability: float, threshold: float, label: str, recommendation: str) -> None:
    assert verdict(probability, threshold) == (label, recommendation)


def test_a_normal_of_exactly_four_fifths_is_not_doubtful() -> None:
    assert verdict(0.2, 0.5) == ("NORMAL", "")


@given(PROBABILITY, PROBABILITY)
def test_a_positive_always_asks_for_a_clinician_and_a_negative_never(probability: float, threshold: float) -> None:
    label, recommendation = verdict(probability, threshold)
    assert (recommendation == CONFIRM) == (label == "PNEUMONIA") == (probability >= threshold)
    assert (recommendation == RE_EXAMINE) == (probability < threshold and 1.0 - probability < 0.8)


@given(PROBABILITY, PROBABILITY, PROBABILITY)
def test_a_higher_threshold_never_makes_a_positive(probability: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    if verdict(probability, high)[0] == "PNEUMONIA":
        assert verdict(probability, low)[0] == "PNEUMONIA"


@given(st.lists(PROBABILITY), PROBABILITY)
def test_the_rule_is_one_for_a_number_a_list_and_an_array(probabilities: list[float], threshold: float) -> None:
    line = Threshold(threshold)
    held = [line.holds(each) for each in probabilities]
    assert held == [at_or_above(each, threshold) for each in probabilities]
    assert held == at_or_above(np.array(probabilities, np.float64), threshold).tolist()
    assert held == [judge(each, line, "NORMAL", "PNEUMONIA").positive for each in probabilities]
    assert len(probabilities) - first_positive(sorted(probabilities), threshold) == sum(held)


@given(PROBABILITY, PROBABILITY, PROBABILITY, PROBABILITY)
def test_two_models_agree_on_one_side_of_their_own_lines(
    one: float, line: float, other: float, other_line: float
) -> None:
    first, second = judge(one, Threshold(line), "N", "P"), judge(other, Threshold(other_line), "N", "P")
    assert (agreement(first, second) is Agreement.DISAGREE) is disagree(first.positive, second.positive)
    assert disagree(first.positive, second.positive) is ((one >= line) != (other >= other_line))
