"""The window comes back as it was left, on whatever screens there are then."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QSettings, Qt

ONE = [{"name": "one", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1}]
TWO = [*ONE, {"name": "two", "x": 1920, "y": 0, "width": 2560, "height": 1440, "logicalDpi": 96, "dpr": 1}]

SCRIPT = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from xray_desktop.app import make_qt_application
from xray_desktop.qt.application import Application
from xray_desktop.settings.options import Options
from xray_desktop.settings.paths import app_paths

data, change = Path(sys.argv[1]), sys.argv[2]
qt = make_qt_application()
application = Application(Options(data_dir=data), app_paths(data))
main = application.window
application.show()

def settle():
    exec(change)
    QTimer.singleShot(100, end)

def end():
    frame, normal = main.geometry(), main.normalGeometry()
    print(json.dumps({
        "place": [frame.x(), frame.y(), frame.width(), frame.height()],
        "normal": [normal.width(), normal.height()],
        "maximised": main.isMaximized(),
        "panels": main.splitter.sizes(),
        "screen": main.screen().name(),
    }))
    main.close()
    qt.quit()

QTimer.singleShot(100, settle)
qt.exec()
application.close()
"""


def run(tmp_path, screens, change="None"):
    """Open the window on some screens in a process of its own, do something with it, close it, and tell how it was."""
    configuration = tmp_path / "screens.json"
    configuration.write_text(json.dumps({"screens": screens}))
    surroundings = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={configuration}"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "data"), change],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def closed(window, *, change):
    application = window()
    change(application.window)
    application.window.close()
    return window().window


def test_size_place_and_panels_come_back(tmp_path):
    first = run(tmp_path, ONE, "main.setGeometry(200, 150, 1100, 700), main.splitter.setSizes([180, 600, 318])")
    assert first["place"] == [200, 150, 1100, 700]
    assert run(tmp_path, ONE) == first


def test_a_maximised_window_is_maximised_again_and_knows_its_other_size(tmp_path):
    first = run(tmp_path, ONE, "main.setGeometry(200, 150, 1000, 640), main.showMaximized()")
    assert first["maximised"]
    assert first["place"][2] > 1900
    second = run(tmp_path, ONE)
    assert second["maximised"]
    assert second["normal"] == [1000, 640]
    assert run(tmp_path, ONE, "main.showNormal()")["place"][2:] == [1000, 640]


def test_a_window_left_on_a_screen_that_is_gone_comes_back_whole_on_one_that_is_there(tmp_path):
    first = run(tmp_path, TWO, "main.setGeometry(2600, 300, 1500, 900)")
    assert first["screen"] == "two"
    assert run(tmp_path, TWO)["place"] == [2600, 300, 1500, 900]
    x, y, wide, high = run(tmp_path, ONE)["place"]
    assert x >= 0
    assert y >= 0
    assert x + wide <= 1920
    assert y + high <= 1080
    # On so much smaller a screen Qt's sizes mean nothing; the design's own are taken.
    assert (wide, high) == (1440, 900)


def test_a_window_left_in_full_screen_comes_back_with_its_menus(window, qtbot):
    again = closed(window, change=lambda main: main.actions_.full_screen.trigger())
    assert not again.isFullScreen()
    assert not again.actions_.full_screen.isChecked()
    again.actions_.full_screen.trigger()
    assert again.isFullScreen()


@pytest.mark.parametrize("nonsense", ["", "nonsense", "@ByteArray(nonsense)", "@Invalid()", "@Variant(", 7])
def test_nonsense_in_the_file_stops_no_start(window, nonsense):
    first = window()
    first.window.close()
    path = window.paths.root / "window.ini"
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    for name in settings.allKeys():
        settings.setValue(name, nonsense)
    settings.sync()
    again = window().window
    assert again.isVisible()
    assert again.width() >= again.minimumWidth()
    assert Qt.WindowState.WindowFullScreen not in again.windowState()
