"""Operating points of the shifted validation, on scores whose best points are known."""

from __future__ import annotations

import numpy as np
import pytest

from converter.errors import EvaluationError
from converter.evaluation.calibration import sigmoid
from converter.evaluation.held_out import HeldOut
from converter.evaluation.shifted import Shifted
from converter.evaluation.shifted_points import choose_on_shifted


def _shifted(logits: np.ndarray, labels: np.ndarray) -> Shifted:
    patients = np.array([f"patient {number}" for number in range(len(labels))])
    scores = HeldOut(
        labels, patients, logits, np.empty((0, len(labels))), np.array([]), np.empty((0, 1, 1, 1), np.float16)
    )
    return Shifted.join([("plates", patients, scores)], "one network")


def _normal(middle: float) -> Shifted:
    drawn = np.random.default_rng(1).normal(0.0, 1.0, 400)
    logits = np.concatenate([middle - 1.5 + drawn, middle + 1.5 - drawn])
    return _shifted(logits, np.repeat([0, 1], 400))


@pytest.mark.parametrize("middle", [-1.0, 0.0, 1.0])
def test_the_balanced_point_lies_in_the_middle_of_those_that_are_as_good(middle: float) -> None:
    # The second class mirrors the first, so the middle of the flat top of Youden's index is where they meet.
    balanced, *_ = choose_on_shifted(_normal(middle), 1.0)
    assert balanced.threshold == pytest.approx(sigmoid(np.array(middle)), abs=0.02)
    assert balanced.sensitivity.value == pytest.approx(balanced.specificity.value, abs=0.02)


def test_the_other_points_keep_their_promise_and_the_three_rise_in_order() -> None:
    points = {point.name: point for point in choose_on_shifted(_normal(0.0), 1.0)}
    assert points["high-sensitivity"].sensitivity.value >= 0.98
    assert points["high-specificity"].specificity.value >= 0.95
    thresholds = [points[name].threshold for name in ("high-sensitivity", "balanced", "high-specificity")]
    assert thresholds == sorted(thresholds)


def test_classes_that_are_apart_are_divided_between_them() -> None:
    points = choose_on_shifted(_shifted(np.array([-40.0, -2.0, 2.0, 40.0]), np.array([0, 0, 1, 1])), 1.0)
    assert points[0].threshold == pytest.approx(0.5)
    assert points[0].sensitivity.value == points[0].specificity.value == 1.0


def test_one_class_alone_gives_no_threshold() -> None:
    with pytest.raises(EvaluationError, match="one class alone"):
        choose_on_shifted(_shifted(np.zeros(4), np.ones(4, int)), 1.0)
