"""Ctrl+V: a picture becomes a file of the session, files are opened, text gets a sentence."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from tests.support.studies import small_study


@pytest.fixture(autouse=True)
def _empty_clipboard():
    yield
    QGuiApplication.clipboard().clear()


def ramp(side=64):
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    for y in range(side):
        for x in range(side):
            image.setPixel(x, y, (x * 3) << 16 | (x * 3) << 8 | (x * 3))
    return image


def paste(application, qtbot):
    qtbot.keyClick(application.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_pasted_picture_is_opened_and_scored(window, wait, finished, qtbot):
    image = ramp()
    image.setText("Source", "from the ward: secret.dcm")
    QGuiApplication.clipboard().setImage(image)
    application = window()
    paste(application, qtbot)
    wait(lambda: application.parts.grid.rowCount() == 1)
    finished(application)
    path = application.parts.grid.row_at(0).key.path
    assert path.name == "pasted-1.png"
    assert path.is_relative_to(window.paths.sessions)
    assert b"secret" not in path.read_bytes()
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(pixels[0], (np.arange(64) * 3).astype(np.uint8))
    application.window.close()
    assert not path.exists()


def test_a_pasted_picture_joins_the_study_that_is_open(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 3)
    application = window(tmp_path / "study")
    finished(application)
    before = dict(application.parts.study.results())
    for count in (4, 5):
        QGuiApplication.clipboard().setImage(ramp(60 + count))
        paste(application, qtbot)
        wait(lambda count=count: application.parts.grid.rowCount() == count)
        finished(application)
    names = [application.parts.grid.row_at(place).name for place in range(5)]
    assert names[3:] == ["pasted-1.png", "pasted-2.png"]
    assert all(application.parts.study.result(key) is result for key, result in before.items()), "scored once"
    assert len(application.parts.study.results()) == 5
    wait(lambda: application.window.status.counts.text().startswith("5 images"))


def test_pasting_while_the_study_is_being_walked_and_scored(window, finished, wait, qtbot, tmp_path):
    small_study(tmp_path / "study", 30)
    QGuiApplication.clipboard().setImage(ramp())
    application = window(tmp_path / "study")
    wait(lambda: application.parts.grid.rowCount() > 0)
    paste(application, qtbot)
    wait(lambda: application.parts.grid.rowCount() == 31)
    finished(application)
    assert len(application.parts.study.results()) == 31


def test_png_bytes_are_taken_as_they_are_copied_by_browsers(window, wait, qtbot):
    copied = QMimeData()
    copied.setData("image/png", QByteArray(cv2.imencode(".png", np.full((50, 40), 90, np.uint8))[1].tobytes()))
    copied.setHtml("<img src='https://example.org/x.png'>")
    QGuiApplication.clipboard().setMimeData(copied)
    application = window()
    paste(application, qtbot)
    wait(lambda: application.parts.grid.rowCount() == 1)


def test_copied_files_are_opened_like_dropped_ones(window, wait, qtbot, tmp_path):
    one, two = small_study(tmp_path / "study", 2)
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(one)), QUrl.fromLocalFile(str(two))])
    QGuiApplication.clipboard().setMimeData(copied)
    application = window()
    paste(application, qtbot)
    wait(lambda: application.parts.grid.rowCount() == 2)
    assert application.parts.study_controller.roots == (one, two)


@pytest.mark.parametrize(("text", "words"), [("Dear colleague", "There is text"), ("", "no picture on the clipboard")])
def test_what_is_no_picture_gets_a_sentence(window, qtbot, text, words):
    QGuiApplication.clipboard().setText(text)
    application = window()
    paste(application, qtbot)
    (sentence,) = application.window.messages.sentences()
    assert words in sentence


def test_pasting_text_into_the_search_field_stays_there(window, finished, qtbot, tmp_path):
    small_study(tmp_path / "study", 2)
    application = window(tmp_path / "study")
    finished(application)
    QGuiApplication.clipboard().setText("film")
    search = application.window.grid_page.filter_bar.search
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert search.text() == "film"
    assert application.window.messages.sentences() == []


def test_a_place_that_cannot_be_written_to_is_said(window, wait, qtbot):
    QGuiApplication.clipboard().setImage(ramp())
    application = window()
    window.paths.sessions.touch()
    paste(application, qtbot)
    wait(lambda: application.window.messages.sentences())
    assert "cannot be kept" in application.window.messages.sentences()[0]
    window.paths.sessions.unlink()
