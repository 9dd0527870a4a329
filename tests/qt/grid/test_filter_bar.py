"""The line above the grid says what is asked for and asks for what is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from xray_desktop.qt.grid.filter_bar import FilterBar
from xray_desktop.study.arrangement import Arrangement, Order, Show


@pytest.fixture
def bar(qtbot):
    made = FilterBar()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def asked(bar):
    heard = []
    bar.asked.connect(lambda *what: heard.append(what))
    return heard


def choose(qtbot, box, value):
    """Choose an entry with the keyboard, as the user does."""
    box.setFocus()
    steps = box.findData(value) - box.currentIndex()
    for _ in range(abs(steps)):
        qtbot.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)


def test_choosing_asks_for_the_same_with_one_change(bar, asked, qtbot):
    choose(qtbot, bar.order, Order.PROBABILITY)
    assert asked[-1] == (Order.PROBABILITY, Show.ALL, "")
    choose(qtbot, bar.show_only, Show.FAILED)
    assert asked[-1] == (Order.PROBABILITY, Show.FAILED, "")


def test_typing_asks_once_after_a_pause(bar, asked, qtbot):
    bar.search.setFocus()
    qtbot.keyClicks(bar.search, " smith ")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [(Order.SCAN, Show.ALL, "smith")]


def test_showing_an_arrangement_asks_for_nothing(bar, qtbot):
    with qtbot.assertNotEmitted(bar.asked, wait=300):
        bar.set_arrangement(Arrangement(Order.NAME, Show.BELOW, "x"))
    assert bar.order.currentData() == Order.NAME
    assert bar.show_only.currentData() == Show.BELOW
    assert bar.search.text() == "x"


@pytest.mark.parametrize(
    ("shown", "images", "words"),
    [(1, 1, "1 image"), (5216, 5216, "5,216 images"), (12, 5216, "12 of 5,216 images")],
)
def test_the_count_says_how_many_are_shown(bar, shown, images, words):
    bar.set_count(shown, images)
    assert bar.count.text() == words
