"""What a second model says of the image, where it says the same, or why it says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.section import Section, ValueLine, text_label
from xray_desktop.qt.i18n.language import said, sentence, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from xray_desktop.findings.finding import Finding

AGREE = sentence("The models agree.")


@dataclass(frozen=True, slots=True)
class SecondView:
    """A second opinion on one image.

    Attributes
    ----------
    model
        ID and version.
    finding
        Held against that model's own line; None where it did not score the image.
    reason
        Why it did not; empty where it did.
    """

    model: str
    finding: Finding | None
    reason: str = ""


class SecondSection(Section):
    """Shows a second opinion that agrees, or that there is none; a disagreement stands in the finding itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Second opinion"), parent)
        self.verdict = text_label(wrap=True)
        self.model, self.probability = ValueLine(tr("Model"), self), ValueLine(tr("Probability"), self)
        self.line = ValueLine(tr("Threshold"), self)
        for widget in (self.verdict, self.model, self.probability, self.line):
            self.column.addWidget(widget)
        self.hide()

    def show_view(self, view: SecondView) -> None:
        """Show what the second model says."""
        finding = view.finding
        self.verdict.setText(tr(AGREE) if finding is not None else said(view.reason))
        self.model.show_value(view.model)
        self.probability.show_value("" if finding is None else f"{finding.probability:.2f}")
        self.line.show_value("" if finding is None else phrases.line(finding.threshold))
        self.show()
