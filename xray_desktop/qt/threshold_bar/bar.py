"""The strip under the grid's header that moves the threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QWidget

from xray_desktop.findings.finding import CUSTOM
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.phrases import as_title
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.threshold_bar.slider import STEPS, HistogramSlider
from xray_desktop.qt.widgets import layouts
from xray_desktop.qt.widgets.chevron import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.findings.finding import Threshold
    from xray_desktop.study.counts import Counts

_CONTROL = 32


@dataclass(frozen=True, slots=True)
class Mark:
    """An operating point as the bar shows it.

    Attributes
    ----------
    name
        As the model card has it.
    probability
        0 to 1.
    explanation
        What it does, for the tool tip.
    """

    name: str
    probability: float
    explanation: str = ""


class ThresholdBar(QWidget):
    """Slider, figure, operating points and counts.

    Signals
    -------
    moved(float)
        The user set a threshold by hand, 0 to 1.
    operating_point_chosen(str)
        The user chose one of the card's operating points.
    """

    moved = Signal(float)
    operating_point_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = HistogramSlider()
        self.figure = QDoubleSpinBox(decimals=2, minimum=0.0, maximum=1.0, singleStep=0.01)
        self.points = Choice()
        self._below, self._disagree, self._above = QLabel(), QLabel(), QLabel()
        self._lay_out()
        self.set_operating_points(())
        self.slider.valueChanged.connect(lambda value: self._set_by_hand(value / STEPS))
        self.figure.valueChanged.connect(self._set_by_hand)
        self.points.activated.connect(self._choose)

    def _lay_out(self) -> None:
        self.figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.fix_size(self.figure, width=64, height=_CONTROL)
        self.figure.setAccessibleName(tr("Threshold"))
        self.figure.lineEdit().setAcceptDrops(False)
        self.points.setAccessibleName(tr("Operating point"))
        theme.fix_size(self.points, height=_CONTROL)
        ends = layouts.row()
        for label in (self._below, self._disagree, self._above):
            label.setProperty("role", "small")
        ends.addWidget(self._below)
        ends.addStretch()
        ends.addWidget(self._disagree)
        ends.addStretch()
        ends.addWidget(self._above)
        scale = layouts.column()
        scale.addWidget(self.slider)
        scale.addLayout(ends)
        row = layouts.row(self, spacing=theme.SPACE.m)
        row.addWidget(QLabel(tr("Threshold")))
        row.addLayout(scale, 1)
        row.addWidget(self.figure)
        row.addWidget(self.points)

    # --- what it shows -------------------------------------------------------------------------

    def set_operating_points(self, marks: Sequence[Mark]) -> None:
        """Offer a model's operating points, and a threshold of the user's own."""
        with QSignalBlocker(self.points):
            self.points.clear()
            for mark in marks:
                self.points.addItem(as_title(mark.name), mark.name)
                self.points.setItemData(self.points.count() - 1, mark.explanation, Qt.ItemDataRole.ToolTipRole)
            self.points.addItem(tr("Set by hand"), CUSTOM)
        self.slider.set_marks([mark.probability for mark in marks])
        self.setEnabled(bool(marks))

    def set_threshold(self, threshold: Threshold) -> None:
        """Show where the line lies and whose it is; emits nothing."""
        with QSignalBlocker(self.slider), QSignalBlocker(self.figure), QSignalBlocker(self.points):
            self.slider.setValue(round(threshold.probability * STEPS))
            self.figure.setValue(threshold.probability)
            self.points.setCurrentIndex(self.points.findData(threshold.operating_point))
        self.slider.update()

    def set_counts(self, counts: Counts) -> None:
        """Say how many images lie on either side."""
        self._below.setText(tr("{count} below", count=f"{counts.below:,}") if counts.scored else "")
        self._disagree.setText(
            tr("models disagree on {count}", count=f"{counts.disagree:,}") if counts.disagree else ""
        )
        self._above.setText(tr("{count} at or above", count=f"{counts.at_or_above:,}") if counts.scored else "")

    def set_histogram(self, counts: Sequence[int]) -> None:
        """Show how the study's probabilities spread; equal parts of 0 to 1."""
        self.slider.set_histogram(counts)

    # --- what the user does --------------------------------------------------------------------

    def _set_by_hand(self, probability: float) -> None:
        self.moved.emit(probability)

    def _choose(self, place: int) -> None:
        name = self.points.itemData(place)
        if name == CUSTOM:
            self._set_by_hand(self.figure.value())
        else:
            self.operating_point_chosen.emit(name)
