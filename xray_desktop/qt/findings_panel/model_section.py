"""Which model speaks, how well it did, what it runs on, and what it was not made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from xray_desktop.findings.finding import CUSTOM
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.section import Section, ValueLine, text_label
from xray_desktop.qt.i18n.language import said, sentence, tr
from xray_desktop.qt.widgets import icons
from xray_desktop.qt.widgets.layouts import column, row

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Threshold
    from xray_desktop.model_file.card import ModelCard

_BY_HAND = sentence("Sensitivity and specificity are not known for a threshold set by hand.")

NO_GATE = sentence(
    "This model has no gate for pictures that are not chest radiographs: it scores whatever no rule refuses."
)


class ModelSection(Section):
    """The model's card in short, and the execution provider in use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Model"), parent)
        self._card: ModelCard | None = None
        self.title = text_label(wrap=True)
        self.title.setText(tr("No model in use"))
        self.column.addWidget(self.title)

    def complete(self) -> None:
        """Make what speaks of a model."""
        self.version = text_label("small", wrap=True)
        self.sensitivity, self.specificity = ValueLine(tr("Sensitivity"), self), ValueLine(tr("Specificity"), self)
        self.refused_in_error = ValueLine(tr("Refused in error"), self)
        self.refused_in_error.setToolTip(tr("Chest radiographs that the gate refuses although it should not"))
        self.no_gate = text_label("small", wrap=True)
        self.no_gate.setText(tr(NO_GATE))
        self.provenance = text_label("small", wrap=True)
        self.limits = Expandable(tr("Limits of this model"), self)
        self.provider = ValueLine(tr("Runs on"), self)
        self.fallback = text_label("small", wrap=True)
        for widget in (
            self.version,
            self.sensitivity,
            self.specificity,
            self.provenance,
            self.refused_in_error,
            self.no_gate,
            self.provider,
            self.fallback,
            self.limits,
        ):
            self.column.addWidget(widget)
        self.set_model(None)
        self.set_provider("", "")

    def set_model(self, card: ModelCard | None) -> None:
        """Show another model; None where there is none."""
        self._card = card
        self.title.setText(tr("No model in use") if card is None else card.title)
        self.version.setText("" if card is None else card.name)
        self.limits.set_paragraphs(() if card is None else (card.intended_use, *card.limitations))
        for widget in (self.version, self.limits):
            widget.setVisible(card is not None)
        gate = card.gate if card is not None else None
        self.refused_in_error.show_value(phrases.figure(gate.false_refusal) if gate is not None else "")
        self.no_gate.setVisible(card is not None and gate is None)
        self._show_figures("", "", "")

    def set_threshold(self, threshold: Threshold) -> None:
        """Show how the model did at an operating point; a line set by hand has no figures."""
        if self._card is None or threshold.operating_point == CUSTOM:
            self._show_figures("", "", tr(_BY_HAND) if self._card is not None else "")
            return
        point = self._card.operating_point(threshold.operating_point)
        self._show_figures(
            phrases.figure(point.sensitivity), phrases.figure(point.specificity), phrases.provenance(point)
        )

    def set_provider(self, title: str, fallback_reason: str) -> None:
        """Show what the model really runs on, and once and quietly why it is not what was asked for."""
        self.provider.show_value(said(title))
        self.fallback.setText(said(fallback_reason))
        self.fallback.setVisible(bool(fallback_reason))

    def _show_figures(self, sensitivity: str, specificity: str, provenance: str) -> None:
        self.sensitivity.show_value(sensitivity)
        self.specificity.show_value(specificity)
        # The whole story stands in the tip and in the models window: here it would push everything else off the panel.
        self.provenance.setText(phrases.shortened(provenance))
        self.provenance.setToolTip(provenance)
        self.provenance.setVisible(bool(provenance))


class Expandable(QWidget):
    """A button that opens and closes paragraphs below it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(title)
        self.button.setProperty("role", "quiet")
        self.button.setCheckable(True)
        self.button.setStyleSheet("text-align: left")
        self.button.toggled.connect(self._open)
        self.body = text_label("small", wrap=True)
        lines = column(self, spacing=theme.SPACE.xs)
        # The button's own margin lies outside, so that its chevron stands under the other words.
        head = row(margins=(-theme.SPACE.m, 0, 0, 0))
        head.addWidget(self.button)
        head.addStretch(1)
        lines.addLayout(head)
        lines.addWidget(self.body)
        self._open(False)

    def set_paragraphs(self, paragraphs: tuple[str, ...]) -> None:
        """Show other paragraphs."""
        self.body.setText("\n\n".join(paragraphs))

    def _open(self, opened: bool) -> None:
        icons.set_icon(self.button, "chevron-down" if opened else "chevron-right")
        self.body.setVisible(opened)
