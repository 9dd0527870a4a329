"""Unpacked files lie in a private folder, and are gone when the run is over, however it ends."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT_ROOT
from tests.support.folders import names_in
from xray_desktop.services.unpacked import SessionFolder, StudyFolder, remove_leftovers

if TYPE_CHECKING:
    from pathlib import Path

_HOLD = """
import sys
from pathlib import Path
from xray_desktop.services.unpacked import SessionFolder
session = SessionFolder(Path(sys.argv[1]))
(session.new_folder() / "film.dcm").write_bytes(b"x")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "own" / "unpacked"


def hold(root: Path) -> subprocess.Popen[str]:
    """Start another run that has unpacked something and lives on."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_nothing_is_made_before_it_is_needed(root):
    with SessionFolder(root):
        assert not root.exists()


def test_the_folder_is_private_and_goes_with_the_session(root):
    with SessionFolder(root) as session:
        folder = session.new_folder()
        assert all(stat.S_IMODE(each.stat().st_mode) == 0o700 for each in (root, folder.parent, folder))
        (folder / "film.dcm").write_bytes(b"x")
        assert session.new_folder() != folder
    assert names_in(root) == []


def test_a_study_goes_before_the_session(root):
    with SessionFolder(root) as session:
        one, two = StudyFolder(session), StudyFolder(session)
        assert one() == one()
        assert one() != two()
        (one() / "film.dcm").write_bytes(b"x")
        gone = one()
        one.remove()
        assert not gone.exists()
        assert two().exists()


def test_what_a_crash_has_left_is_removed(root):
    process = hold(root)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(names_in(root)) == 2
    remove_leftovers(root)
    assert names_in(root) == []


def test_what_another_run_uses_is_left_alone(root):
    process = hold(root)
    try:
        before = sorted(root.rglob("*"))
        remove_leftovers(root)
        assert sorted(root.rglob("*")) == before
        assert any(path.name == "film.dcm" for path in before)
    finally:
        process.kill()
        process.communicate()


def test_ones_own_is_left_alone(root):
    with SessionFolder(root) as session:
        folder = session.new_folder()
        remove_leftovers(root)
        assert folder.exists()


def test_no_leftovers_are_no_trouble(root):
    remove_leftovers(root)
