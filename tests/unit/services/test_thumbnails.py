"""Thumbnails of what is on the screen, the most urgent first."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.support.broken_files import truncated_jpeg
from tests.support.studies import many_jpegs, small_study
from tests.support.threads import eventually, no_thread_left
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.services.thumbnails import UNEXPECTED, ThumbnailService

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xray_desktop.imaging.thumbnails import Thumbnail


class HeldReader(PooledReader):
    """Makes thumbnails as ever, but each only when it is let through."""

    def __init__(self) -> None:
        super().__init__(workers=1)
        self.gate = threading.Semaphore(0)
        self.asked: list[ImageKey] = []

    def thumbnail(self, path: Path, frame: int, size_px: int) -> Thumbnail:
        self.asked.append(ImageKey(path, frame))
        assert self.gate.acquire(timeout=30)
        if path.name == "fault.jpg":
            raise ZeroDivisionError(f"while reading {path}")
        return super().thumbnail(path, frame, size_px)


class Listener:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.ready: list[Thumbnail] = []
        self.failed: list[tuple[ImageKey, str]] = []

    def take(self, thumbnail: Thumbnail) -> None:
        self.ready.append(thumbnail)

    def take_failure(self, key: ImageKey, sentence: str) -> None:
        self.failed.append((key, sentence))


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def reader() -> Iterator[HeldReader]:
    with HeldReader() as held:
        yield held


@pytest.fixture
def service(reader: HeldReader, listener: Listener) -> Iterator[ThumbnailService]:
    with no_thread_left():
        made = ThumbnailService(reader, workers=1)
        yield made
        for _ in range(100):
            reader.gate.release()
        made.close()


def keys(paths: list[Path]) -> list[ImageKey]:
    return [ImageKey(path) for path in paths]


def test_makes_what_is_wanted_in_order(
    tmp_path: Path, service: ThumbnailService, reader: HeldReader, listener: Listener
) -> None:
    wanted = keys(small_study(tmp_path / "study"))
    service.want(wanted, 96, listener)
    for _ in wanted:
        reader.gate.release()
    assert eventually(lambda: len(listener.ready) == len(wanted))
    assert [thumbnail.key for thumbnail in listener.ready] == wanted
    assert {max(thumbnail.pixels.shape) for thumbnail in listener.ready} == {96}
    assert listener.failed == []


def test_a_new_wish_replaces_the_queue(
    tmp_path: Path, service: ThumbnailService, reader: HeldReader, listener: Listener
) -> None:
    all_keys = keys(many_jpegs(tmp_path / "many", 40, side=64))
    service.want(all_keys[:20], 32, listener)
    assert eventually(lambda: len(reader.asked) == 1)
    service.want(all_keys[30:33], 48, listener)
    for _ in range(40):
        reader.gate.release()
    assert eventually(lambda: len(listener.ready) == 4)
    assert not eventually(lambda: len(reader.asked) > 4, within=0.1)
    assert reader.asked == [all_keys[0], *all_keys[30:33]]
    assert [max(thumbnail.pixels.shape) for thumbnail in listener.ready] == [32, 48, 48, 48]


def test_what_is_being_made_for_somebody_else_is_made_once_more(
    tmp_path: Path, service: ThumbnailService, reader: HeldReader, listener: Listener
) -> None:
    wanted, other = keys(many_jpegs(tmp_path / "many", 2, side=64)), Listener()
    service.want(wanted, 32, other)
    assert eventually(lambda: len(reader.asked) == 1)
    service.want(wanted, 32, listener)
    for _ in range(9):
        reader.gate.release()
    assert eventually(lambda: len(listener.ready) == 2)
    assert [thumbnail.key for thumbnail in other.ready] == wanted[:1]


def test_a_queue_that_is_forgotten_is_not_made(
    tmp_path: Path, service: ThumbnailService, reader: HeldReader, listener: Listener
) -> None:
    wanted = keys(many_jpegs(tmp_path / "many", 3, side=64))
    service.want(wanted, 32, listener)
    assert eventually(lambda: len(reader.asked) == 1)
    service.forget()
    for _ in range(9):
        reader.gate.release()
    assert eventually(lambda: len(listener.ready) == 1)
    assert not eventually(lambda: len(reader.asked) > 1, within=0.1)


def test_what_is_being_made_is_not_made_twice(
    tmp_path: Path, service: ThumbnailService, reader: HeldReader, listener: Listener
) -> None:
    wanted = keys(many_jpegs(tmp_path / "many", 2, side=64))
    service.want(wanted, 32, listener)
    assert eventually(lambda: len(reader.asked) == 1)
    service.want(wanted, 32, listener)
    for _ in range(9):
        reader.gate.release()
    assert eventually(lambda: len(listener.ready) == 2)
    assert reader.asked == wanted


def test_a_file_that_gives_none_says_why(
    tmp_path: Path, service: ThumbnailService, reader: HeldReader, listener: Listener
) -> None:
    broken = ImageKey(truncated_jpeg(tmp_path / "cut.jpg"))
    good = ImageKey(many_jpegs(tmp_path / "many", 1, side=64)[0])
    service.want([broken, good], 32, listener)
    reader.gate.release(2)
    assert eventually(lambda: len(listener.ready) == 1)
    assert [key for key, _ in listener.failed] == [broken]
    assert listener.failed[0][1].endswith(".")


def test_a_fault_of_ours_ends_nothing_and_names_nobody(
    tmp_path: Path,
    service: ThumbnailService,
    reader: HeldReader,
    listener: Listener,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fault = ImageKey(tmp_path / "fault.jpg")
    good = ImageKey(many_jpegs(tmp_path / "many", 1, side=64)[0])
    service.want([fault, good], 32, listener)
    reader.gate.release(2)
    assert eventually(lambda: len(listener.ready) == 1)
    assert listener.failed == [(fault, UNEXPECTED)]
    assert "ZeroDivisionError" in caplog.text
    assert "fault.jpg" not in caplog.text


def test_closing_forgets_the_queue_and_ends_the_threads(tmp_path: Path, reader: HeldReader, listener: Listener) -> None:
    with no_thread_left(within=0.5):
        service = ThumbnailService(reader, workers=3)
        service.want(keys(many_jpegs(tmp_path / "many", 40, side=64)), 32, listener)
        assert eventually(lambda: len(reader.asked) == 3)
        closing = threading.Thread(target=service.close)
        closing.start()
        for _ in range(40):
            reader.gate.release()
        closing.join(10.0)
        assert not closing.is_alive()
        made = len(listener.ready)
        assert made <= 3
        service.want(keys(many_jpegs(tmp_path / "many", 2, side=64)), 32, listener)
    assert len(listener.ready) == made
