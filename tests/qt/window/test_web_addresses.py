"""Web addresses: off until the user switches them on, then downloaded from a real https server and opened."""

from __future__ import annotations

import threading

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.support.https_server import https_server, make_certificate
from tests.support.studies import small_study
from xray_desktop.qt.dialogs.open_address import OpenAddressDialog

PNG = cv2.imencode(".png", np.arange(64 * 64, dtype=np.uint16).reshape(64, 64) * 16)[1].tobytes()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def dialogue_of(application):
    (dialogue,) = [each for each in application.window.findChildren(OpenAddressDialog) if each.isVisible()]
    return dialogue


def ready(application, wait, *, allowed=True):
    wait(lambda: application.parts.preferences.settings is not None)
    if allowed:
        application.parts.preferences.change(allow_urls=True)
    return application


def drop_link(window, url):
    dragged = QMimeData()
    dragged.setUrls([QUrl(url)])
    button, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(QPointF(50, 50).toPoint(), copy, dragged, button, keys))
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), copy, dragged, button, keys))


def press(application, words):
    from PySide6.QtWidgets import QPushButton

    for button in application.window.messages.findChildren(QPushButton):
        if button.text() == words and button.isVisible():
            button.click()
            return
    raise AssertionError(words)


def test_addresses_are_off_until_the_user_switches_them_on(window, wait, finished, qtbot, certificate):
    with https_server(certificate, lambda asked: asked.give(PNG)) as server:
        application = ready(window(), wait, allowed=False)
        application.parts.download.trusted = server.trusting
        qtbot.keyClick(application.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        dialogue = dialogue_of(application)
        assert not dialogue.address.isEnabled()
        assert not dialogue.open_button.isEnabled()
        assert dialogue.permission.isVisible()
        qtbot.mouseClick(dialogue.permission.switch_on, Qt.MouseButton.LeftButton)
        assert application.parts.preferences.settings.allow_urls
        assert not dialogue.permission.isVisible()
        qtbot.keyClicks(dialogue.address, f"{server.url}/chest.png")
        assert server.asked == []
        qtbot.keyClick(dialogue.address, Qt.Key.Key_Return)
        wait(lambda: application.parts.grid.rowCount() == 1)
        finished(application)
    row = application.parts.grid.row_at(0)
    assert row.name == "chest.png"
    assert row.key.path.read_bytes() == PNG
    assert application.window.windowTitle().startswith("chest.png")
    assert application.parts.preferences.settings.recent == (), "it will not be there next time"
    assert not application.window.status.download.isVisible()
    folder = row.key.path.parent
    application.window.close()
    assert not folder.exists()
    assert not list(window.paths.sessions.iterdir())


def test_a_wrong_address_is_said_in_the_dialogue(window, wait, qtbot):
    application = ready(window(), wait)
    application.window.actions_.open_address.trigger()
    dialogue = dialogue_of(application)
    qtbot.keyClicks(dialogue.address, "http://example.org/x.png")
    qtbot.keyClick(dialogue.address, Qt.Key.Key_Return)
    assert "http are not opened" in dialogue.problem.text()
    assert dialogue.isVisible()
    qtbot.keyClick(dialogue.address, Qt.Key.Key_Backspace)
    assert not dialogue.problem.isVisible()
    dialogue.reject()


def test_a_failure_is_said_and_another_address_offered(window, wait, certificate):
    with https_server(certificate, lambda asked: asked.give(b"", 404)) as server:
        application = ready(window(), wait)
        application.parts.download.trusted = server.trusting
        application.parts.web.fetch(f"{server.url}/x")
        wait(lambda: application.window.messages.sentences())
        (sentence,) = application.window.messages.sentences()
        assert sentence == "There is nothing at this address (404). Check it."
        press(application, "Another address…")
        dialogue = dialogue_of(application)
        assert dialogue.address.text() == f"{server.url}/x"
        dialogue.reject()


def test_a_download_shows_how_far_it_is_and_can_be_stopped(window, wait, qtbot, certificate):
    begun, released = threading.Event(), threading.Event()

    def stall(asked):
        asked.give(PNG, Content_Length=str(8 << 20))
        begun.set()
        released.wait(10)

    with https_server(certificate, stall) as server:
        application = ready(window(), wait)
        application.parts.download.trusted = server.trusting
        application.parts.web.fetch(server.url)
        wait(begun.is_set)
        part = application.window.status.download
        wait(lambda: "of 8.0 MB" in part.words.text())
        assert part.isVisible()
        qtbot.mouseClick(part.cancel, Qt.MouseButton.LeftButton)
        assert not part.isVisible()
        released.set()
        wait(lambda: not list(window.paths.sessions.glob("*/files/*")))
    assert application.parts.grid.rowCount() == 0
    assert application.window.messages.sentences() == []


def test_closing_in_the_middle_of_a_download_ends_it(window, wait, certificate):
    begun, released = threading.Event(), threading.Event()

    def stall(asked):
        begun.set()
        released.wait(10)
        asked.give(PNG)

    with https_server(certificate, stall) as server:
        application = ready(window(), wait)
        application.parts.download.trusted = server.trusting
        application.parts.web.fetch(server.url)
        wait(begun.is_set)
        application.window.close()
        released.set()
    assert not list(window.paths.sessions.glob("*"))


def test_a_dropped_link_is_offered_and_nothing_is_asked_before(window, wait, finished, certificate):
    with https_server(certificate, lambda asked: asked.give(PNG)) as server:
        application = ready(window(), wait)
        application.parts.download.trusted = server.trusting
        drop_link(application.window, f"{server.url}/chest.png")
        assert application.window.messages.sentences() == ["This is an address on the server localhost."]
        assert server.asked == []
        press(application, "Download and open")
        wait(lambda: application.parts.grid.rowCount() == 1)
        finished(application)


def test_a_dropped_link_leads_to_the_dialogue_where_addresses_are_off(window, wait):
    application = ready(window(), wait, allowed=False)
    drop_link(application.window, "https://example.org/chest.png")
    press(application, "Open web address…")
    dialogue = dialogue_of(application)
    assert dialogue.permission.isVisible()
    assert dialogue.address.text() == "https://example.org/chest.png"
    dialogue.reject()


def test_an_address_of_the_command_line_is_offered(window, wait):
    application = ready(window(addresses=("https://example.org/chest.png",)), wait)
    assert application.window.messages.sentences() == ["This is an address on the server example.org."]


def test_a_pasted_address_is_offered_like_a_dropped_one(window, wait):
    application = ready(window(), wait)
    QGuiApplication.clipboard().setText("https://example.org/chest.png")
    application.window.actions_.paste.trigger()
    assert application.window.messages.sentences() == ["This is an address on the server example.org."]


def test_opening_a_study_stops_a_download(window, wait, certificate, tmp_path):
    begun, released = threading.Event(), threading.Event()

    def stall(asked):
        begun.set()
        released.wait(10)
        asked.give(PNG)

    small_study(tmp_path / "study", 2)
    with https_server(certificate, stall) as server:
        application = ready(window(), wait)
        application.parts.download.trusted = server.trusting
        application.parts.web.fetch(server.url)
        wait(begun.is_set)
        application.parts.opening.open([tmp_path / "study"])
        released.set()
        wait(lambda: application.parts.grid.rowCount() == 2)
    assert application.parts.grid.rowCount() == 2
