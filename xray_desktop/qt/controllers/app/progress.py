"""The figures of the work: how many images are where, how far the work is, and how fast it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from xray_desktop.qt.controllers.state.study import Walk
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.runtime.threads import TICK_MS
from xray_desktop.qt.threshold_bar.slider import BINS

if TYPE_CHECKING:
    from xray_desktop.qt.controllers.state.scoring import ScoringController
    from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.threshold_bar.bar import ThresholdBar
    from xray_desktop.qt.window.band import SyntheticBand
    from xray_desktop.qt.window.status_line import ProgressSection, StatusLine
    from xray_desktop.study.study import Study

_RATE_MS = 1000


class CountsController(QObject):
    """Keeps the counts of the status line, those of the threshold and its histogram in step with the study.

    Parameters
    ----------
    band
        Says that pictures are drawings, where some are.
    """

    def __init__(self, study: Study, status: StatusLine, threshold: ThresholdBar, band: SyntheticBand) -> None:
        super().__init__()
        self._study, self._status, self._threshold, self._band = study, status, threshold, band
        # Many results, one repaint.
        self._soon = QTimer(self, singleShot=True, interval=TICK_MS)
        self._soon.timeout.connect(self.refresh)

    def refresh_soon(self) -> None:
        """Show the figures in a moment, with all that changes until then."""
        if not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Show the figures as they are now."""
        counts = self._study.counts
        self._status.set_counts(counts)
        self._status.set_refusals(self._study.refusals())
        self._threshold.set_counts(counts)
        self._threshold.set_histogram(self._study.histogram(BINS))
        self._band.setVisible(self._study.synthetic)


class ProgressController(QObject):
    """Shows how far the work is, and stops it."""

    def __init__(
        self,
        section: ProgressSection,
        study: StudyController,
        scoring: ScoringController,
        second: SecondOpinionController,
    ) -> None:
        super().__init__()
        self._section, self._walking, self._study = section, study, study.study
        self._scoring, self._second, self._second_scoring = scoring, second, second.analysis
        # Many results, one repaint.
        self._soon = QTimer(self, singleShot=True, interval=TICK_MS)
        self._soon.timeout.connect(self._refresh)
        self._steady = QTimer(self, interval=_RATE_MS)
        self._steady.timeout.connect(self._refresh)
        for changed in (study.changed, scoring.running_changed, self._second_scoring.running_changed):
            changed.connect(self._refresh_soon)

    def _refresh_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _refresh(self) -> None:
        counts, walks = self._study.counts, self._walking.walk is Walk.RUNNING
        if self._scoring.running and counts.images:
            self._section.show_scoring(counts.finished, counts.images, self._scoring.rate)
        elif walks:
            self._section.show_walking(counts.images)
        elif self._second_scoring.running:
            rate = self._second_scoring.rate
            self._section.show_scoring(*self._second.progress, rate, f"{tr('second opinion')} ")
        else:
            self._section.hide()
        self._keep_up(busy=self._scoring.running or walks or self._second_scoring.running)

    def _keep_up(self, *, busy: bool) -> None:
        """Show the rate every second while there is one."""
        if busy != self._steady.isActive():
            self._steady.start() if busy else self._steady.stop()

    def stop(self) -> None:
        """Stop what is under way because the user said so."""
        self._walking.stop_walking()
        if self._scoring.running:
            self._scoring.stop()
        elif self._second_scoring.running:
            self._second_scoring.stop()
