"""The picture as a file and on the clipboard: the whole image at full resolution, and no name that is hidden."""

from __future__ import annotations

import struct

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from tests.support.dicom_files import write_dicom
from xray_desktop.measuring.shapes import Length, Point
from xray_desktop.qt.controllers.export import picture as picturing
from xray_desktop.qt.privacy import identity

_ROWS, _COLUMNS = 1200, 1500


@pytest.fixture(autouse=True)
def _shown_again():
    yield
    identity.set_hidden(False)


@pytest.fixture
def viewed(window, wait, tmp_path):
    folder = tmp_path / "Quirrenbach"
    folder.mkdir()
    pixels = np.tile(np.linspace(0, 4095, _COLUMNS).astype(np.uint16), (_ROWS, 1))
    header = {"PatientName": "Quirrenbach^A", "PatientOrientation": ["L", "F"]}
    path = write_dicom(folder / "Quirrenbach.dcm", pixels, window=(2048.0, 4096.0), attributes=header)
    application = window(folder)
    wait(lambda: application.parts.grid.rowCount() == 1)
    application.parts.navigation.open(application.parts.grid.row_at(0).key)
    wait(lambda: application.window.view_page.image.image is not None)
    application.window.actions_.heat_map.setChecked(False)
    application.window.view_page.image.set_corners_visible(False)
    assert application.window.view_page.image.image.key.path == path
    return application


def _export(application, path, wait):
    application.parts.picture_export.export(path, application.parts.shown_picture.take_snapshot())
    wait(path.is_file)
    return cv2.imread(str(path))


def test_every_pixel_of_the_source_is_there_as_it_is_windowed(viewed, wait, tmp_path):
    picture = _export(viewed, tmp_path / "a.png", wait)
    assert picture.shape[1] == _COLUMNS
    assert picture.shape[0] > _ROWS
    expected = np.linspace(0, 255, _COLUMNS)
    middle = picture[_ROWS // 2, 100:-100, 0].astype(float)
    assert np.abs(middle - expected[100:-100]).max() <= 1.0


def test_zoom_does_not_cut_and_turning_turns(viewed, wait, tmp_path):
    view = viewed.window.view_page.image
    for _ in range(8):
        view.zoom_in()
    view.mirror()
    view.turn_right()
    picture = _export(viewed, tmp_path / "a.png", wait)
    assert picture.shape[1] == _ROWS
    assert picture.shape[0] > _COLUMNS
    column = picture[100 : _COLUMNS - 100, _ROWS // 2, 0].astype(int)
    assert column[0] > 200
    assert column[-1] < 60


def test_shapes_words_and_the_purpose_are_on_it(viewed, wait, tmp_path):
    plain = _export(viewed, tmp_path / "a.png", wait)
    assert plain[_ROWS:].max() > 200, "the foot says what the picture is not for"
    key = viewed.parts.navigation.key
    viewed.parts.measurements.store.put(key, (Length((Point(300.0, 600.0), Point(900.0, 600.0))),))
    viewed.window.view_page.image.set_corners_visible(True)
    full = _export(viewed, tmp_path / "b.png", wait)
    assert np.abs(full[595:605, 310:890].astype(int) - plain[595:605, 310:890]).max() > 60
    assert np.abs(full[20:60, 20:300].astype(int) - plain[20:60, 20:300]).max() > 60


def test_a_small_picture_is_enlarged_for_its_words(viewed, wait, tmp_path):
    path = write_dicom(tmp_path / "small.dcm", np.zeros((50, 64), np.uint16))
    viewed.parts.opening.open([path])
    wait(lambda: viewed.parts.grid.rowCount() == 1 and viewed.parts.grid.row_at(0).key.path == path)
    viewed.parts.navigation.open(viewed.parts.grid.row_at(0).key)
    wait(lambda: viewed.window.view_page.image.image is not None)
    wait(lambda: viewed.window.view_page.image.image.key.path == path)
    assert _export(viewed, tmp_path / "a.png", wait).shape[1] == 64 * 16


def _chunks(content: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(content):
        length, kind = struct.unpack_from(">L4s", content, at)
        found.append(kind)
        at += 12 + length
    return found


def test_the_file_holds_pixels_alone(viewed, wait, tmp_path):
    _export(viewed, tmp_path / "a.png", wait)
    content = (tmp_path / "a.png").read_bytes()
    assert set(_chunks(content)) <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}
    assert b"Quirrenbach" not in content


def test_with_the_identity_hidden_the_name_is_on_no_picture_and_in_no_suggestion(viewed, wait, tmp_path):
    viewed.window.view_page.image.set_corners_visible(True)
    named = _export(viewed, tmp_path / "a.png", wait)
    wait(lambda: viewed.window.messages.sentences())
    viewed.window.actions_.hide_identity.trigger()
    assert viewed.window.messages.sentences()[0].startswith("The picture is written. It names the patient")
    hidden = _export(viewed, tmp_path / "b.png", wait)
    assert (named[:120, :400] != hidden[:120, :400]).any()
    wait(lambda: viewed.window.messages.sentences() == ["The picture is written."])
    viewed.window.actions_.export_picture.trigger()
    dialogue = viewed.window.findChild(QFileDialog)
    assert "full resolution" in dialogue.windowTitle()
    assert dialogue.selectedFiles()[0].endswith("/image-1.png")
    dialogue.reject()


def test_a_switch_turned_while_it_is_drawn_still_hides(viewed, wait, tmp_path, monkeypatch):
    """The words are written last, so that they follow the switch and not what it was when the key was pressed."""
    viewed.window.view_page.image.set_corners_visible(True)
    drawn = picturing._draw(viewed.parts.shown_picture.take_snapshot())
    identity.set_hidden(True)
    sheet = picturing._finished(drawn)
    identity.set_hidden(False)
    shown = picturing._finished(picturing._draw(viewed.parts.shown_picture.take_snapshot()))
    assert sheet != shown


def test_the_key_copies_the_picture(viewed, wait, qtbot):
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(viewed.window, Qt.Key.Key_C, control_shift)
    wait(lambda: not QGuiApplication.clipboard().image().isNull())
    assert QGuiApplication.clipboard().image().width() == _COLUMNS
    assert viewed.window.messages.sentences() == ["The picture is on the clipboard."]


def test_a_place_that_cannot_be_written_is_told(viewed, wait, tmp_path):
    viewed.parts.picture_export.export(tmp_path / "absent" / "a.png", viewed.parts.shown_picture.take_snapshot())
    wait(lambda: viewed.window.messages.sentences())
    assert viewed.window.messages.sentences()[0].startswith("a.png: The folder does not exist")


def test_the_grid_has_no_picture_to_export(viewed):
    viewed.parts.navigation.show_grid()
    assert not viewed.window.actions_.export_picture.isEnabled()
    assert not viewed.window.actions_.copy_picture.isEnabled()
