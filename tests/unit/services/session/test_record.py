"""A crash costs no work: what was open is kept whole, whenever the program stops."""

from __future__ import annotations

import json
import logging
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from xray_desktop.services.session.folder import OwnedFolder, SessionFolder
from xray_desktop.services.session.record import (
    FILE_NAME,
    SessionRecord,
    forget_session,
    keep_session,
    remove_leftovers,
    tidy_up,
)
from xray_desktop.services.session.sections import SessionSections

RECORD = SessionRecord.of([Path("/studies/one"), Path("/films/x.dcm")], "", {"threshold": {"probability": 0.4}})


def left(parent: Path, record: SessionRecord | None, *, files: bool = False) -> Path:
    """Leave a session's folder behind, as a run does that was killed."""
    owned = OwnedFolder.make(parent)
    if files:
        (owned.path / "files").mkdir()
        (owned.path / "files" / "picture.png").touch()
    if record is not None:
        (owned.path / FILE_NAME).write_text(record.model_dump_json())
    owned.release()
    return owned.path


def test_a_session_that_ends_in_order_leaves_nothing(tmp_path: Path) -> None:
    session = SessionFolder(tmp_path)
    keep_session(session, RECORD)
    assert (session.path() / FILE_NAME).stat().st_mode & 0o077 == 0
    session.close()
    assert tidy_up(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_without_a_window_pictures_go_and_what_a_window_can_restore_stays(tmp_path: Path) -> None:
    without = left(tmp_path, None, files=True)
    with_record = left(tmp_path, RECORD, files=True)
    living = SessionFolder(tmp_path)
    remove_leftovers(tmp_path / "absent")
    kept = living.new_folder()
    remove_leftovers(tmp_path)
    assert not without.exists()
    assert [path.name for path in with_record.iterdir()] == [FILE_NAME]
    assert kept.exists()
    lost = tidy_up(tmp_path)
    assert lost is not None
    lost.folder.release()
    living.close()


def test_a_session_that_was_cleared_is_not_offered(tmp_path: Path) -> None:
    session = SessionFolder(tmp_path)
    forget_session(session)
    keep_session(session, RECORD)
    forget_session(session)
    forget_session(session)
    assert list(session.path().iterdir()) == []
    session.close()


def test_the_record_of_a_lost_session_comes_back_and_its_files_do_not(tmp_path: Path) -> None:
    path = left(tmp_path, RECORD, files=True)
    lost = tidy_up(tmp_path)
    assert lost is not None
    assert lost.record == RECORD
    assert lost.record.paths == (Path("/studies/one"), Path("/films/x.dcm"))
    assert [each.name for each in path.iterdir()] == [FILE_NAME]
    lost.folder.remove()
    assert list(tmp_path.iterdir()) == []


def test_only_the_latest_is_kept(tmp_path: Path) -> None:
    left(tmp_path, SessionRecord.of([Path("/old")], "", {}))
    time.sleep(0.02)
    left(tmp_path, None, files=True)
    time.sleep(0.02)
    latest = left(tmp_path, RECORD)
    lost = tidy_up(tmp_path)
    assert lost is not None
    assert lost.folder.path == latest
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([latest.name, f"{latest.name}.lock"])
    lost.folder.release()
    again = tidy_up(tmp_path)
    assert again is not None
    assert again.record == RECORD, "what nobody answered is offered again"
    again.folder.release()


@pytest.mark.parametrize("content", ["", "{}", '{"schema_version": 1, "roots": []}', '{"schema_version": 9}', "[1"])
def test_a_damaged_record_is_removed(tmp_path: Path, content: str) -> None:
    path = left(tmp_path, RECORD)
    (path / FILE_NAME).write_text(content)
    assert tidy_up(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_the_parts_of_a_session_are_gathered_and_handed_back() -> None:
    store = SessionSections()
    given: list[Any] = []
    store.register("lines", lambda: [[1.0, 2.0]], given.append)
    store.register("nothing", lambda: None, given.append)
    taken = store.take()
    assert json.loads(json.dumps(taken)) == {"lines": [[1.0, 2.0]]}
    store.give({**taken, "of a later version": 1})
    assert given == [[[1.0, 2.0]]]


def test_a_part_that_fails_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    store = SessionSections()
    given: list[Any] = []

    def fail(value: Any) -> None:
        raise ValueError(f"Smith^John {value}")

    store.register("first", lambda: None, fail)
    store.register("second", lambda: None, given.append)
    with caplog.at_level(logging.DEBUG):
        store.give({"first": 1, "second": 2})
    assert given == [2]
    assert "ValueError" in caplog.text
    assert "Smith" not in caplog.text


WRITER = """
import itertools, sys
from pathlib import Path
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.services.session.record import SessionRecord, keep_session
session = SessionFolder(Path(sys.argv[1]))
for number in itertools.count():
    keep_session(session, SessionRecord.of([Path("/study")], "", {"number": number, "rest": [number] * 20_000}))
    if number == 0:
        print("ready", flush=True)
"""


def test_a_killed_run_always_leaves_a_whole_record(tmp_path: Path) -> None:
    delays = random.Random(0)  # noqa: S311 - moments, not secrets
    seen = set()
    for _ in range(12):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delays.uniform(0.0, 0.05))
            writer.send_signal(signal.SIGKILL)
        lost = tidy_up(tmp_path)
        assert lost is not None
        number = lost.record.sections["number"]
        assert lost.record.sections["rest"] == [number] * 20_000
        assert [each.name for each in lost.folder.path.iterdir()] == [FILE_NAME]
        seen.add(number)
        lost.folder.remove()
    assert len(seen) > 1, "no writer got far enough"
    assert list(tmp_path.iterdir()) == []
