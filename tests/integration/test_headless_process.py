"""What the headless process loads, shows and does when it is told to stop."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CommandLine, read_report
from tests.support.studies import many_jpegs, small_study

if TYPE_CHECKING:
    from pathlib import Path

LOADED = """
import sys
from xray_desktop.cli import main
code = main(sys.argv[1:])
heavy = {"PySide6", "shiboken6", "tensorflow", "keras", "converter", "tf2onnx"}
print(code, sorted(heavy & {name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""

LIGHT = """
import sys
try:
    from xray_desktop.cli import main
    main(["--version"])
except SystemExit:
    pass
heavy = {"PySide6", "onnxruntime", "onnx", "cv2", "pydicom", "imagecodecs", "pydantic", "numpy"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""


def test_headless_loads_neither_qt_nor_tensorflow(command_line: CommandLine, models_dir: Path, tmp_path: Path) -> None:
    small_study(tmp_path / "study")
    arguments = ["--headless", tmp_path / "study", "--report", tmp_path / "out.csv", "--models-dir", models_dir]
    arguments += ["--heatmaps", tmp_path / "maps", "--data-dir", command_line.data_dir]
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=command_line.environment(),
        check=True,
    )
    assert run.stderr.splitlines()[-1] == "0 []", run.stderr


def test_version_loads_nothing_heavy(command_line: CommandLine) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIGHT], capture_output=True, text=True, env=command_line.environment(), check=True
    )
    assert run.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_writes_what_there_is(
    command_line: CommandLine, models_dir: Path, tmp_path: Path, number: signal.Signals
) -> None:
    images = many_jpegs(tmp_path / "study", 6000)
    report = tmp_path / "out.csv"
    command = command_line.command(
        *("--headless", "--study", tmp_path / "study", "--report", report, "--models-dir", models_dir)
    )
    screen, terminal = pty.openpty()
    try:
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=terminal, env=command_line.environment(), text=True
        ) as process:
            shown = ""
            # Not before the first images are done: "0 of ..." is shown at once.
            while "images/s" not in shown or shown.rpartition("\r")[2].startswith("0 of"):
                shown += os.read(screen, 4096).decode()
            process.send_signal(number)
            assert process.stdout is not None
            summary = process.stdout.read()
            assert process.wait(60) == 3
    finally:
        os.close(screen)
        os.close(terminal)
    assert "Traceback" not in shown
    rows = read_report(report)
    statuses = Counter(row["status"] for row in rows)
    assert statuses["scored"] > 0
    assert set(statuses) <= {"scored", "cancelled"}
    assert len(rows) <= len(images)
    assert [row["file"] for row in rows] == [path.name for path in images[: len(rows)]]
    assert all(row["reason"] == "Stopped before its turn came." for row in rows if row["status"] == "cancelled")
    assert summary.startswith(f"{len(rows)} files: {statuses['scored']} scored, ")
    assert statuses["cancelled"] > 0 or len(rows) < len(images)


def test_whoever_closes_the_pipe_early_sees_no_traceback(
    command_line: CommandLine, models_dir: Path, tmp_path: Path
) -> None:
    many_jpegs(tmp_path / "study", 400, side=64)
    command = command_line.command("--headless", tmp_path / "study", "--json", "--models-dir", models_dir)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=command_line.environment(), text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors
