"""`xray-desktop`: reads the command line and starts what it asks for.

The window is the only part that loads Qt. Exit codes: 0, everything was scored or refused by the gate; 1, nothing
could run; 2, the command line is wrong; 3, finished or stopped with images that failed or were left out.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
import warnings
from typing import TYPE_CHECKING

from xray_desktop.cli.arguments import Invocation, RunMode, parse
from xray_desktop.cli.exit_codes import INCOMPLETE, NOTHING_RAN
from xray_desktop.errors import XrayError
from xray_desktop.settings.log_file import log_fault, start_log

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.settings.options import Options

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    Parameters
    ----------
    arguments
        The command line after the program's name; that of the process where None.
    """
    invocation = parse(sys.argv[1:] if arguments is None else arguments)
    # Decoders' warnings quote the headers of files.
    warnings.simplefilter("ignore")
    threading.excepthook = _log_thread_fault
    _print_any_name()
    try:
        return _run(invocation)
    except XrayError as error:
        return _refuse(error.sentence)
    except KeyboardInterrupt:
        return INCOMPLETE
    except BrokenPipeError:
        # Whoever read the output went away; Python must not complain of it while it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOTHING_RAN
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence for the user, the places for the log
        log_fault(logger, "the run", error)
        return _refuse("Something unexpected stopped the program. The log in its data folder says where.")


def _run(invocation: Invocation) -> int:
    from xray_desktop.settings.paths import app_paths

    paths = app_paths(invocation.options.data_dir)
    start_log(paths.log)
    if invocation.mode is RunMode.WINDOW:
        return _open_window(invocation.options)
    if invocation.mode is RunMode.HEADLESS:
        from xray_desktop.cli.headless import run_headless

        return run_headless(invocation.options, paths)
    if invocation.mode is RunMode.DIAGNOSTICS:
        from xray_desktop.cli.diagnostics import diagnose

        return diagnose(invocation.options, paths)
    from xray_desktop.cli.models import print_models, self_test

    command = print_models if invocation.mode is RunMode.LIST_MODELS else self_test
    return command(invocation.options, paths)


def _open_window(options: Options) -> int:
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in displays):
        # Qt would abort the process.
        return _refuse("There is no display to open a window on. To score without one, use --headless.")
    try:
        from xray_desktop.app import run
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("PySide6"):
            raise
        return _refuse("Qt is not installed. Install it with: pip install PySide6-Essentials. --headless runs without.")
    return run(options)


def _log_thread_fault(fault: threading.ExceptHookArgs) -> None:
    if fault.exc_value is not None:
        log_fault(logger, "a thread", fault.exc_value)


def _print_any_name() -> None:
    """Let file names be printed that the terminal's encoding, or any, has no characters for."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"xray-desktop: {sentence}\n")
    return NOTHING_RAN
