"""Thumbnails are asked for where they are seen, the visible ones first."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.support.rows import put, row, rows
from tests.support.threads import eventually
from xray_desktop.imaging.image import ImageKey, InstanceInfo
from xray_desktop.imaging.thumbnails import Thumbnail
from xray_desktop.qt.controllers.view.thumbnails import ThumbnailController
from xray_desktop.qt.grid.cache import ThumbnailCache
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.grid.view import GridView
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.study.study import Study


class Service:
    """Notes what it is asked for, in place of the threads that would make it."""

    def __init__(self):
        self.asked = []
        self.listener = None

    def want(self, keys, size_px, listener):
        self.asked.append((list(keys), size_px))
        self.listener = listener

    def forget(self):
        pass


def thumbnail(key, value=200, shape=(100, 176)):
    pixels = np.full(shape, value, np.uint8)
    return Thumbnail(key, pixels, 1000, 1760, 1, InstanceInfo(), False)


@pytest.fixture
def cache(qapp):
    return ThumbnailCache()


@pytest.fixture
def study():
    return Study()


@pytest.fixture
def model(qapp, study):
    return GridModel(study)


@pytest.fixture
def view(model, cache, qtbot):
    made = GridView(model, cache)
    qtbot.addWidget(made)
    made.resize(880, 620)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def lifetime():
    return Lifetime()


@pytest.fixture
def controller(model, view, cache, lifetime):
    with ThreadPoolExecutor(1) as executor:
        yield ThumbnailController(model, view, cache, Background(executor, lifetime, pytest.fail))


@pytest.fixture
def service(controller):
    made = Service()
    controller.use(made)
    return made


def test_the_visible_rows_come_first_then_those_below_then_those_above(controller, service, model, study, view, qtbot):
    put(study, rows(200))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 5000)
    view.verticalScrollBar().setValue(252 * 10)
    controller.request()
    keys, size = service.asked[-1]
    visible = view.visible_places()
    wanted = [model.row_at(place).key for place in visible]
    assert keys[: len(visible)] == wanted
    assert keys[len(visible)] == model.row_at(visible.stop).key
    assert model.row_at(visible.start - 1).key in keys
    assert len(keys) == 3 * len(visible)
    assert size == 176


def test_scrolling_replaces_what_was_asked_for(controller, service, model, study, view, qtbot):
    put(study, rows(2000))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 50_000)
    view.verticalScrollBar().setValue(50_000)
    qtbot.waitUntil(lambda: service.asked[-1][0][:1] == [model.row_at(view.visible_places().start).key])
    assert row(0).key not in service.asked[-1][0]


def test_what_is_there_or_cannot_be_made_is_not_asked_for_again(controller, service, model, study, cache, qtbot):
    put(study, rows(3))
    with qtbot.waitSignal(controller.unreadable) as unreadable:
        service.listener.take(thumbnail(row(0).key))
        service.listener.take_failure(row(1).key, "It ends too early.")
    assert unreadable.args == [row(1).key, "It ends too early."]
    qtbot.waitUntil(lambda: row(0).key in cache)
    controller.request()
    assert service.asked[-1][0] == [row(2).key]


def test_the_picture_is_what_was_made_and_owns_its_memory(controller, service, model, study, cache, qtbot):
    put(study, rows(1))
    made = thumbnail(row(0).key, value=77, shape=(99, 101))
    made.pixels[0, 0] = 5
    service.listener.take(made)
    made.pixels[:] = 0
    qtbot.waitUntil(lambda: row(0).key in cache)
    shown = cache.get(row(0).key).toImage()
    assert (shown.width(), shown.height()) == (101, 99)
    assert shown.pixelColor(50, 50).red() == 77
    assert shown.pixelColor(0, 0).red() == 5


def test_what_is_not_part_of_the_study_any_more_is_let_go(controller, service, model, study, cache, qtbot):
    put(study, rows(1))
    stranger = ImageKey(Path("/elsewhere.jpeg"))
    with qtbot.assertNotEmitted(controller.unreadable):
        service.listener.take_failure(stranger, "It ends too early.")
        service.listener.take(thumbnail(stranger))
        service.listener.take(thumbnail(row(0).key))
        qtbot.waitUntil(lambda: row(0).key in cache)
    assert stranger not in cache
    assert controller._is_missing(stranger)


def test_another_study_is_asked_for_anew(controller, service, model, study, cache, qtbot):
    put(study, rows(1))
    with qtbot.waitSignal(controller.unreadable):
        service.listener.take_failure(row(0).key, "x")
    assert not controller._is_missing(row(0).key)
    controller.forget()
    controller.request()
    assert service.asked[-1][0] == [row(0).key]


def test_pictures_that_nobody_shows_yet_do_not_fill_the_memory(controller, service, model, study, cache, qtbot):
    put(study, rows(300))
    made = []

    def make():
        for each in range(300):
            service.listener.take(thumbnail(row(each).key))
            made.append(each)

    service_thread = threading.Thread(target=make)
    service_thread.start()
    assert not eventually(lambda: len(made) > 64, within=0.3)
    qtbot.waitUntil(lambda: len(cache) == 300)
    service_thread.join()


def test_the_end_lets_a_waiting_thread_go(service, lifetime):
    waiting = threading.Thread(target=lambda: [service.listener.take(thumbnail(row(each).key)) for each in range(66)])
    waiting.start()
    lifetime.end()
    waiting.join(5)
    assert not waiting.is_alive()


def test_after_the_end_nothing_is_asked_for(controller, service, lifetime):
    asked = len(service.asked)
    lifetime.end()
    controller.request()
    assert len(service.asked) == asked
