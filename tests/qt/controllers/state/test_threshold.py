"""Whose line it is, and where it lies, when models, people and the command line all have a word."""

from __future__ import annotations

import pytest

from tests.support.tiny_model import tiny_card
from xray_desktop.errors import CardError
from xray_desktop.findings.finding import CUSTOM, Threshold
from xray_desktop.qt.controllers.state.threshold import ThresholdController


@pytest.fixture(scope="module")
def card():
    return tiny_card()


def test_a_model_brings_its_default_operating_point(card, qapp):
    threshold = ThresholdController(None, "")
    points = []
    threshold.points_changed.connect(points.extend)
    threshold.use(card)
    assert threshold.threshold == Threshold(0.5, "balanced")
    assert [(mark.name, mark.probability) for mark in points] == [("balanced", 0.5), ("high-sensitivity", 0.2)]
    assert "Sensitivity 90% [80% to 95%]" in points[0].explanation


def test_a_threshold_of_the_command_line_outlives_the_model(card, qapp):
    threshold = ThresholdController(0.33, "")
    threshold.use(card)
    threshold.use(card)
    assert threshold.threshold == Threshold(0.33, CUSTOM)
    threshold.choose("balanced")
    threshold.use(card)
    assert threshold.threshold == Threshold(0.5, "balanced")


def test_an_operating_point_that_was_chosen_holds_for_the_next_model_that_has_it(card, qapp):
    threshold = ThresholdController(None, "")
    threshold.use(card)
    threshold.choose("high-sensitivity")
    threshold.use(card)
    assert threshold.threshold.operating_point == "high-sensitivity"


def test_one_that_the_next_model_has_not_is_told_and_its_default_holds(card, qapp):
    threshold = ThresholdController(None, "dreams")
    refused = []
    threshold.refused.connect(refused.append)
    threshold.use(card)
    assert threshold.threshold == Threshold(0.5, "balanced")
    assert isinstance(refused[0], CardError)


def test_moving_by_hand_keeps_two_digits(card, qapp, qtbot):
    threshold = ThresholdController(None, "")
    threshold.use(card)
    with qtbot.waitSignal(threshold.changed) as changed:
        threshold.move(0.123456)
    assert changed.args == [Threshold(0.12, CUSTOM)]
    with pytest.raises(CardError):
        threshold.choose("dreams")


def test_without_a_model_there_is_nothing_to_choose(qapp):
    threshold = ThresholdController(None, "")
    threshold.choose("balanced")
    assert threshold.threshold == Threshold(0.5, CUSTOM)
