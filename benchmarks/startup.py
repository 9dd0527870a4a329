"""Start-up: processor time to the first painted window, against a bare Qt window with a list view.

Each start is a process of its own, off-screen, with an empty data folder; the time is the child's own, user and
system, from its first instruction to its first paint event.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.measure import Comparison, compare

if TYPE_CHECKING:
    from pathlib import Path

_STOP_AT_FIRST_PAINT = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Stop(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.process_time() * 1000, flush=True)
            os._exit(0)
        return False
"""

_BARE = (
    _STOP_AT_FIRST_PAINT
    + """
from PySide6.QtWidgets import QListView, QMainWindow
application = QApplication(["bare"])
stop = Stop()
application.installEventFilter(stop)
window = QMainWindow()
window.setCentralWidget(QListView())
window.resize(1440, 900)
window.show()
application.exec()
"""
)

_OURS = (
    _STOP_AT_FIRST_PAINT
    + """
from pathlib import Path
from xray_desktop import app
from xray_desktop.settings.options import Options
stop = Stop()
app.make_qt_application().installEventFilter(stop)
app.run(Options(data_dir=Path(sys.argv[1])))
"""
)


def run(folder: Path, runs: int) -> list[Comparison]:
    """Measure with data folders under ``folder``."""
    return [
        compare(
            "Start-up to the first paint",
            lambda: _milliseconds(_OURS, folder / "data"),
            lambda: _milliseconds(_BARE, folder / "data"),
            unit="CPU ms",
            peer_name="bare Qt main window with a list view",
            better="lower",
            runs=runs,
        )
    ]


def _milliseconds(program: str, data_dir: Path) -> float:
    finished = subprocess.run(
        [sys.executable, "-c", program, str(data_dir)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return float(finished.stdout.split()[-1])
