"""The image that is wanted now is shown, whatever was wanted before it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from xray_desktop.errors import CorruptPixelData
from xray_desktop.imaging.image import ImageKey, VoiWindow, XrayImage
from xray_desktop.qt.controllers.state.image_loader import ImageLoader
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime


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
def viewer(qapp, reader, faults):
    lifetime = Lifetime()
    with ThreadPoolExecutor(1) as executor:
        made = ImageLoader(Background(executor, lifetime, faults.append))
        made.shown, made.failures = [], []
        made.ready.connect(lambda image: made.shown.append(image.key))
        made.failed.connect(lambda which, error: made.failures.append((which, error.sentence)))
        yield made
        reader.gate.set()
        lifetime.end()


def test_what_is_wanted_before_the_reader_is_there_is_shown_after(viewer, reader, qtbot):
    viewer.show([key("a")], ())
    reader.gate.set()
    viewer.use(reader)
    qtbot.waitUntil(lambda: viewer.shown == [key("a")])


def test_neighbours_are_read_ahead_and_shown_at_once(viewer, reader, qtbot):
    reader.gate.set()
    viewer.use(reader)
    viewer.show([key("a")], [key("b")])
    qtbot.waitUntil(lambda: viewer.shown == [key("a")] and len(reader.read_keys) == 2)
    qtbot.waitUntil(lambda: key("b") in viewer._images)
    viewer.show([key("b")], ())
    assert viewer.shown == [key("a"), key("b")]
    assert len(reader.read_keys) == 2


def test_only_the_last_of_many_is_shown_and_those_passed_are_not_even_read(viewer, reader, qtbot):
    viewer.use(reader)
    for number in range(30):
        viewer.show([key(str(number))], ())
    reader.gate.set()
    qtbot.waitUntil(lambda: viewer.shown == [key("29")])
    assert len(reader.read_keys) <= 4


def test_a_failure_of_the_image_wanted_is_told_and_of_a_neighbour_is_not(viewer, reader, qtbot, faults):
    reader.gate.set()
    viewer.use(reader)
    viewer.show([key("a")], [key("bad-neighbour")])
    qtbot.waitUntil(lambda: viewer.shown == [key("a")] and not viewer._futures)
    assert not viewer.failures
    viewer.show([key("bad")], ())
    qtbot.waitUntil(lambda: bool(viewer.failures))
    assert viewer.failures == [(key("bad"), "It ends too early.")]
    assert not faults


def test_memory_stays_bounded(viewer, reader, qtbot, monkeypatch):
    monkeypatch.setattr("xray_desktop.qt.controllers.state.image_loader._KEPT_BYTES", 40)
    reader.gate.set()
    viewer.use(reader)
    for name in "abcd":
        viewer.show([key(name)], ())
        qtbot.waitUntil(lambda name=name: viewer.shown[-1:] == [key(name)])
    assert sum(image.pixels.nbytes for image in viewer._images.values()) <= 40
    assert key("d") in viewer._images
