"""Images that wait to be read, and a queue that makes the faster stage wait."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from tests.support.threads import eventually
from xray_desktop.imaging.image import ImageKey
from xray_desktop.services.scoring.queue import BoundedQueue, PendingImage, PendingImages


def test_first_in_first_out() -> None:
    queue: BoundedQueue[int] = BoundedQueue(4)
    assert all(queue.put(number) for number in range(4))
    assert queue.take(3) == [0, 1, 2]
    assert queue.take(3) == [3]


def test_put_waits_for_room() -> None:
    queue: BoundedQueue[int] = BoundedQueue(2)
    put: list[int] = []

    def fill() -> None:
        for number in range(5):
            queue.put(number)
            put.append(number)

    filler = threading.Thread(target=fill)
    filler.start()
    assert eventually(lambda: len(put) == 2)
    time.sleep(0.05)
    assert put == [0, 1]
    assert queue.take(1) == [0]
    assert eventually(lambda: len(put) == 3)
    assert queue.take(9) == [1, 2]
    assert eventually(lambda: len(put) == 5)
    filler.join()


def test_take_waits_for_items_and_ends_when_closed() -> None:
    queue: BoundedQueue[int] = BoundedQueue(2)
    taken: list[list[int]] = []

    def empty() -> None:
        while batch := queue.take(1):
            taken.append(batch)

    taker = threading.Thread(target=empty)
    taker.start()
    queue.put(1)
    queue.put(2)
    queue.close()
    taker.join(5.0)
    assert not taker.is_alive()
    assert taken == [[1], [2]]


def test_closing_frees_whoever_waits_and_keeps_what_is_inside() -> None:
    queue: BoundedQueue[int] = BoundedQueue(1)
    queue.put(1)
    accepted: list[bool] = []
    waiting = threading.Thread(target=lambda: accepted.append(queue.put(2)))
    waiting.start()
    queue.close()
    waiting.join(5.0)
    assert accepted == [False]
    assert queue.take(9) == [1]
    assert queue.take(9) == []


def test_nothing_is_lost_or_doubled_between_many_threads() -> None:
    queue: BoundedQueue[int] = BoundedQueue(3)
    taken: list[int] = []
    lock = threading.Lock()

    def drain() -> None:
        while batch := queue.take(2):
            with lock:
                taken.extend(batch)

    def fill(start: int) -> None:
        for number in range(start, start + 250):
            queue.put(number)

    takers = [threading.Thread(target=drain) for _ in range(4)]
    fillers = [threading.Thread(target=fill, args=(start,)) for start in range(0, 1000, 250)]
    for thread in (*takers, *fillers):
        thread.start()
    for thread in fillers:
        thread.join()
    queue.close()
    for thread in takers:
        thread.join()
    assert sorted(taken) == list(range(1000))


def images(*names: str) -> list[PendingImage]:
    return [PendingImage(ImageKey(Path(f"/{name}"))) for name in names]


def take_all(pending: PendingImages) -> list[str]:
    names = []
    while (image := pending.take()) is not None:
        names.append(f"{image.key.path.name}{image.key.frame or ''}")
        pending.finish()
    return names


def test_keeps_the_order() -> None:
    pending = PendingImages()
    pending.add(images("a", "b"))
    pending.add(images("c"))
    pending.close()
    assert take_all(pending) == ["a", "b", "c"]


def test_what_somebody_looks_at_comes_first() -> None:
    pending = PendingImages()
    pending.add(images(*"abcdef"))
    pending.prioritise([image.key for image in images("e", "gone", "c")])
    pending.close()
    assert take_all(pending) == ["e", "c", "a", "b", "d", "f"]


def test_frames_follow_their_first_one() -> None:
    pending = PendingImages()
    pending.add(images("a", "b"))
    pending.close()
    first = pending.take()
    assert first is not None
    pending.finish([PendingImage(ImageKey(first.key.path, frame)) for frame in (1, 2)])
    assert take_all(pending) == ["a1", "a2", "b"]


def test_the_end_waits_for_images_that_may_bring_followers() -> None:
    pending = PendingImages()
    pending.add(images("a"))
    pending.close()
    first = pending.take()
    assert first is not None
    taken: list[str] = []
    other = threading.Thread(target=lambda: taken.extend(take_all(pending)))
    other.start()
    other.join(0.05)
    assert other.is_alive()
    pending.finish([PendingImage(ImageKey(first.key.path, 1))])
    other.join(5.0)
    assert taken == ["a1"]


def test_take_waits_for_images() -> None:
    pending = PendingImages()
    taken: list[str] = []
    taker = threading.Thread(target=lambda: taken.extend(take_all(pending)))
    taker.start()
    pending.add(images("a"))
    assert eventually(lambda: taken == [] and taker.is_alive())
    pending.close()
    taker.join(5.0)
    assert taken == ["a"]


def test_stopping_leaves_the_rest_for_drain() -> None:
    pending = PendingImages()
    pending.add(images("a", "b", "c"))
    first = pending.take()
    assert first is not None
    pending.stop()
    pending.finish([PendingImage(ImageKey(first.key.path, 1))])
    assert pending.take() is None
    assert [f"{image.key.path.name}{image.key.frame or ''}" for image in pending.drain()] == ["a1", "b", "c"]
    assert pending.drain() == []


def test_nothing_is_accepted_after_the_end() -> None:
    closed, stopped = PendingImages(), PendingImages()
    closed.close()
    stopped.stop()
    assert not closed.add(images("a"))
    assert not stopped.add(images("a"))
    assert closed.drain() == stopped.drain() == []
