"""What is found in one image: the number, the label, the line it was held against, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xray_desktop.findings.finding import CONFIRM
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.probability_bar import ProbabilityBar
from xray_desktop.qt.findings_panel.section import Section, ValueLine, text_label
from xray_desktop.qt.grid.badge import Badge, BadgeShape, badge_width, models_disagree, paint_badge
from xray_desktop.qt.i18n.language import said, sentence, tr
from xray_desktop.qt.widgets.layouts import column, row

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Finding
    from xray_desktop.qt.viewer.notice import Notice


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


class LabelPill(QWidget):
    """Shows one badge: filled, outlined, dashed, or a warning triangle with its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = Badge(BadgeShape.SKELETON, "raised", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_badge(self, badge: Badge) -> None:
        """Show another badge."""
        self.badge = badge
        self.setAccessibleName(badge.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Leave room for the words and what is around them."""
        return QSize(badge_width(self.badge) + theme.SPACE.s, theme.SIZE.pill)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, 0.0, 0.0, self.badge)
        painter.end()


DISAGREEMENT = sentence("The two models fall on different sides of their own thresholds, so no label is given.")


class FindingSection(Section):
    """Shows a finding, or a sentence in its place; never both."""

    def __init__(self) -> None:
        super().__init__()
        self.title = text_label("secondary")
        self.number = text_label("large")
        self.pill = LabelPill()
        self.advice = text_label("heading", wrap=True)
        self.sentence = text_label(wrap=True)
        self.score = _Score()
        self.both = TwoScores()
        self._lay_out()
        self.say(tr("No image selected"))

    def _lay_out(self) -> None:
        head = row(spacing=theme.SPACE.m)
        head.addWidget(self.number)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        # Nothing stands above it.
        self.rule.hide()
        self.column.addWidget(self.title)
        self.column.addLayout(head)
        self.column.addWidget(self.score)
        self.column.addWidget(self.advice)
        self.column.addWidget(self.sentence)
        self.column.addWidget(self.both)

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
        positive = Badge(BadgeShape.FILLED, "positive", finding.label)
        badge = positive if finding.positive else Badge(BadgeShape.OUTLINED, "negative", finding.label)
        if overridden:
            badge = Badge(BadgeShape.DASHED, badge.colour, badge.text)
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


class _Score(QWidget):
    """The bar, the side of the threshold, and both classes in percent."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = ProbabilityBar()
        self.comparison = text_label("secondary", wrap=True)
        self.positive, self.negative = ValueLine(), ValueLine()
        lines = column(self, spacing=theme.SPACE.xs)
        lines.addWidget(self.bar)
        lines.addWidget(self.comparison)
        lines.addSpacing(theme.SPACE.s)
        lines.addWidget(self.positive)
        lines.addWidget(self.negative)

    def show_finding(self, finding: Finding, negative_label: str, positive_label: str) -> None:
        self.bar.show_finding(finding)
        self.comparison.setText(phrases.comparison(finding))
        for line, label, value in zip(
            (self.positive, self.negative),
            (positive_label, negative_label),
            phrases.percentages(finding.probability),
            strict=True,
        ):
            line.name.setText(label)
            line.show_value(value)
