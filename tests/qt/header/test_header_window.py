"""The header browser: folded and unfolded, searched and copied by mouse and keyboard, never a value too much."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.data import get_testdata_file
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from xray_desktop.imaging.header_reader import read_header
from xray_desktop.imaging.header_table import HeaderRow, HeaderRows, HeaderTable
from xray_desktop.qt.header import HeaderWindow
from xray_desktop.qt.header.model import Column, HeaderModel
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.headers import BrowsedHeader, find_ends, find_rows

_LEVELS = (0, 0, 1, 2, 2, 1, 2, 0)
"""Two elements, the second a sequence of two items, and a third."""


def _browsed(rows):
    kept = HeaderRows.of(rows)
    return BrowsedHeader(HeaderTable("DICOM", kept), find_ends(kept.levels))


def _small():
    return _browsed([HeaderRow(level, f"row {place}", f"value {place}") for place, level in enumerate(_LEVELS)])


def _names(model):
    return [model.row_at(line).name for line in range(model.rowCount())]


def _found(window, text):
    window.show_found(find_rows(window.model.header, text, window.model.mask, CancellationToken()))


@pytest.fixture
def window(qtbot):
    shown = HeaderWindow()
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_the_model_keeps_qts_rules_while_it_folds(qtbot):
    model = HeaderModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_header(_small())
    assert model.rowCount() == 8
    model.set_open(1, False)
    assert _names(model) == ["row 0", "row 1", "row 7"]
    model.set_open(1, True)
    model.set_open(2, False)
    assert _names(model) == ["row 0", "row 1", "row 2", "row 5", "row 6", "row 7"]
    model.set_open(1, False)
    model.set_open(1, True)
    assert _names(model) == ["row 0", "row 1", "row 2", "row 5", "row 6", "row 7"]
    model.set_found((1, 5, 6))
    assert _names(model) == ["row 1", "row 5", "row 6"]
    model.set_found(None)
    assert model.rowCount() == 6
    del tester


def test_arrow_keys_walk_the_tree(window, qtbot):
    window.show_header(_small())
    table = window.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.currentIndex().row() == 3
    qtbot.keyClick(table, Qt.Key.Key_Left)
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert _names(window.model) == ["row 0", "row 1", "row 2", "row 5", "row 6", "row 7"]
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.model.rowCount() == 8


def test_a_click_on_the_chevron_folds(window, qtbot):
    window.show_header(_small())
    place = window.table.visualRect(window.model.index(1, 0))
    spot = place.topLeft()
    spot.setX(place.left() + 10)
    spot.setY(place.center().y())
    qtbot.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.model.rowCount() == 3


def test_matches_are_shown_with_what_is_above_them(window):
    window.show_header(_small())
    _found(window, "value 6")
    assert _names(window.model) == ["row 1", "row 5", "row 6"]
    assert window.count.text() == "1 of 8 rows fit"
    _found(window, "nothing of the kind")
    assert window.pages.currentWidget() is window.sentence


@pytest.mark.parametrize(
    "text", ["patientid", "(0010,0020)", "00100020", "0010,0020", "patient id", "1ct1", "1CT1 patient"]
)
def test_search_takes_keyword_tag_number_and_value(text):
    table = read_header(Path(get_testdata_file("CT_small.dcm")))
    header = _browsed(table.rows)
    found = find_rows(header, text, "", CancellationToken())
    assert "PatientID" in [header.rows[place].keyword for place in found.places]


def test_a_hidden_value_is_neither_shown_nor_found_nor_copied(window, qtbot):
    table = read_header(Path(get_testdata_file("CT_small.dcm")))
    window.show_header(_browsed(table.rows))
    window.set_identity_hidden(True)
    line = _names(window.model).index("Patient's Name")
    assert window.model.index(line, Column.VALUE).data() == "hidden"
    assert window.model.index(line, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Patient's Name, hidden"
    window.table.selectRow(line)
    qtbot.keyClick(window.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "CompressedSamples" not in QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().text().startswith("(0010,0010)\tPN\tPatient's Name")
    assert QGuiApplication.clipboard().text().endswith("\thidden")
    found = find_rows(window.model.header, "CompressedSamples", window.model.mask, CancellationToken())
    assert not found.matches


def test_rows_and_values_are_copied(window, qtbot):
    window.show_header(_browsed([HeaderRow(0, "KVP", "125", 0x00180060, "KVP", "DS", 1, 4)]))
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "(0018,0060)\tDS\tKVP\tKVP\t1\t4\t125"
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.table, Qt.Key.Key_C, control_shift)
    assert QGuiApplication.clipboard().text() == "125"


def test_the_search_field_asks_after_a_pause_and_escape_gives_it_up(window, qtbot):
    window.show_header(_small())
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    with qtbot.waitSignal(window.search_requested) as asked:
        qtbot.keyClicks(window.search, "row 6")
    assert asked.args == ["row 6"]
    with qtbot.waitSignal(window.search_requested) as asked:
        qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert asked.args == [""]
    assert window.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_hundred_thousand_rows_cost_what_is_on_the_screen(window, qtbot, monkeypatch):
    rows = [HeaderRow(0, f"row {place}", "value", place) for place in range(100_000)]
    asked = []
    data = HeaderModel.data
    monkeypatch.setattr(
        HeaderModel, "data", lambda self, index, role=0: asked.append(index.row()) or data(self, index, role)
    )
    window.show_header(_browsed(rows))
    window.table.scrollToBottom()
    qtbot.wait(50)
    assert window.model.rowCount() == 100_000
    assert max(asked) == 99_999
    assert len(set(asked)) < 200
    _found(window, "row 99999")
    assert _names(window.model) == ["row 99999"]


def test_a_search_ends_when_another_takes_its_place():
    token = CancellationToken()
    token.cancel()
    with pytest.raises(Exception, match="Stopped"):
        find_rows(_small(), "row", "", token)


def test_markup_in_a_value_stays_text(window):
    window.show_header(_browsed([HeaderRow(0, "Comment", "<b>bold</b>")]))
    assert window.model.index(0, Column.VALUE).data() == "<b>bold</b>"
