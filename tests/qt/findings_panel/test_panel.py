"""What the panel says of an image, state by state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from tests.qt.findings_panel.conftest import show
from tests.qt.viewer.screen import grab
from tests.support.pictures import hot_cell, image_of, noise, scored
from xray_desktop.findings.finding import Threshold, judge
from xray_desktop.imaging.image import InstanceInfo
from xray_desktop.qt import theme
from xray_desktop.qt.grid.badge import BadgeShape
from xray_desktop.study.result import ImageResult, Status

if TYPE_CHECKING:
    from xray_desktop.qt.findings_panel.panel import FindingsPanel

IMAGE = image_of(noise(30, 40), instance=InstanceInfo(modality="CR", body_part_examined="CHEST", view_position="PA"))


def words(panel: FindingsPanel) -> str:
    """Return everything that can be read."""
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def colour(name: str) -> np.ndarray:
    return np.array(theme.colour(name).getRgb()[:3])


def pixels_of(widget, name: str) -> np.ndarray:
    return np.argwhere((np.abs(grab(widget).astype(int) - colour(name)) <= 2).all(axis=2))


def test_a_positive_finding(panel):
    show(panel, scored(IMAGE, probability=0.934))
    text = words(panel)
    assert "Probability of pneumonia\n0.93" in text
    assert "At or above the threshold of 0.62" in text
    assert "PNEUMONIA\n93 %\nNORMAL\n7 %" in text
    assert "Clinician confirmation required" in text
    badge = panel.finding.pill.badge
    assert (badge.shape, badge.text) == (BadgeShape.FILLED, "PNEUMONIA")


def test_a_negative_finding(panel):
    show(panel, scored(IMAGE, probability=0.05))
    text = words(panel)
    assert "0.05" in text
    assert "Below the threshold of 0.62" in text
    assert "required" not in text
    assert "recommended" not in text
    badge = panel.finding.pill.badge
    assert (badge.shape, badge.text) == (BadgeShape.OUTLINED, "NORMAL")


def test_a_doubtful_negative_asks_for_another_examination(panel):
    show(panel, scored(IMAGE, probability=0.25))
    assert "Re-examination recommended" in words(panel)


@pytest.mark.parametrize(
    ("status", "shape"),
    [
        (Status.NOT_SCORED, BadgeShape.DASHED),
        (Status.CANCELLED, BadgeShape.DASHED),
        (Status.FAILED, BadgeShape.TRIANGLE),
    ],
)
def test_without_score_there_is_a_reason_and_no_probability(panel, status, shape):
    show(panel, scored(IMAGE, probability=0.93))
    show(panel, ImageResult(IMAGE.key, status, reason="This is a radiograph of a leg."))
    section = "\n".join(label.text() for label in panel.finding.findChildren(QLabel) if label.isVisible())
    assert section == "This is a radiograph of a leg."
    assert panel.finding.pill.badge.shape is shape
    assert not panel.finding.score.isVisible()
    assert not re.search(r"0\.\d|\d %", section)
    assert panel.finding.number.text() == ""


def test_nothing_selected(panel):
    show(panel, scored(IMAGE))
    panel.show_image(IMAGE)
    panel.show_nothing()
    text = words(panel)
    assert text.startswith("No image selected")
    assert "0.90" not in text
    assert "Size" not in text


def test_waiting(panel):
    show(panel, scored(IMAGE))
    panel.show_waiting()
    assert words(panel).startswith("Waiting to be scored")


def test_no_model(panel):
    panel.set_model(None)
    panel.show_waiting()
    assert words(panel).startswith("No model in use")
    assert not panel.threshold.points.isEnabled()


def test_another_threshold_makes_another_finding(panel):
    show(panel, scored(IMAGE, probability=0.5))
    assert panel.finding.pill.badge.text == "NORMAL"
    show(panel, scored(IMAGE, probability=0.5), Threshold(0.5))
    assert panel.finding.pill.badge.text == "PNEUMONIA"
    assert "At or above the threshold of 0.50" in words(panel)


def test_another_model_has_other_labels(panel, card):
    show(panel, scored(IMAGE, probability=0.9))
    panel.set_model(card.model_copy(update={"labels": ("CLEAR", "EFFUSION")}))
    panel.show_result(scored(IMAGE), judge(0.9, Threshold(0.62), "CLEAR", "EFFUSION"))
    assert "Probability of effusion" in words(panel)
    assert panel.finding.pill.badge.text == "EFFUSION"


@pytest.mark.parametrize("probability", [0.0, 0.25, 0.62, 1.0])
def test_the_marker_and_the_line_stand_where_they_belong(panel, probability, qtbot):
    show(panel, scored(IMAGE, probability=probability), Threshold(0.4))
    bar = panel.finding.score.bar
    qtbot.waitUntil(lambda: bar.width() > 200)
    marker = pixels_of(bar, "positive" if probability >= 0.4 else "negative")
    assert marker[:, 1].mean() == pytest.approx(bar.position(probability), abs=1.5)
    line = pixels_of(bar, "text")
    upper = line[line[:, 0] < 20]
    assert upper[:, 1].mean() == pytest.approx(bar.position(0.4), abs=1.5)


def test_positive_is_filled_and_negative_is_open(panel, qtbot):
    def middle(probability):
        show(panel, scored(IMAGE, probability=probability))
        bar = panel.finding.score.bar
        qtbot.waitUntil(lambda: bar.width() > 200)
        return grab(bar)[14, round(bar.position(probability))].astype(int)

    assert middle(0.9) == pytest.approx(colour("positive"), abs=2)
    assert middle(0.2) == pytest.approx(colour("panel"), abs=2)


def test_the_facts_of_the_image(panel):
    panel.show_image(image_of(noise(30, 40), instance=IMAGE.instance, frame_count=4, notes=("It is repaired.",)))
    text = words(panel)
    assert "40 \N{MULTIPLICATION SIGN} 30 pixels" in text
    assert "Modality\nCR" in text
    assert "View\nChest PA" in text
    assert "Frame\n1 of 4" in text
    assert "It is repaired." in text


def test_facts_that_the_file_does_not_tell_are_left_out(panel):
    panel.show_image(image_of(noise(30, 40)))
    text = words(panel)
    assert "Modality" not in text
    assert "Frame" not in text


def test_the_purpose_is_always_there(panel):
    for act in (panel.show_nothing, panel.show_waiting, lambda: show(panel, scored(IMAGE, hot_cell(1, 1)))):
        act()
        assert words(panel).endswith("Research use \N{EN DASH} not for diagnosis")


def test_markup_in_a_reason_is_only_text(panel):
    show(panel, ImageResult(IMAGE.key, Status.FAILED, reason="<b>bold</b>"))
    assert "<b>bold</b>" in words(panel)


def test_the_words_that_must_not_be_said(panel):
    show(panel, scored(IMAGE, hot_cell(1, 1)))
    panel.show_image(IMAGE)
    text = words(panel).lower().replace("not for diagnosis", "")
    assert "confidence" not in text
    assert "diagnosis" not in text
