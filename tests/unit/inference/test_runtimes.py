"""Exactly one build of onnxruntime may be installed, and it keeps what it sees to itself."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT_ROOT
from tests.support.folders import names_in
from tests.support.installed import record_installed
from xray_desktop.inference.runtimes import installed_builds, runtime_problem

if TYPE_CHECKING:
    from pathlib import Path


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


@pytest.mark.parametrize("package", ["xray_desktop", "converter"])
def test_it_keeps_no_record_of_its_use(package: str, tmp_path: Path) -> None:
    """Its telemetry begins with a database in the user's cache, as soon as it is imported."""
    # It is quiet, too, on what it takes for a server that runs tests.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "GITHUB", "ORT"))}
    environment |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(PROJECT_ROOT)}
    subprocess.run([sys.executable, "-c", f"import {package}, onnxruntime"], env=environment, check=True)
    assert names_in(tmp_path) == []
