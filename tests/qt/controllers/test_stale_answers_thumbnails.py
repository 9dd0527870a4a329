"""A thumbnail that was asked for one study never shows in the next, though a file of the same name is in both."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tests.support.studies import write_png
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.qt.controllers.view.thumbnails import ThumbnailController
from xray_desktop.qt.grid.cache import ThumbnailCache
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.grid.view import GridView
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.services.thumbnails import ThumbnailService
from xray_desktop.study.study import Study

DARK, BRIGHT = 40, 200


class HeldReader(PooledReader):
    """Makes thumbnails as ever, and hands the first two over only when the test lets them go.

    Attributes
    ----------
    made
        What keeps those back that are made, in order.
    """

    def __init__(self):
        super().__init__(workers=2)
        self.made = []

    def thumbnail(self, path, frame, size_px):
        gate = threading.Event()
        try:
            return super().thumbnail(path, frame, size_px)
        finally:
            self.made.append(gate)
            # The view may ask for one again that is on its way to it.
            assert len(self.made) > 2 or gate.wait(30)


@pytest.fixture
def reader():
    with HeldReader() as made:
        yield made


@pytest.fixture
def service(reader):
    made = ThumbnailService(reader)
    yield made
    for gate in reader.made:
        gate.set()
    made.close()


@pytest.fixture
def controller(qapp, qtbot, service, tmp_path):
    lifetime, cache, study = Lifetime(), ThumbnailCache(), Study()
    study.add([ScannedFile(tmp_path / "film.png", "film.png", FileKind.PNG)])
    model = GridModel(study)
    view = GridView(model, cache)
    qtbot.addWidget(view)
    view.resize(400, 400)
    with qtbot.waitExposed(view):
        view.show()
    with ThreadPoolExecutor(1) as executor:
        made = ThumbnailController(model, view, cache, Background(executor, lifetime, pytest.fail))
        made.use(service)
        yield made
        lifetime.end()


def write_film(path, grey):
    """Write a film of one grey; None for one that cannot be read."""
    if grey is None:
        path.write_bytes(b"\x89PNG\r\n\x1a\n but no picture")
    else:
        write_png(path, np.full((64, 64), grey, np.uint8))


def shown(controller, key):
    """Return how bright the thumbnail on the screen is; None where there is none."""
    pixmap = controller.cache.get(key)
    return None if pixmap is None else pixmap.toImage().pixelColor(10, 10).red()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the first one last"])
@pytest.mark.parametrize(("old", "new"), [(DARK, BRIGHT), (DARK, None), (None, BRIGHT)])
def test_the_thumbnail_is_the_one_of_the_study_that_is_open(
    tmp_path, controller, service, reader, qtbot, order, old, new
):
    key, refused = ImageKey(tmp_path / "film.png"), []
    controller.unreadable.connect(lambda which, _sentence: refused.append(which))
    for asked, grey in enumerate((old, new), 1):
        write_film(key.path, grey)
        controller.forget()
        controller.request()
        qtbot.waitUntil(lambda asked=asked: len(reader.made) == asked)
    for place in order:
        reader.made[place].set()
        # Long enough for most that should not arrive to do so.
        qtbot.wait(100)
    qtbot.waitUntil(lambda: not service._in_work)
    qtbot.waitUntil(lambda: shown(controller, key) is not None or bool(refused))
    assert shown(controller, key) == new
    assert refused == ([key] if new is None else [])
