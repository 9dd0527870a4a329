"""``python -m benchmarks.heartbeat FOLDER``: how long the window is ever deaf while it opens and scrolls a study.

A timer of the GUI thread beats every 5 ms; a gap between two beats is time in which the window could not have answered
a person. The program runs as a person starts it, with the real services; nothing is left out.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from xray_desktop import app
from xray_desktop.qt.application import Application
from xray_desktop.qt.first_paint import AfterFirstPaint
from xray_desktop.settings.options import Options
from xray_desktop.settings.paths import app_paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

BEAT_MS = 5
LIMIT_MS = 100
_SCROLL_STEP_MS = 20
_MEBIBYTE = 2**20


@dataclass
class Phase:
    """What was seen between two events."""

    gaps_ms: list[float] = field(default_factory=list)
    memory_mib: float = 0.0

    def line(self, name: str) -> str:
        """Write it for a person."""
        late = sum(gap > LIMIT_MS for gap in self.gaps_ms)
        worst = ", ".join(f"{gap:.0f}" for gap in sorted(self.gaps_ms, reverse=True)[:5])
        return f"{name:<28} longest gaps {worst} ms; {late} over {LIMIT_MS} ms; memory {self.memory_mib:.0f} MiB"


class Heartbeat(QObject):
    """Beats, and notes every gap under the phase that the program is in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.phases: dict[str, Phase] = defaultdict(Phase)
        self.phase = "start"
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Start to beat: the window stands."""
        self._last = time.perf_counter()
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        phase = self.phases[self.phase]
        phase.gaps_ms.append((now - self._last) * 1000)
        phase.memory_mib = max(phase.memory_mib, resident_bytes() / _MEBIBYTE)
        self._last = now


class Tour(QObject):
    """Waits for the first thumbnail, scrolls down and up while the study is scored, and ends the program."""

    def __init__(self, application: Application, heartbeat: Heartbeat, seconds: float) -> None:
        super().__init__(application)
        self._application, self._heartbeat = application, heartbeat
        self._bar = application.window.grid_page.view.verticalScrollBar()
        self._steps = max(1, round(seconds * 1000 / _SCROLL_STEP_MS))
        self._step = 0
        self._scrolling = QTimer(self, interval=_SCROLL_STEP_MS)
        self._scrolling.timeout.connect(self._scroll)
        self.first_thumbnail_s = math.nan
        application.thumbnails.seen.connect(self._note_first)
        application.study.walk_finished.connect(lambda _summary: QTimer.singleShot(1000, self._begin))

    def _note_first(self) -> None:
        if math.isnan(self.first_thumbnail_s):
            self.first_thumbnail_s = seconds_since_process_start()
            self._heartbeat.phase = "first thumbnails, walking"

    def _begin(self) -> None:
        self._heartbeat.phase = "scrolling while scoring"
        self._scrolling.start()

    def _scroll(self) -> None:
        self._step += 1
        there_and_back = 1.0 - abs(1.0 - 2.0 * self._step / self._steps)
        self._bar.setValue(round(there_and_back * self._bar.maximum()))
        if self._step >= self._steps:
            self._scrolling.stop()
            self._application.window.close()


def resident_bytes() -> int:
    """Give the memory that this process occupies now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def seconds_since_process_start() -> float:
    """Give the time since the system started this process (Linux)."""
    ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Open the study, scroll, and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.heartbeat", description=__doc__)
    parser.add_argument("folder", type=Path, help="a study, the larger the better")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to scroll")
    parser.add_argument("--models-dir", type=Path, help="a further folder of models")
    arguments = parser.parse_args()
    qt_application = app.make_qt_application()
    with tempfile.TemporaryDirectory() as data_dir:
        options = Options(paths=(arguments.folder,), models_dir=arguments.models_dir, data_dir=Path(data_dir))
        application = Application(options, app_paths(options.data_dir))
        sys.stdout.write(_measure(qt_application, application, arguments.seconds))


def _measure(qt_application: QApplication, application: Application, seconds: float) -> str:
    heartbeat = Heartbeat(application)
    tour = Tour(application, heartbeat, seconds)
    painted: list[float] = []

    def start() -> None:
        painted.append(seconds_since_process_start())
        heartbeat.begin()
        application.start()

    AfterFirstPaint(application.window, start)
    application.show()
    qt_application.exec()
    counts = application.grid.tally.counts(0.5)
    cache = application.thumbnails.cache
    lines = [
        f"{counts.images:,} images, {counts.at_or_above + counts.below:,} scored when the window closed",
        f"first paint {painted[0]:.2f} s and first thumbnail {tour.first_thumbnail_s:.2f} s after the process began",
        *(phase.line(name) for name, phase in heartbeat.phases.items()),
        f"thumbnails kept {len(cache):,}, {cache.bytes_used / _MEBIBYTE:.0f} MiB",
    ]
    application.close()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
