"""What was being read when the study went is not kept when it comes."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from xray_desktop.imaging.image import ImageKey, VoiWindow, XrayImage
from xray_desktop.qt.controllers.state.image_loader import ImageLoader
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime

KEY = ImageKey(Path("/study/film.png"))


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
    lifetime, reader = Lifetime(), SlowReader()
    background = Background(ThreadPoolExecutor(1), lifetime, faults.append)
    viewer = ImageLoader(background)
    shown = []
    viewer.ready.connect(shown.append)
    viewer.use(reader)
    viewer.show([KEY], [])
    qtbot.wait(20)
    viewer.forget()
    if asked_again:
        viewer.show([KEY], [])
    reader.allowed.set_result(None)
    qtbot.waitUntil(lambda: not asked_again or bool(shown), timeout=5000)
    qtbot.wait(100)
    assert len(viewer._images) == (1 if asked_again else 0)
    assert faults == []
    lifetime.end()
