"""The item model keeps Qt's rules while rows are added, change and are arranged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.support.rows import HALF, files_of, put, row, rows
from xray_desktop.findings.finding import Threshold
from xray_desktop.imaging.image import InstanceInfo
from xray_desktop.imaging.thumbnails import Thumbnail
from xray_desktop.qt.grid import phrases
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.study.arrangement import Arrangement, Order, Show
from xray_desktop.study.branch import folder_branch
from xray_desktop.study.result import Role
from xray_desktop.study.row import RowState
from xray_desktop.study.study import Study


@pytest.fixture
def study():
    return Study()


@pytest.fixture
def model(qapp, study):
    made = GridModel(study)
    # Fails the test with the broken rule's place in Qt's source.
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return made


def with_frames(number, frames):
    """Make the thumbnail of a file that turns out to have several frames."""
    return Thumbnail(row(number).key, np.zeros((8, 8), np.uint8), 8, 8, frames, InstanceInfo(), False)


def shown(model):
    return [model.row_at(place).order for place in range(model.rowCount())]


def test_rows_are_shown_as_they_are_found(model, study, qtbot):
    with qtbot.waitSignal(model.rowsInserted) as inserted:
        put(study, rows(3))
    assert inserted.args[1:] == [0, 2]
    assert shown(model) == [(0, 0), (1, 0), (2, 0)]
    assert model.row_at(1) == row(1)


def test_an_image_that_is_already_here_is_left_alone(model, study):
    put(study, [row(0, probability=0.7)])
    study.add(files_of([row(0), row(1)]))
    assert model.row_at(0).probability == 0.7
    assert model.rowCount() == 2


def test_further_frames_stand_behind_the_first(model, study):
    put(study, rows(3))
    study.take_thumbnail(with_frames(1, 3))
    assert shown(model) == [(0, 0), (1, 0), (1, 1), (1, 2), (2, 0)]
    assert [model.place_of(model.row_at(place).key) for place in range(5)] == list(range(5))


def test_many_results_are_told_of_once(model, study, qtbot):
    put(study, rows(10))
    changes = []
    model.dataChanged.connect(lambda first, last: changes.append((first.row(), last.row())))
    put(study, [row(7, probability=0.9), row(2, probability=0.1)])
    assert changes == [(2, 7)]
    assert model.row_at(7).probability == 0.9
    assert study.counts.at_or_above == 1


def test_filtered_rows_come_back_when_the_filter_is_lifted(model, study):
    put(study, [row(0, probability=0.9), row(1, probability=0.1), row(2)])
    study.arrange(Arrangement(show=Show.AT_OR_ABOVE))
    assert shown(model) == [(0, 0)]
    assert model.place_of(row(1).key) is None
    assert model.row_of(row(1).key) is not None
    study.arrange(Arrangement())
    assert model.rowCount() == 3


def test_moving_the_threshold_moves_rows_only_where_the_filter_asks_for_it(model, study, qtbot):
    put(study, [row(0, probability=0.4), row(1, probability=0.6)])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        study.set_threshold(Role.FIRST, Threshold(0.3))
    study.arrange(replace(study.arrangement, show=Show.AT_OR_ABOVE))
    assert model.rowCount() == 2
    study.set_threshold(Role.FIRST, Threshold(0.5))
    assert shown(model) == [(1, 0)]


def test_results_rearrange_only_when_asked(model, study):
    study.arrange(Arrangement(order=Order.PROBABILITY))
    put(study, rows(3))
    put(study, [row(2, probability=0.8), row(0, probability=0.2)])
    assert shown(model) == [(0, 0), (1, 0), (2, 0)]
    study.rearrange()
    assert shown(model) == [(2, 0), (0, 0), (1, 0)]


def test_new_rows_take_their_place_in_any_order(model, study):
    study.arrange(Arrangement(order=Order.NAME))
    put(study, [row(5)])
    put(study, [row(2)])
    assert [model.row_at(place).name for place in range(2)] == ["film-2.jpeg", "film-5.jpeg"]


def test_a_walk_that_is_not_shown_in_scan_order_sorts_seldom(model, study, qtbot):
    study.arrange(Arrangement(order=Order.NAME))
    sorted_anew = []
    model.rearranged.connect(sorted_anew.append)
    backwards = list(reversed(rows(1000)))
    for first in range(0, 1000, 10):
        put(study, backwards[first : first + 10])
        assert model.rowCount() == first + 10
    assert len(sorted_anew) < 25
    assert study.wants_rearranging
    study.rearrange()
    names = [model.row_at(place).name for place in range(1000)]
    assert names == [f"film-{number}.jpeg" for number in range(1000)]
    assert not study.wants_rearranging


def test_places_are_right_after_any_mix_of_new_files_and_frames(model, study):
    put(study, rows(4))
    assert model.place_of(row(3).key) == 3
    study.take_thumbnail(with_frames(1, 2))
    study.take_thumbnail(with_frames(3, 2))
    put(study, [row(4)])
    places = [model.place_of(model.row_at(place).key) for place in range(model.rowCount())]
    assert places == list(range(7))


def test_clearing_forgets_the_folder_and_the_text_but_not_the_order(model, study):
    put(study, rows(2, folder="a"))
    study.arrange(Arrangement(order=Order.NAME, text="film", branch=folder_branch("a")))
    study.forget()
    assert model.rowCount() == 0
    assert study.arrangement == Arrangement(order=Order.NAME)
    assert study.counts.images == 0


def test_the_selected_row_can_be_spoken(model, study, qtbot):
    put(study, rows(2))
    with qtbot.assertNotEmitted(model.dataChanged):
        model.set_spoken(1, "film-1.jpeg: Not scored yet")
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "film-1.jpeg: Not scored yet"


def test_the_tool_tip_shows_a_name_that_looks_like_html_as_it_is():
    tip = phrases.tool_tip(row(0, name="<b>x</b> & y", state=RowState.FAILED, sentence="It is <broken>."), HALF)
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in tip
    assert "It is &lt;broken&gt;." in tip


def test_a_screen_reader_hears_name_and_outcome():
    said = [
        phrases.spoken(each, HALF)
        for each in (row(0, probability=0.931), row(1), row(2, state=RowState.FAILED, sentence="It ends too early."))
    ]
    assert said == [
        "film-0.jpeg: Probability 0.93",
        "film-1.jpeg: Not scored yet",
        "film-2.jpeg: It ends too early.",
    ]
