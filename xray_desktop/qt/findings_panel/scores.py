"""What the panel shows of a score: the number in a pill, the bar with its line, and both sides in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.probability_bar import ProbabilityBar
from xray_desktop.qt.findings_panel.section import ValueLine, text_label
from xray_desktop.qt.grid.badge import Badge, BadgeShape, badge_width, paint_badge
from xray_desktop.qt.widgets.layouts import column, row

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Finding


class TwoScores(QWidget):
    """The first model's answer above the second's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = OneScore(self), OneScore(self)
        lines = column(self, spacing=theme.SPACE.l)
        lines.addWidget(self.first)
        lines.addWidget(self.second)


class OneScore(QWidget):
    """A model's name, its number, the bar with its line, and the side in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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


class Score(QWidget):
    """The bar, the side of the threshold, and both classes in percent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = ProbabilityBar()
        self.comparison = text_label("secondary", wrap=True)
        self.positive, self.negative = ValueLine(parent=self), ValueLine(parent=self)
        lines = column(self, spacing=theme.SPACE.xs)
        lines.addWidget(self.bar)
        lines.addWidget(self.comparison)
        lines.addSpacing(theme.SPACE.s)
        lines.addWidget(self.positive)
        lines.addWidget(self.negative)

    def show_finding(self, finding: Finding, negative_label: str, positive_label: str) -> None:
        """Show a finding under the model card's names of its classes."""
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


def badge_of(finding: Finding, *, overridden: bool) -> Badge:
    """Choose the pill of a finding; dashed where the gate had refused the image."""
    positive = Badge(BadgeShape.FILLED, "positive", finding.label)
    badge = positive if finding.positive else Badge(BadgeShape.OUTLINED, "negative", finding.label)
    return Badge(BadgeShape.DASHED, badge.colour, badge.text) if overridden else badge
