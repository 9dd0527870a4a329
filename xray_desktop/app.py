"""The window's entry: makes the application, shows the window first, loads the rest after, and ends in order."""

from __future__ import annotations

import faulthandler
import logging
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from xray_desktop import __version__
from xray_desktop.qt import theme
from xray_desktop.qt.application import Application
from xray_desktop.qt.runtime.first_paint import AfterFirstPaint
from xray_desktop.qt.widgets import icons
from xray_desktop.settings.log_file import log_fault
from xray_desktop.settings.paths import app_paths, resource_dir

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from xray_desktop.settings.options import Options

_log = logging.getLogger(__name__)

_SIGNAL_CHECK_MS = 200


def run(options: Options) -> int:
    """Open the window, stay until it is closed, and return the exit code.

    Raises
    ------
    SettingsError
        The program's own folder cannot be made.
    """
    if sys.stderr is not None:
        faulthandler.enable()
    paths = app_paths(options.data_dir)
    qt_application = make_qt_application()
    application = Application(options, paths)
    sys.excepthook = _hook(application)
    faults: list[Exception] = []
    AfterFirstPaint(application.window, partial(_start, application, faults))
    application.show()
    _heed_interrupts(application)
    code = qt_application.exec()
    application.close()
    if faults:
        raise faults[0]
    return code


def make_qt_application() -> QApplication:
    """Make Qt's application object, dressed in the theme."""
    qt_application = QApplication.instance() or theme.make_application("xray-desktop")
    assert isinstance(qt_application, QApplication)  # noqa: S101 - nothing else can be there
    qt_application.setApplicationName("xray-desktop")
    qt_application.setApplicationVersion(__version__)
    icons.use_folder(resource_dir() / "icons")
    theme.load_fonts(resource_dir() / "fonts")
    qt_application.setFont(theme.font())
    return qt_application


def _start(application: Application, faults: list[Exception]) -> None:
    """Make the rest and begin; where it cannot be made, the window closes and the fault goes to the caller of `run`."""
    try:
        application.make()
    except Exception as fault:  # noqa: BLE001 - whatever it is, half a program is none
        faults.append(fault)
        application.window.close()
        return
    application.start()


def _hook(application: Application) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Make what is called with an exception that left a slot: Qt would swallow it and go on."""

    def hook(_kind: type[BaseException], fault: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(fault, KeyboardInterrupt):
            application.window.close()
        else:
            log_fault(_log, "an event", fault)
            application.say_fault(fault)

    return hook


def _heed_interrupts(application: Application) -> None:
    """Let Ctrl+C in the terminal close the window: Python sees signals only between its own instructions."""
    signal.signal(signal.SIGINT, lambda *_: application.window.close())
    signal.signal(signal.SIGTERM, lambda *_: application.window.close())
    awake = QTimer(application, interval=_SIGNAL_CHECK_MS)
    awake.timeout.connect(lambda: None)
    awake.start()
