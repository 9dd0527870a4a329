"""Exactly one build of onnxruntime may be installed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.conftest import PROJECT_ROOT
from tests.support.installed import record_installed
from xray_desktop.inference.runtimes import installed_builds, runtime_problem

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_one_build_is_no_problem() -> None:
    assert len(installed_builds()) == 1
    assert runtime_problem(installed_builds()) == ""


def test_a_second_build_is_found_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record_installed(tmp_path, "onnxruntime")
    record_installed(tmp_path, "onnxruntime-gpu")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed_builds() == ("onnxruntime", "onnxruntime-gpu")
    problem = runtime_problem(installed_builds())
    assert "onnxruntime and onnxruntime-gpu are both installed" in problem
    assert "pip uninstall onnxruntime onnxruntime-gpu" in problem


def test_where_none_is_installed_the_sentence_says_how_to_get_one() -> None:
    program = (
        "from xray_desktop.inference.runtimes import *; print(installed_builds(), runtime_problem(installed_builds()))"
    )
    # -S leaves the installed packages out, -P the folder that Python starts in.
    run = subprocess.run(
        [sys.executable, "-S", "-P", "-c", f"import sys; sys.path.append({str(PROJECT_ROOT)!r}); {program}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith("() onnxruntime is not installed")
    assert 'pip install "xray-desktop[cpu]"' in run.stdout
