"""The threshold moves by mouse, keys, figure and operating point, and shows what others set."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from xray_desktop.findings.finding import CUSTOM, Threshold
from xray_desktop.qt import theme
from xray_desktop.qt.threshold_bar.bar import Mark, ThresholdBar
from xray_desktop.study.counts import Counts

MARKS = (Mark("balanced", 0.6213, "It balances."), Mark("high-sensitivity", 0.2))


@pytest.fixture
def bar(qtbot):
    made = ThresholdBar()
    qtbot.addWidget(made)
    made.set_operating_points(MARKS)
    made.resize(700, 80)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def moves(bar):
    heard = []
    bar.moved.connect(heard.append)
    return heard


def test_showing_a_threshold_asks_for_nothing(bar, moves):
    bar.set_threshold(Threshold(0.6213, "balanced"))
    assert (bar.slider.value(), bar.figure.value(), bar.points.currentData()) == (62, 0.62, "balanced")
    bar.set_threshold(Threshold(0.1))
    assert bar.points.currentData() == CUSTOM
    assert not moves


def test_nothing_can_be_moved_without_a_model(qtbot, moves, bar):
    bar.set_operating_points(())
    assert not bar.isEnabled()
    bar.set_operating_points(MARKS)
    assert bar.isEnabled()


def test_dragging_moves_all_the_way_to_both_ends(bar, moves, qtbot):
    slider, middle = bar.slider, bar.slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, middle))
    assert moves[-1] == pytest.approx(0.5, abs=0.02)
    qtbot.mouseMove(slider, QPoint(slider.width() + 50, middle))
    assert moves[-1] == 1.0
    qtbot.mouseMove(slider, QPoint(-50, middle))
    assert moves[-1] == 0.0
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(-50, middle))
    count = len(moves)
    qtbot.mouseMove(slider, QPoint(slider.width() // 2, middle))
    assert len(moves) == count


def test_keys_take_small_and_large_steps(bar, moves, qtbot):
    bar.set_threshold(Threshold(0.5))
    bar.slider.setFocus()
    for key, expected in ((Qt.Key.Key_Right, 0.51), (Qt.Key.Key_Left, 0.5), (Qt.Key.Key_PageUp, 0.6)):
        qtbot.keyClick(bar.slider, key)
        assert moves[-1] == expected
    qtbot.keyClick(bar.slider, Qt.Key.Key_End)
    assert moves[-1] == 1.0


def test_a_figure_can_be_typed(bar, moves, qtbot):
    bar.figure.setFocus()
    bar.figure.selectAll()
    qtbot.keyClicks(bar.figure, "0.37")
    qtbot.keyClick(bar.figure, Qt.Key.Key_Return)
    assert moves[-1] == 0.37


def test_choosing_an_operating_point_names_it(bar, moves, qtbot):
    bar.set_threshold(Threshold(0.6213, "balanced"))
    bar.points.setFocus()
    with qtbot.waitSignal(bar.operating_point_chosen) as chosen:
        qtbot.keyClick(bar.points, Qt.Key.Key_Down)
    assert chosen.args == ["high-sensitivity"]
    qtbot.keyClick(bar.points, Qt.Key.Key_Down)
    assert moves == [0.62]


def test_operating_points_say_what_they_do(bar):
    assert bar.points.itemText(1) == "High sensitivity"
    assert bar.points.itemData(0, Qt.ItemDataRole.ToolTipRole) == "It balances."


def test_counts_stand_on_their_sides(bar):
    bar.set_counts(Counts(images=5, at_or_above=2, below=3))
    assert (bar._below.text(), bar._above.text()) == ("3 below", "2 at or above")
    bar.set_counts(Counts(images=5, waiting=5))
    assert (bar._below.text(), bar._above.text()) == ("", "")


def test_bars_take_the_colour_of_their_side(bar):
    bar.set_threshold(Threshold(0.5))
    bar.slider.set_histogram([1] * 50)
    picture = bar.slider.grab().toImage()
    height = bar.slider.height() - 8 - 4
    below = picture.pixelColor(bar.slider.width() // 4, height)
    above = picture.pixelColor(bar.slider.width() * 3 // 4, height)
    negative, positive = theme.colour("negative"), theme.colour("positive")
    assert abs(below.hue() - negative.hue()) < 25
    assert abs(above.hue() - positive.hue()) < 25
