"""Start-up: processor time to the first painted window, against a bare Qt window with a list view.

``python -m benchmarks.startup [CHECKOUT ...]`` measures further checkouts of the program in turn with this one, for
example the commit before a change in a worktree of its own.

Each start is a process of its own, off-screen, with an empty data folder; the time is the child's own, user and
system, from its first instruction until its window is painted: one turn of the event loop after the window's first
paint event, when all its widgets have drawn themselves. The sources are compiled before, as on every start but the
first; and only the window's own events are watched, because a filter on the application would be called, in Python,
for every event of every object.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Comparison, compared, report

if TYPE_CHECKING:
    from collections.abc import Sequence

_THIS = Path(__file__).resolve().parent.parent

_STOP_WHEN_PAINTED = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer

class Stop(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.stop)
        return False

    def stop(self):
        print(time.process_time() * 1000, flush=True)
        os._exit(0)

stop = Stop()
"""

_BARE = (
    _STOP_WHEN_PAINTED
    + """
from PySide6.QtWidgets import QApplication, QListView, QMainWindow
application = QApplication(["bare"])
window = QMainWindow()
window.setCentralWidget(QListView())
window.resize(1440, 900)
window.installEventFilter(stop)
window.show()
application.exec()
"""
)

_OURS = (
    _STOP_WHEN_PAINTED
    + """
from pathlib import Path
from xray_desktop import app
from xray_desktop.qt.application import Application
from xray_desktop.settings.options import Options

show = Application.show

def show_watched(application):
    application.window.installEventFilter(stop)
    show(application)

Application.show = show_watched
app.run(Options(data_dir=Path(sys.argv[1])))
"""
)


def run(folder: Path, runs: int, checkouts: Sequence[Path] = (_THIS,)) -> list[Comparison]:
    """Measure with data folders under ``folder``; one line for each checkout of the program."""
    for checkout in checkouts:
        compileall.compile_dir(checkout / "xray_desktop", quiet=1)
    # The first round is not counted: it compiles what other packages left to be compiled.
    rounds = [_round(folder, checkouts) for _ in range(runs + 1)][1:]
    return [
        compared(
            "Start-up to the first paint" if checkout == _THIS else f"The same of {checkout.name}",
            [(times[place], bare) for bare, *times in rounds],
            unit="CPU ms",
            peer_name="bare Qt main window with a list view",
            better="lower",
        )
        for place, checkout in enumerate(checkouts)
    ]


def _round(folder: Path, checkouts: Sequence[Path]) -> list[float]:
    """Start the bare window and each checkout once, in turn; returns CPU milliseconds in that order."""
    bare = _milliseconds(_BARE, folder, folder)
    return [bare, *(_milliseconds(_OURS, each, folder / f"data{place}") for place, each in enumerate(checkouts))]


def _milliseconds(program: str, imported_from: Path, data_dir: Path) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # Where it is set, every start would compile all modules anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    finished = subprocess.run(
        [sys.executable, "-c", program, str(data_dir)],
        check=True,
        capture_output=True,
        text=True,
        cwd=imported_from,
        env=environment,
    )
    return float(finished.stdout.split()[-1])


def main() -> None:
    """Measure this checkout and those that are named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("checkouts", type=Path, nargs="*", metavar="CHECKOUT", help="another one, measured in turn")
    parser.add_argument("--runs", type=int, default=5, help="starts of each; the median is printed")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        others = [checkout.resolve() for checkout in arguments.checkouts]
        print(report(run(Path(folder), arguments.runs, [_THIS, *others])))


if __name__ == "__main__":
    main()
