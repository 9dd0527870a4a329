"""What stands beside a score, and the way past the gate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from tests.qt.findings_panel.conftest import show
from tests.support.gated_model import gated_card
from tests.support.pictures import image_of, noise, scored
from xray_desktop.qt.findings_panel.model_section import NO_GATE
from xray_desktop.qt.grid.badge import BadgeShape
from xray_desktop.study.result import GateRecord, ImageResult, Status, take_back

IMAGE = image_of(noise(64, 64))
RECORD = GateRecord("atypical", "Unlike others.", 2.5, 2.0, overridden=True)
OVERRIDDEN = replace(scored(IMAGE, np.ones((7, 7), np.float32)), gate=RECORD, caveat="The patient is 41 years old.")


def test_a_score_that_was_not_accepted_says_so_and_can_be_taken_back(panel, qtbot):
    show(panel, OVERRIDDEN)
    assert panel.gate.against.text() == "Scored although not accepted: Unlike others."
    assert panel.gate.caveat.text() == "The patient is 41 years old."
    assert panel.finding.pill.badge.shape is BadgeShape.DASHED
    assert not panel.gate.score_anyway.isVisible()
    with qtbot.waitSignal(panel.take_back_requested):
        qtbot.mouseClick(panel.gate.take_back, Qt.MouseButton.LeftButton)


def test_a_refusal_offers_the_way_past_it_and_nothing_else(panel, qtbot):
    show(panel, take_back(OVERRIDDEN))
    assert panel.finding.sentence.text() == "Unlike others."
    assert not panel.gate.against.isVisible()
    assert not panel.gate.caveat.isVisible(), "it belongs to a score"
    assert not panel.gate.take_back.isVisible()
    with qtbot.waitSignal(panel.score_anyway_requested):
        qtbot.mouseClick(panel.gate.score_anyway, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    "result",
    [
        scored(IMAGE),
        ImageResult(IMAGE.key, Status.FAILED, "Broken."),
        ImageResult(IMAGE.key, Status.CANCELLED, "Later."),
    ],
)
def test_where_the_gate_has_nothing_to_say_the_section_is_gone(panel, result):
    show(panel, result)
    assert not panel.gate.isVisible()


def test_the_section_goes_with_the_image(panel):
    show(panel, OVERRIDDEN)
    panel.show_waiting()
    assert not panel.gate.isVisible()


def test_a_model_without_a_gate_says_so(panel):
    assert panel.model.no_gate.isVisible()
    assert panel.model.no_gate.text() == NO_GATE
    panel.set_model(gated_card())
    assert not panel.model.no_gate.isVisible()
    assert panel.model.refused_in_error.value.text() == "1 % [0 to 5], n 100"
    panel.set_model(None)
    assert not panel.model.no_gate.isVisible()
    assert not panel.model.refused_in_error.isVisible()
