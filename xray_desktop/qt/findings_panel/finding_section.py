"""What is found in one image: the number, the label, the line it was held against, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from xray_desktop.findings.finding import CONFIRM
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.section import Section, text_label
from xray_desktop.qt.i18n.language import said, sentence, tr
from xray_desktop.qt.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from xray_desktop.findings.finding import Finding
    from xray_desktop.qt.grid.badge import Badge
    from xray_desktop.qt.viewer.notice import Notice


DISAGREEMENT = sentence("The two models fall on different sides of their own thresholds, so no label is given.")


class FindingSection(Section):
    """Shows a finding, or a sentence in its place; never both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # Nothing stands above it.
        self.rule.hide()
        self.sentence = text_label(wrap=True)
        self.sentence.setText(tr("No image selected"))
        self.column.addWidget(self.sentence)

    def complete(self) -> None:
        """Make what shows a score, around the sentence."""
        from xray_desktop.qt.findings_panel.scores import LabelPill, Score, TwoScores

        self.title = text_label("secondary")
        self.number = text_label("large")
        self.pill = LabelPill()
        self.advice = text_label("heading", wrap=True)
        self.score = Score(self)
        self.both = TwoScores(self)
        head = row(spacing=theme.SPACE.m)
        head.addWidget(self.number)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        self.column.insertWidget(0, self.title)
        self.column.insertLayout(1, head)
        self.column.insertWidget(2, self.score)
        self.column.insertWidget(3, self.advice)
        self.column.addWidget(self.both)
        self.say(self.sentence.text())

    def say(self, sentence: str) -> None:
        """Show a sentence alone: nothing is selected, or the image is still waiting."""
        self._show_parts(None, sentence=sentence)

    def show_notice(self, notice: Notice) -> None:
        """Say that and why there is no score; no probability appears anywhere."""
        self._show_parts(notice.badge, sentence=notice.sentence)

    def show_finding(
        self, finding: Finding, negative_label: str, positive_label: str, *, overridden: bool = False
    ) -> None:
        """Show a finding.

        Parameters
        ----------
        finding
            What the probability means.
        negative_label, positive_label
            The model card's names of its classes.
        overridden
            The image was scored although the gate refused it.
        """
        from xray_desktop.qt.findings_panel.scores import badge_of

        badge = badge_of(finding, overridden=overridden)
        self.number.setText(f"{finding.probability:.2f}")
        self.score.show_finding(finding, negative_label, positive_label)
        self.title.setText(phrases.probability_title(positive_label))
        self._show_parts(badge, advice=phrases.sentence_case(said(finding.recommendation)), scored=True)

    def show_disagreement(self, first: tuple[str, Finding], second: tuple[str, Finding]) -> None:
        """Show what two models say that fall on different sides; no label is given.

        Parameters
        ----------
        first, second
            ID and version of the model, and what it found.
        """
        from xray_desktop.qt.grid.badge import models_disagree

        self.both.first.show_score(*first)
        self.both.second.show_score(*second)
        self._show_parts(models_disagree(), sentence=tr(DISAGREEMENT), advice=phrases.sentence_case(said(CONFIRM)))
        self.both.show()

    def _show_parts(self, badge: Badge | None, *, sentence: str = "", advice: str = "", scored: bool = False) -> None:
        self.both.hide()
        if badge is not None:
            self.pill.show_badge(badge)
        self.pill.setVisible(badge is not None)
        for label, text in ((self.sentence, sentence), (self.advice, advice)):
            label.setText(text)
            label.setVisible(bool(text))
        if not scored:
            self.number.clear()
        for widget in (self.title, self.number, self.score):
            widget.setVisible(scored)
