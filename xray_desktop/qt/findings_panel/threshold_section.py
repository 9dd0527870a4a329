"""The line between positive and negative, and which of the model's operating points it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal

from xray_desktop.findings.finding import CUSTOM
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.section import Section, text_label
from xray_desktop.qt.i18n.language import sentence, tr
from xray_desktop.qt.widgets.chevron import Choice
from xray_desktop.qt.widgets.layouts import row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from xray_desktop.findings.finding import Threshold

_SET_BY_HAND = sentence("Set by hand")


class ThresholdSection(Section):
    """Threshold and operating point.

    Signals
    -------
    operating_point_chosen(str)
        The user chose one of the card's operating points, by its name.
    """

    operating_point_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.name, self.threshold = text_label("secondary"), text_label()
        self.name.setText(tr("Threshold"))
        self.points = Choice()
        self.points.setAccessibleName(tr("Operating point"))
        self.points.setToolTip(tr("Operating point of the model"))
        self.points.activated.connect(self._choose)
        line = row(spacing=theme.SPACE.m)
        line.addWidget(self.name)
        line.addWidget(self.threshold)
        line.addWidget(self.points, 1)
        self.column.addLayout(line)

    def set_points(self, names: Iterable[str]) -> None:
        """Offer a model's operating points."""
        with QSignalBlocker(self.points):
            self.points.clear()
            for name in names:
                self.points.addItem(phrases.as_title(name), name)
        self.points.setEnabled(self.points.count() > 0)

    def set_threshold(self, threshold: Threshold) -> None:
        """Show where the line lies, and whose it is."""
        self.threshold.setText(f"{threshold.probability:.2f}")
        with QSignalBlocker(self.points):
            self._offer_own(threshold.operating_point == CUSTOM)
            self.points.setCurrentIndex(self.points.findData(threshold.operating_point))

    def _offer_own(self, by_hand: bool) -> None:
        """List the hand-set line only while it holds: nobody can choose it here."""
        place = self.points.findData(CUSTOM)
        if by_hand and place < 0:
            self.points.addItem(tr(_SET_BY_HAND), CUSTOM)
        elif not by_hand and place >= 0:
            self.points.removeItem(place)

    def _choose(self, index: int) -> None:
        name = self.points.itemData(index)
        if name != CUSTOM:
            self.operating_point_chosen.emit(name)
