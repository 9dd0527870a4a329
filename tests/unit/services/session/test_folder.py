"""What the program lays on the disk for a session is private, and gone after it, however the session ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from xray_desktop.services.session.folder import SessionFolder, left_behind


def test_writes_nothing_before_it_is_needed(tmp_path: Path) -> None:
    session = SessionFolder(tmp_path / "sessions")
    session.clear()
    session.close()
    assert list(tmp_path.iterdir()) == []


def test_is_private_and_gone_at_the_end(tmp_path: Path) -> None:
    session = SessionFolder(tmp_path / "sessions")
    folder = session.new_folder()
    (folder / "picture.png").write_bytes(b"picture")
    for each in (folder, folder.parent.parent, tmp_path / "sessions"):
        assert each.stat().st_mode & 0o077 == 0
    assert session.holds(folder / "picture.png")
    assert not session.holds(tmp_path / "picture.png")
    session.close()
    assert list((tmp_path / "sessions").iterdir()) == []


def test_clear_removes_the_files_and_the_session_goes_on(tmp_path: Path) -> None:
    session = SessionFolder(tmp_path)
    first = session.new_folder()
    session.clear()
    assert not first.exists()
    assert session.new_folder().is_dir()
    session.close()


def test_after_its_end_nothing_is_made(tmp_path: Path) -> None:
    session = SessionFolder(tmp_path)
    session.close()
    with pytest.raises(OSError, match="over"):
        session.new_folder()


def test_many_threads_share_one_folder(tmp_path: Path) -> None:
    session = SessionFolder(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: session.new_folder(), range(40)))
    assert len(set(made)) == 40
    assert len({folder.parent for folder in made}) == 1
    session.close()


def test_a_running_sessions_folder_is_left_alone(tmp_path: Path) -> None:
    session = SessionFolder(tmp_path)
    folder = session.new_folder()
    assert left_behind(tmp_path) == []
    assert folder.is_dir()
    session.close()
    assert left_behind(tmp_path / "absent") == []


OTHER = """
import sys, time
from pathlib import Path
from xray_desktop.services.session.folder import SessionFolder
session = SessionFolder(Path(sys.argv[1]))
(session.new_folder() / "picture.png").write_bytes(b"picture")
(session.path() / "session.json").write_bytes(b"{}")
print(session.path(), flush=True)
time.sleep(60)
"""


def test_what_a_killed_run_left_can_be_taken_over_once_it_is_dead(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", OTHER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        path = Path(other.stdout.readline().strip())
        assert left_behind(tmp_path) == [], "it still runs"
        other.send_signal(signal.SIGKILL)
    (found,) = left_behind(tmp_path)
    assert found.path == path
    assert left_behind(tmp_path) == [], "it is taken"
    assert found.keep_only("session.json")
    assert [each.name for each in path.iterdir()] == ["session.json"]
    assert not found.keep_only("absent")
    found.remove()
    assert list(tmp_path.iterdir()) == []
