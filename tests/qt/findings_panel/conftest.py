"""A panel with a model in use, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.tiny_model import tiny_card
from xray_desktop.findings.finding import Threshold, judge
from xray_desktop.model_file.card import Figure, OperatingPoint
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.panel import FindingsPanel

if TYPE_CHECKING:
    from xray_desktop.study.result import ImageResult


@pytest.fixture(scope="session")
def card():
    figures = {
        "sensitivity": Figure(value=0.957, low=0.93, high=0.975, n=3883, method="Clopper-Pearson"),
        "specificity": Figure(value=0.931, low=0.91, high=0.95, n=1349, method="Clopper-Pearson"),
    }
    provenance = {"chosen_by": "Youden's index", "chosen_on": "held-out patients"}
    points = (
        OperatingPoint(name="balanced", threshold=0.62, **figures, **provenance),
        OperatingPoint(name="high-sensitivity", threshold=0.31, **figures, **provenance),
    )
    return tiny_card(
        model_id="ped-pneumonia",
        model_version="1.2.0",
        title="Pneumonia in children",
        operating_points=points,
        intended_use="A second look.",
        limitations=("One hospital only.", "Tubes may influence it."),
    )


LINE = Threshold(0.62, "balanced")


def show(panel: FindingsPanel, result: ImageResult, line: Threshold = LINE) -> None:
    """Show a result with its score held against a line, as the study gives it."""
    score = result.probability
    panel.show_result(result, None if score is None else judge(score, line, "NORMAL", "PNEUMONIA"))


@pytest.fixture
def panel(qtbot, card):
    made = FindingsPanel()
    made.complete()
    qtbot.addWidget(made)
    made.resize(theme.SIZE.findings_panel, 840)
    with qtbot.waitExposed(made):
        made.show()
    made.set_model(card)
    made.set_threshold(LINE)
    made.set_provider("CPU (onnxruntime)")
    return made
