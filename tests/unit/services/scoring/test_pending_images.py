"""Images that wait to be read."""

from __future__ import annotations

import threading
from pathlib import Path

from tests.support.threads import eventually
from xray_desktop.imaging.image import ImageKey
from xray_desktop.services.scoring.queue import PendingImage, PendingImages


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
