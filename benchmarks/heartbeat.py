"""``python -m benchmarks.heartbeat [FOLDER]``: how long the window does not respond while it is used.

A timer of the GUI thread beats every 5 ms. Two things are told of every gap between two beats: how long it was on the
clock, which is what the user notices, and how much of it the GUI thread itself computed, which is what the program can
be blamed for on a machine that is busy with other things. The program runs as the user starts it, with the real
services; without a folder it makes one of 50,000 films.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from benchmarks.large_folder import make_large_folder
from benchmarks.tour import Tour
from xray_desktop import app
from xray_desktop.qt.application import Application
from xray_desktop.qt.runtime.first_paint import AfterFirstPaint
from xray_desktop.settings.options import Options
from xray_desktop.settings.paths import app_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtWidgets import QApplication

BEAT_MS = 5
LIMIT_MS = 100
FILES = 50_000
_WALKED_MS = 1000
_MEBIBYTE = 2**20


@dataclass
class Phase:
    """What was seen between two events; both lists in milliseconds, one entry for each gap."""

    gaps: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)
    memory_mib: float = 0.0

    def line(self, name: str) -> str:
        """Write it for the user."""
        late, blamed = (sum(each > LIMIT_MS for each in among) for among in (self.gaps, self.computed))
        return (
            f"{name:<28} computed {_longest(self.computed)} ({blamed} over {LIMIT_MS} ms)"
            f"   gaps {_longest(self.gaps)} ({late} over)   {self.memory_mib:.0f} MiB"
        )


def _longest(among: Iterable[float]) -> str:
    return " ".join(f"{each:4.0f}" for each in sorted(among, reverse=True)[:4])


class Heartbeat(QObject):
    """Beats, and notes every gap under the phase that the program is in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.phases: dict[str, Phase] = defaultdict(Phase)
        self.phase = "start"
        self._last = self._last_computed = 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Start to beat: the window stands."""
        self._last, self._last_computed = time.perf_counter(), time.thread_time()
        self._timer.start()

    def enter(self, phase: str) -> None:
        """Note what follows under another name; what is under way still counts to the one before."""
        self._beat()
        self.phase = phase

    def _beat(self) -> None:
        now, computed = time.perf_counter(), time.thread_time()
        phase = self.phases[self.phase]
        phase.gaps.append((now - self._last) * 1000)
        phase.computed.append((computed - self._last_computed) * 1000)
        phase.memory_mib = max(phase.memory_mib, resident_bytes() / _MEBIBYTE)
        # What the beat itself costs is not counted.
        self._last, self._last_computed = time.perf_counter(), time.thread_time()


def resident_bytes() -> int:
    """Return the memory that this process occupies now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def seconds_since_process_start() -> float:
    """Return the time since the system started this process (Linux)."""
    ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Open the study, go on the tour, and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.heartbeat", description=__doc__)
    parser.add_argument(
        "folder", type=Path, nargs="?", help="a study, the larger the better; drawn where none is named"
    )
    parser.add_argument("--files", type=int, default=FILES, help="how many to draw")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long to scroll")
    parser.add_argument("--models-dir", type=Path, help="a further folder of models")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as scratch:
        study = arguments.folder or make_large_folder(Path(scratch) / "study", arguments.files)
        options = Options(paths=(study,), models_dir=arguments.models_dir, data_dir=Path(scratch) / "data")
        sys.stdout.write(_measure(app.make_qt_application(), options, arguments.seconds))


def _measure(qt_application: QApplication, options: Options, seconds: float) -> str:
    application = Application(options, app_paths(options.data_dir))
    heartbeat, tour = Heartbeat(application), Tour(application, seconds)
    first: dict[str, float] = {}

    def start() -> None:
        first["paint"] = seconds_since_process_start()
        heartbeat.begin()
        heartbeat.enter("making the rest")
        application.make()
        heartbeat.enter("walking")
        application.parts.thumbnails.seen.connect(see)
        application.parts.study_controller.walk_finished.connect(walked)
        application.start()

    def see(_thumbnail: object) -> None:
        first.setdefault("thumbnail", seconds_since_process_start())

    def walked() -> None:
        application.parts.study_controller.walk_finished.disconnect(walked)
        QTimer.singleShot(_WALKED_MS, tour.begin)

    tour.at.connect(heartbeat.enter)
    tour.ended.connect(application.window.close)
    AfterFirstPaint(application.window, start)
    application.show()
    qt_application.exec()
    return "\n".join([*_first_moments(first), *_at_the_end(application, heartbeat)]) + "\n"


def _first_moments(first: Mapping[str, float]) -> list[str]:
    return [f"first {what} {seconds:.2f} s after the process began" for what, seconds in first.items()]


def _at_the_end(application: Application, heartbeat: Heartbeat) -> list[str]:
    cache = application.parts.thumbnails.cache
    return [
        f"{application.parts.study.counts.images:,} images when the window closed",
        *(phase.line(name) for name, phase in heartbeat.phases.items()),
        f"thumbnails kept {len(cache):,}",
    ]


if __name__ == "__main__":
    main()
