"""The demo, for those who have no study at hand."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CommandLine, read_report
from tests.support.threads import eventually

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def written(command_line: CommandLine) -> dict[str, int]:
    """Return the demo's files and when they were written."""
    folder = command_line.data_dir / "demo"
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_the_demo_is_scored_and_says_that_it_means_nothing(
    command_line: CommandLine, models_dir: Path, tmp_path: Path
) -> None:
    report = tmp_path / "out.csv"
    arguments = ("--headless", "--demo", "--report", report, "--models-dir", models_dir)
    run = command_line.run(*arguments)
    assert run.returncode == 0, run.stderr
    assert "The pictures are synthetic: a score on them means nothing." in run.stdout
    rows = read_report(report)
    assert len(rows) >= 10
    assert {row["status"] for row in rows} <= {"scored", "not_scored"}
    drawn = written(command_line)
    assert command_line.run(*arguments).returncode == 0
    assert written(command_line) == drawn, "drawn once, opened again"
    assert [(row["file"], row["probability"]) for row in read_report(report)] == [
        (row["file"], row["probability"]) for row in rows
    ]


def test_a_demo_that_was_stopped_halfway_is_drawn_again(command_line: CommandLine, models_dir: Path) -> None:
    arguments = ("--headless", "--demo", "--json", "--models-dir", models_dir)
    with subprocess.Popen(
        command_line.command(*arguments),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=command_line.environment(),
    ) as process:
        assert eventually(lambda: command_line.data_dir.is_dir() and len(written(command_line)) > 0, within=60)
        process.send_signal(signal.SIGKILL)
    time.sleep(0.1)
    assert all(name.startswith(".") for name in written(command_line)), "half a study took the demo's name"
    assert command_line.run(*arguments).returncode == 0
