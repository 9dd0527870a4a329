"""The image that is wanted now is shown, whatever was wanted before it; of a study that went nothing is kept."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.image import ImageKey, VoiWindow, XrayImage
from xray_desktop.qt.controllers.state.image_loader import ImageLoader
from xray_desktop.qt.runtime.threads import Bridge


class Reader:
    """Reads slowly, and only when it is let."""

    def __init__(self):
        self.gate = threading.Event()
        self.read_keys = []

    def read(self, path, frame=0):
        self.read_keys.append(ImageKey(path, frame))
        self.gate.wait(10)
        if path.name.startswith("bad"):
            raise CorruptPixelData("It ends too early.")
        return XrayImage(ImageKey(path, frame), np.zeros((4, 4), np.uint8), (VoiWindow(128, 256),))


def key(name):
    return ImageKey(Path(f"/study/{name}"))


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def faults():
    return []


@pytest.fixture
def loader(qapp, reader, faults):
    made = ImageLoader(Bridge(faults.append))
    made.shown, made.failures = [], []
    made.ready.connect(lambda image: made.shown.append(image.key))
    made.failed.connect(lambda which, error: made.failures.append((which, error.sentence)))
    yield made
    reader.gate.set()
    made.close()


def test_what_is_wanted_before_the_reader_is_there_is_shown_after(loader, reader, qtbot):
    loader.show([key("a")], ())
    reader.gate.set()
    loader.use(reader)
    qtbot.waitUntil(lambda: loader.shown == [key("a")])


def test_neighbours_are_read_ahead_and_shown_at_once(loader, reader, qtbot):
    reader.gate.set()
    loader.use(reader)
    loader.show([key("a")], [key("b")])
    qtbot.waitUntil(lambda: loader.shown == [key("a")] and len(reader.read_keys) == 2)
    qtbot.waitUntil(lambda: key("b") in loader._images)
    loader.show([key("b")], ())
    assert loader.shown == [key("a"), key("b")]
    assert len(reader.read_keys) == 2


def test_only_the_last_of_many_is_shown_and_those_passed_are_not_even_read(loader, reader, qtbot):
    loader.use(reader)
    for number in range(30):
        loader.show([key(str(number))], ())
    reader.gate.set()
    qtbot.waitUntil(lambda: loader.shown == [key("29")])
    assert len(reader.read_keys) <= 4


def test_a_failure_of_the_image_wanted_is_told_and_of_a_neighbour_is_not(loader, reader, qtbot, faults):
    reader.gate.set()
    loader.use(reader)
    loader.show([key("a")], [key("bad-neighbour")])
    qtbot.waitUntil(lambda: loader.shown == [key("a")] and not loader._jobs)
    assert not loader.failures
    loader.show([key("bad")], ())
    qtbot.waitUntil(lambda: bool(loader.failures))
    assert loader.failures == [(key("bad"), "It ends too early.")]
    assert not faults


def test_memory_stays_bounded(loader, reader, qtbot, monkeypatch):
    monkeypatch.setattr("xray_desktop.qt.controllers.state.image_loader._KEPT_BYTES", 40)
    reader.gate.set()
    loader.use(reader)
    for name in "abcd":
        loader.show([key(name)], ())
        qtbot.waitUntil(lambda name=name: loader.shown[-1:] == [key(name)])
    assert sum(image.pixels.nbytes for image in loader._images.values()) <= 40
    assert key("d") in loader._images


class SlowReader:
    """Reads when it is told to."""

    def __init__(self) -> None:
        self.allowed: Future[None] = Future()

    def read(self, path: Path, frame: int) -> XrayImage:
        self.allowed.result(10)
        return XrayImage(ImageKey(path, frame), np.zeros((2, 2), np.uint8), (VoiWindow(128, 256),))


@pytest.mark.parametrize("asked_again", [False, True])
def test_an_image_that_comes_after_its_study_went_is_dropped(qtbot, qapp, asked_again):
    faults = []
    bridge, reader = Bridge(faults.append), SlowReader()
    loader = ImageLoader(bridge)
    shown = []
    loader.ready.connect(shown.append)
    loader.use(reader)
    loader.show([key("film.png")], [])
    qtbot.wait(20)
    loader.forget()
    if asked_again:
        loader.show([key("film.png")], [])
    reader.allowed.set_result(None)
    qtbot.waitUntil(lambda: not asked_again or bool(shown), timeout=5000)
    qtbot.wait(100)
    assert len(loader._images) == (1 if asked_again else 0)
    assert faults == []
    loader.close()
