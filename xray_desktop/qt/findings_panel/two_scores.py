"""Two models' answers to one image, one below the other, each with its own line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.probability_bar import ProbabilityBar
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.layouts import column, row

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Finding


class TwoScores(QWidget):
    """The first model's answer above the second's."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = OneScore(), OneScore()
        lines = column(self, spacing=theme.SPACE.l)
        lines.addWidget(self.first)
        lines.addWidget(self.second)


class OneScore(QWidget):
    """A model's name, its number, the bar with its line, and the side in words."""

    def __init__(self) -> None:
        super().__init__()
        self.model, self.number = text_label("secondary", wrap=True), text_label("large")
        self.bar = ProbabilityBar()
        self.comparison = text_label("secondary", wrap=True)
        head = row(spacing=theme.SPACE.m)
        head.addWidget(self.model, 1)
        head.addWidget(self.number)
        lines = column(self, spacing=theme.SPACE.xs)
        lines.addLayout(head)
        lines.addWidget(self.bar)
        lines.addWidget(self.comparison)

    def show_score(self, model: str, finding: Finding) -> None:
        """Show one model's answer."""
        self.model.setText(model)
        self.number.setText(f"{finding.probability:.2f}")
        self.bar.show_finding(finding)
        self.comparison.setText(f"{phrases.comparison(finding)}: {finding.label}")
