"""VGG19 with its head of 121 million weights trains and exports within 12 GB."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.converter.tiny import write_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT_GB = 12.0
PROCESSES = Path("/proc")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not (PROCESSES / "self" / "status").is_file(), reason="the peak is read from Linux's /proc"),
]


def _status(process: int, field: str) -> int:
    """Read a number of a process; 0 once it has ended."""
    try:
        lines = (PROCESSES / str(process) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{field}:")), 0)


def _with_children(root: int) -> set[int]:
    parents = {
        int(entry.name): _status(int(entry.name), "PPid") for entry in PROCESSES.iterdir() if entry.name.isdigit()
    }
    tree = {root}
    while further := {process for process, parent in parents.items() if parent in tree} - tree:
        tree |= further
    return tree


def _peak_gb(arguments: Sequence[str]) -> float:
    """Run one command and give the sum of its processes' own peaks: at least what they ever held together."""
    peaks: dict[int, int] = {}
    with subprocess.Popen([sys.executable, "-m", "converter.cli", *arguments]) as command:
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(0.1):
                for process in _with_children(command.pid):
                    peaks[process] = max(peaks.get(process, 0), _status(process, "VmHWM"))

        watcher = threading.Thread(target=watch)
        watcher.start()
        status = command.wait()
        ended.set()
        watcher.join()
    assert status == 0
    return sum(peaks.values()) / 1e6


def test_vgg19_trains_and_exports_within_the_limit(tmp_path: Path) -> None:
    """One epoch of one full batch at 224 x 224; the size of the set changes nothing but the time."""
    data, run = write_folder(tmp_path / "data", patients=17, side=64), tmp_path / "run"
    # One patient of each class held out: each held-out image is judged under every stress.
    changes = ["weights.source=none", "training.epochs=1", "training.validation_share=0.06"]
    given = [f"--set={change}" for change in changes]
    training = _peak_gb(["train", "--recipe=vgg19-frozen", *given, f"--data={data}", f"--output={run}"])
    export = _peak_gb(["export", str(run), "-o", str(tmp_path / "model.onnx")])
    # For whoever reads the log of a slow run.
    print(f"peak resident memory: training {training:.1f} GB, export {export:.1f} GB")
    assert 1.0 < training < LIMIT_GB
    assert 1.0 < export < LIMIT_GB
