"""What the first paint shows, what it does without, and that nobody sees the rest being made."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import numpy as np
import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from xray_desktop.qt import theme
from xray_desktop.qt.application import Application
from xray_desktop.qt.privacy import identity
from xray_desktop.settings.options import Options
from xray_desktop.settings.paths import app_paths

MODULES = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from xray_desktop import app
from xray_desktop.qt.application import Application
from xray_desktop.settings.options import Options

loaded = []
show, start = Application.show, Application.start

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not loaded:
            loaded.append(sorted(sys.modules))
        return False

painted = Painted()

def show_watched(application):
    application.window.installEventFilter(painted)
    show(application)

def look(application):
    loaded.append(sorted(sys.modules))
    print(json.dumps(loaded), flush=True)
    os._exit(0)

Application.show, Application.start = show_watched, look
app.run(Options(data_dir=Path(sys.argv[1])))
"""

HEAVY = {"numpy", "cv2", "onnxruntime", "onnx", "pydicom", "imagecodecs", "pydantic"}
LATER = (
    "xray_desktop.qt.controllers",
    "xray_desktop.qt.dialogs",
    "xray_desktop.qt.header",
    "xray_desktop.qt.viewer.image_view",
    "xray_desktop.qt.grid.view",
    "xray_desktop.imaging.image",
    "xray_desktop.measuring",
    "xray_desktop.inference",
    "xray_desktop.model_file",
    "xray_desktop.reporting",
    "xray_desktop.services",
    "xray_desktop.settings.model",
    "xray_desktop.study.result",
    "xray_desktop.study.study",
)
"""What waits until the window stands, with all that is below it."""


def is_below(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in packages)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> list[set[str]]:
    """The modules at the first paint, and those when everything is made."""
    data = tmp_path_factory.mktemp("data")
    run = subprocess.run([sys.executable, "-c", MODULES, str(data)], capture_output=True, text=True, check=True)
    return [set(names) for names in json.loads(run.stdout.splitlines()[-1])]


def test_the_first_paint_loads_nothing_heavy(loaded):
    at_first_paint, _ = loaded
    assert not (HEAVY | {"concurrent.futures", "html"}) & at_first_paint
    assert not [name for name in at_first_paint if is_below(name, LATER)]


def test_neither_does_making_the_rest(loaded):
    _, when_made = loaded
    assert not HEAVY & when_made
    assert not [name for name in when_made if is_below(name, ("xray_desktop.qt.dialogs", "xray_desktop.inference"))]


def picture(application: Application) -> np.ndarray:
    grabbed = application.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(grabbed.constBits(), np.uint8).reshape(grabbed.height(), grabbed.bytesPerLine())
    return rows.copy()


@pytest.fixture
def painted(qapp, qtbot, tmp_path):
    """Open a window that was left in some way, and stop at its first paint."""
    opened = []

    def paint(options: Options | None = None, **left: object) -> Application:
        remembered = QSettings(str(app_paths(tmp_path).root / "window.ini"), QSettings.Format.IniFormat)
        for key, value in left.items():
            remembered.setValue(key, value)
        remembered.sync()
        application = Application(options or Options(), app_paths(tmp_path))
        opened.append(application)
        with qtbot.waitExposed(application.window):
            application.show()
        return application

    yield paint
    for application in opened:
        application.window.close()
        application.window.deleteLater()
    identity.set_hidden(False)
    theme.set_text_percent(100)
    theme.apply(qapp, theme.DARK)


@pytest.mark.parametrize(
    "left",
    [
        {},
        {"theme": "light"},
        {"language": "nl"},
        {"text_percent": 150},
        {"identity_hidden": "true"},
        {"studies": "false", "findings": "false"},
    ],
    ids=str,
)
def test_nothing_is_seen_of_the_rest_being_made(painted, left):
    application = painted(**left)
    first = picture(application)
    for _ in application._steps():
        QApplication.processEvents()
        assert (picture(application) == first).all()


def test_a_threshold_of_the_command_line_is_there_at_once(painted):
    application = painted(Options(threshold=0.3))
    first = picture(application)
    assert application.window.findings.threshold.threshold.text() == "0.30"
    application.make()
    assert (picture(application) == first).all()


@pytest.mark.parametrize("steps", range(14))
def test_closing_while_the_rest_is_made_leaves_nothing_behind(painted, steps):
    before = set(threading.enumerate())
    application = painted()
    making = application._steps()
    for _ in range(steps):
        next(making, None)
    application.window.close()
    application.start()
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not [name for name in left if not name.startswith("QDBus")]


def test_the_window_may_be_closed_between_two_parts(painted):
    application = painted()
    QTimer.singleShot(0, application.window.close)
    application.start()
    assert not hasattr(application, "parts")
    assert not application.window.isVisible()


BROKEN = """
import sys
from xray_desktop.cli import main
from xray_desktop.qt.composition import Composition

def make(self):
    raise ValueError("half a program")
    yield

Composition.make = make
sys.exit(main(["--data-dir", sys.argv[1]]))
"""


def test_half_a_program_ends_with_a_sentence(tmp_path):
    run = subprocess.run([sys.executable, "-c", BROKEN, str(tmp_path)], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "Something unexpected stopped the program" in run.stderr
    assert "half a program" not in run.stderr
