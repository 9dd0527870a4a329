"""The program as the user starts it: in a process of its own."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.conftest import PROJECT_ROOT

if TYPE_CHECKING:
    from pathlib import Path

_OVERRIDES = "-dac_override,-dac_read_search"


@dataclass(frozen=True)
class CommandLine:
    """Starts `xray-desktop` with a folder of its own for settings, logs and models."""

    data_dir: Path

    def command(self, *arguments: object) -> list[str]:
        """Return the words of a command."""
        program = [sys.executable, "-m", "xray_desktop", "--data-dir", str(self.data_dir)]
        return [*program, *(str(argument) for argument in arguments)]

    def environment(self) -> dict[str, str]:
        """Return the environment: this one, with the project on Python's path and without a display."""
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        without_display = {name: value for name, value in os.environ.items() if name not in hidden}
        return {**without_display, "PYTHONPATH": str(PROJECT_ROOT)}

    def run(self, *arguments: object, bound_by_permissions: bool = False) -> subprocess.CompletedProcess[str]:
        """Run to the end; a traceback that reaches the user fails the test.

        Parameters
        ----------
        bound_by_permissions
            Root's right to pass permissions by is taken from the process.
        """
        command = self.command(*arguments)
        if bound_by_permissions and os.geteuid() == 0:
            setpriv = shutil.which("setpriv")
            assert setpriv, "setpriv, part of util-linux, is needed to run this test as root"
            command = [setpriv, f"--bounding-set={_OVERRIDES}", f"--inh-caps={_OVERRIDES}", *command]
        process = subprocess.run(
            command, capture_output=True, text=True, env=self.environment(), timeout=100, check=False
        )
        assert "Traceback" not in process.stderr + process.stdout, process.stderr
        return process


def read_report(path: Path) -> list[dict[str, str]]:
    """Read a report strictly, as RFC 4180 has it."""
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream, strict=True))
