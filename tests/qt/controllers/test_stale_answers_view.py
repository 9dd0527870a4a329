"""A thumbnail, a header or what was found in it that comes late never shows in the place of what is asked for now."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tests.support.dicom_files import write_dicom
from tests.support.held_work import HeldExecutor
from tests.support.studies import small_picture, write_png
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.qt.controllers.state.image_loader import ImageLoader
from xray_desktop.qt.controllers.state.navigation import NavigationController
from xray_desktop.qt.controllers.state.panes import PanesController
from xray_desktop.qt.controllers.view.dicom_header import DicomHeaderController
from xray_desktop.qt.controllers.view.thumbnails import ThumbnailController
from xray_desktop.qt.grid.cache import ThumbnailCache
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.grid.view import GridView
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.qt.window.actions import Actions
from xray_desktop.qt.window.centre import Centre, Page
from xray_desktop.qt.window.view_page import ViewPage
from xray_desktop.services.thumbnails import ThumbnailService
from xray_desktop.study.study import Study

DARK, BRIGHT = 40, 200
ORDERS = pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the first one last"])


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


@ORDERS
@pytest.mark.parametrize(("old", "new"), [(DARK, BRIGHT), (DARK, None), (None, BRIGHT)])
def test_the_thumbnail_is_the_one_of_the_study_that_is_open(
    tmp_path, controller, service, reader, qtbot, order, old, new
):
    key, refused = ImageKey(tmp_path / "film.png"), []
    controller.unreadable.connect(lambda which, _sentence: refused.append(which))
    for asked, grey in enumerate((old, new), 1):
        write_film(key.path, grey)
        controller.forget()
        controller.use(service)
        qtbot.waitUntil(lambda asked=asked: len(reader.made) == asked)
    for place in order:
        reader.made[place].set()
        # Long enough for most that should not arrive to do so.
        qtbot.wait(100)
    qtbot.waitUntil(lambda: not service._in_work)
    qtbot.waitUntil(lambda: shown(controller, key) is not None or bool(refused))
    assert shown(controller, key) == new
    assert refused == ([key] if new is None else [])


class Browser:
    """The header browser over two real files, whose work waits for the test to let it go."""

    def __init__(self, qtbot, folder):
        self.executor, self.lifetime, study = HeldExecutor(), Lifetime(), Study()
        background = Background(self.executor, self.lifetime, pytest.fail)
        for number in range(2):
            path = write_dicom(
                folder / f"{number}.dcm", small_picture(number), attributes={"PatientID": f"ID {number}"}
            )
            study.add([ScannedFile(path, path.name, FileKind.DICOM)])
        self._parent = QWidget()
        qtbot.addWidget(self._parent)
        actions = Actions(self._parent)
        self._model, self._page, self._centre = GridModel(study), ViewPage(actions), Centre()
        self._grid = GridView(self._model, ThumbnailCache())
        self._centre.add_page(Page.GRID, self._grid)
        self._centre.add_page(Page.VIEW, self._page)
        qtbot.addWidget(self._centre)
        panes = PanesController(self._page.panes, study, ImageLoader(background))
        self._navigation = NavigationController(self._centre, self._grid, self._page, study, panes)
        self.controller = DicomHeaderController(
            self._parent, actions.hide_identity, self._navigation, study, background
        )

    def go_to(self, place):
        self._grid.setCurrentIndex(self._model.index(place, 0))

    @property
    def dialog(self):
        return self.controller.dialog

    def patient(self):
        """Return which patient's header is shown; None where there is none."""
        rows = [self.dialog.model.row_at(line) for line in range(self.dialog.model.rowCount())]
        return next((row.value for row in rows if row.keyword == "PatientID"), None)

    def keywords(self):
        return [self.dialog.model.row_at(line).keyword for line in range(self.dialog.model.rowCount())]


@pytest.fixture
def browser(qapp, qtbot, tmp_path):
    made = Browser(qtbot, tmp_path)
    with PooledReader(workers=1) as reader:
        made.go_to(0)
        made.controller.use(reader)
        made.controller.open()
        yield made
        made.lifetime.end()


def let_go(browser, order, qtbot):
    """Let the two that wait go in an order, each with time to arrive."""
    for place in (order[0], 0):
        browser.executor.let_go(place)
        qtbot.wait(20)


@ORDERS
def test_the_header_is_that_of_the_image_looked_at(browser, qtbot, order):
    browser.go_to(1)
    assert browser.executor.waiting == ["_browse", "_browse"]
    let_go(browser, order, qtbot)
    qtbot.waitUntil(lambda: browser.patient() == "ID 1")


@ORDERS
def test_that_a_header_cannot_be_read_is_said_of_the_image_looked_at_alone(browser, qtbot, tmp_path, order):
    browser.go_to(1)
    (tmp_path / "0.dcm").write_bytes(b"")
    let_go(browser, order, qtbot)
    qtbot.waitUntil(lambda: browser.patient() == "ID 1")


@ORDERS
def test_what_is_found_is_what_was_looked_for_last(browser, qtbot, order):
    browser.executor.let_go()
    qtbot.waitUntil(lambda: browser.patient() == "ID 0")
    browser.dialog.search_requested.emit("patient")
    browser.dialog.search_requested.emit("photometric")
    assert browser.executor.waiting == ["_find", "_find"]
    let_go(browser, order, qtbot)
    qtbot.waitUntil(lambda: browser.keywords() == ["PhotometricInterpretation"])


def test_what_was_found_in_the_header_before_is_not_shown_of_the_next(browser, qtbot):
    browser.executor.let_go()
    qtbot.waitUntil(lambda: browser.patient() == "ID 0")
    browser.dialog.search_requested.emit("patient")
    browser.go_to(1)
    assert browser.executor.waiting == ["_find", "_browse"]
    browser.executor.let_go(1)
    qtbot.waitUntil(lambda: browser.patient() == "ID 1")
    rows = browser.dialog.model.rowCount()
    browser.executor.let_go()
    qtbot.wait(20)
    assert browser.dialog.model.rowCount() == rows


@ORDERS
def test_the_clipboard_has_what_was_copied_last(browser, qtbot, order):
    browser.executor.let_go()
    qtbot.waitUntil(lambda: browser.patient() == "ID 0")
    QGuiApplication.clipboard().clear()
    browser.dialog.copy_all_requested.emit()
    browser.dialog.search_requested.emit("photometric")
    browser.executor.let_go(1)
    qtbot.waitUntil(lambda: browser.keywords() == ["PhotometricInterpretation"])
    browser.dialog.copy_all_requested.emit()
    assert browser.executor.waiting == ["_as_text", "_as_text"]
    let_go(browser, order, qtbot)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1
