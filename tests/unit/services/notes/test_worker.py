"""Notes are read for what is looked at now, and what was looked at before is given up."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.support.studies import many_jpegs
from xray_desktop.errors import Cancelled
from xray_desktop.services.notes.worker import NotesWorker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[NotesWorker]:
    made = NotesWorker(tmp_path / "notes")
    yield made
    made.close()


class SlowlyKnown:
    """Stands in for an archive: asked for the first file it waits until it may go on."""

    def __init__(self) -> None:
        self.asked: list[Path] = []
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def __call__(self, path: Path) -> str:
        self.asked.append(path)
        self.begun.set()
        assert self.may_go_on.wait(10)
        return ""


def test_what_is_known_already_is_not_computed(worker: NotesWorker, tmp_path: Path) -> None:
    absent = tmp_path / "was-on-a-disc-that-is-out.jpeg"
    worker.change([], "notes", "").result()
    read = worker.read([absent], lambda _path: "a" * 64).result()
    assert not read.problem
    assert list(read.notes) == [absent]


def test_looking_at_something_else_gives_up_what_was_being_read(worker: NotesWorker, tmp_path: Path) -> None:
    paths, slow = many_jpegs(tmp_path / "study", 50, side=32), SlowlyKnown()
    first = worker.read(paths, slow)
    assert slow.begun.wait(10)
    second = worker.read(paths[-1:], lambda _path: "")
    slow.may_go_on.set()
    assert list(second.result(10).notes) == paths[-1:]
    with pytest.raises(Cancelled):
        first.result(10)
    assert slow.asked == paths[:1]


def test_the_end_waits_for_what_is_written_and_not_for_what_is_read(worker: NotesWorker, tmp_path: Path) -> None:
    paths, slow = many_jpegs(tmp_path / "study", 50, side=32), SlowlyKnown()
    worker.read(paths, slow)
    assert slow.begun.wait(10)
    written = worker.change(paths[:1], "notes", "Seen.")
    slow.may_go_on.set()
    worker.close()
    assert slow.asked == paths[:1]
    assert written.result() == {paths[0]: True}
    again = NotesWorker(tmp_path / "notes")
    assert again.read(paths[:1], lambda _path: "").result(10).notes[paths[0]].notes == "Seen."
    again.close()
