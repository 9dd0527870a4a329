"""The grid on the screen: what is visible, keys, and finding the place again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt

from tests.support.rows import put, row, rows
from xray_desktop.qt import theme
from xray_desktop.qt.grid.cache import ThumbnailCache
from xray_desktop.qt.grid.cell import cell_size
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.grid.view import GridView
from xray_desktop.study.arrangement import Arrangement, Order, Show
from xray_desktop.study.study import Study


@pytest.fixture
def study():
    return Study()


@pytest.fixture
def model(qapp, study):
    return GridModel(study)


@pytest.fixture
def view(model, qtbot):
    made = GridView(model, ThumbnailCache())
    qtbot.addWidget(made)
    made.resize(880, 620)
    with qtbot.waitExposed(made):
        made.show()
    return made


def on_screen(view, model):
    screen = view.viewport().rect()
    return [place for place in range(model.rowCount()) if view.visualRect(model.index(place, 0)).intersects(screen)]


@pytest.mark.parametrize("scroll", [0, 1, 251, 252, 1000, 10**6])
def test_the_visible_places_are_those_that_qt_draws(view, model, study, qtbot, scroll):
    put(study, rows(101))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 1000)
    view.verticalScrollBar().setValue(scroll)
    assert list(view.visible_places()) == on_screen(view, model)


def test_a_click_hits_the_cell_that_is_painted_there(view, model, study, qtbot):
    put(study, rows(30))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 100)
    view.verticalScrollBar().setValue(77)
    for place in view.visible_places():
        assert view.visualRect(model.index(place, 0)).center() == view.cell_at(place).center()


def ringed(view):
    """List the visible places whose cell has the accent's ring on its upper edge."""
    picture = view.viewport().grab().toImage()
    accent = theme.colour("accent")
    across = range(theme.SPACE.l, cell_size().width() - theme.SPACE.l)
    tops = {place: view.cell_at(place).topLeft() + QPoint(0, theme.SPACE.xs) for place in view.visible_places()}
    return [
        place for place, top in tops.items() if any(picture.pixelColor(top + QPoint(x, 0)) == accent for x in across)
    ]


def test_the_image_that_the_panels_speak_of_is_marked_even_where_it_is_not_selected(view, model, study, qtbot):
    put(study, rows(8))
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    # Qt goes to the first one, and selects none.
    assert view.current_key() == model.row_at(0).key
    assert view.selected_keys() == []
    assert ringed(view) == [0]
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.selected_keys() == [model.row_at(1).key]
    assert ringed(view) == [1]
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.current_key() == model.row_at(2).key
    assert ringed(view) == [1, 2]


def test_selecting_all_asks_for_the_place_of_no_cell(model, study, qtbot):
    asked = []

    class Watched(GridView):
        def visualRect(self, index):  # noqa: N802 - Qt's own name
            asked.append(index.row())
            return super().visualRect(index)

    view = Watched(model, ThumbnailCache())
    qtbot.addWidget(view)
    view.resize(880, 620)
    with qtbot.waitExposed(view):
        view.show()
    put(study, rows(3000))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 10_000)
    asked.clear()
    with qtbot.waitSignal(view.selection_changed):
        view.selectAll()
    assert len(view.selected_keys()) == 3000
    assert len(asked) < 50


def test_selected_images_are_listed_in_the_order_in_which_they_are_shown(view, model, study, qtbot):
    put(study, rows(9))
    study.arrange(Arrangement(order=Order.PROBABILITY))
    for place in (7, 2, 3, 0):
        view.selectionModel().select(model.index(place, 0), QItemSelectionModel.SelectionFlag.Select)
    assert view.selected_keys() == [model.row_at(place).key for place in (0, 2, 3, 7)]


def test_a_narrow_grid_has_one_column(view, model, study, qtbot):
    put(study, rows(5))
    view.resize(150, 620)
    assert view.columns == 1
    qtbot.waitUntil(lambda: list(view.visible_places()) == on_screen(view, model))


def test_other_rows_on_the_screen_are_announced_once(view, model, study, qtbot):
    with qtbot.waitSignal(view.moved):
        put(study, rows(500))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 1000)
    moves = []
    view.moved.connect(lambda: moves.append(view.visible_places()))
    for value in range(0, 1000, 10):
        view.verticalScrollBar().setValue(value)
    qtbot.waitUntil(lambda: bool(moves))
    assert len(moves) == 1


def test_arrow_keys_select_and_enter_opens(view, model, study, qtbot):
    put(study, rows(12))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current_key() == row(5).key
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [row(5).key]


def test_double_click_opens(view, model, study, qtbot):
    put(study, rows(12))
    qtbot.waitUntil(lambda: not view.visualRect(model.index(6, 0)).isEmpty())
    place = view.visualRect(model.index(6, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [row(6).key]


def test_a_screen_reader_follows_the_outcome_of_the_selected_image(view, model, study):
    put(study, rows(3))
    view.go_to(row(1).key)
    assert view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "film-1.jpeg: Not scored yet"
    put(study, [row(1, probability=0.9)])
    assert view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "film-1.jpeg: Probability 0.90"


def test_results_repaint_only_the_cells_that_are_on_the_screen(view, model, study, qtbot):
    put(study, rows(200))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 5000)
    qtbot.wait(50)
    painted = []
    view.paintEvent = lambda event: painted.append(event.region().boundingRect())
    put(study, [row(number, probability=0.9) for number in range(100, 200)])
    qtbot.wait(50)
    assert not painted
    put(study, [row(1, probability=0.9)])
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == [view.cell_at(1)]


def test_selecting_announces_the_image(view, model, study, qtbot):
    put(study, rows(3))
    with qtbot.waitSignal(view.current_changed) as changed:
        view.go_to(row(2).key)
    assert changed.args == [row(2).key]


def test_sorting_keeps_the_selected_image_selected_and_on_the_screen(view, model, study, qtbot):
    put(study, [row(number, probability=number / 5000) for number in range(3000)])
    view.go_to(row(5).key)
    study.arrange(replace(study.arrangement, order=Order.PROBABILITY))
    assert view.current_key() == row(5).key
    assert view.currentIndex().row() == 2994
    qtbot.waitUntil(lambda: 2994 in view.visible_places())


def test_a_filter_that_hides_the_selected_image_deselects_it(view, model, study, qtbot):
    put(study, [row(0, probability=0.1), row(1, probability=0.9)])
    view.go_to(row(0).key)
    with qtbot.waitSignal(view.current_changed) as changed:
        study.arrange(replace(study.arrangement, show=Show.AT_OR_ABOVE))
    assert changed.args == [None]
    assert view.current_key() is None


def test_new_results_do_not_move_what_is_looked_at(view, model, study, qtbot):
    study.arrange(replace(study.arrangement, show=Show.NOT_SCORED))
    put(study, rows(400))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 10_000)
    view.verticalScrollBar().setValue(5050)
    looked_at = model.row_at(view.visible_places().start)
    put(study, [row(number, probability=0.5) for number in range(40)])
    study.rearrange()
    qtbot.waitUntil(lambda: model.row_at(view.visible_places().start) == looked_at)


def test_forgetting_the_rows_leaves_an_empty_grid(view, model, study, qtbot):
    put(study, rows(300))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 5000)
    view.go_to(row(200).key)
    with qtbot.waitSignal(view.current_changed) as changed:
        study.forget()
    assert changed.args == [None]
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    assert not view.visible_places()


def test_a_selected_cell_has_a_ring_in_the_accent_colour(view, model, study, qtbot):
    put(study, rows(2))
    view.go_to(row(1).key)
    qtbot.waitUntil(lambda: not view.visualRect(model.index(1, 0)).isEmpty())
    picture = view.viewport().grab().toImage()
    cell = view.visualRect(model.index(1, 0))
    left = cell.left() + 4
    ring = picture.pixelColor(QPoint(left, cell.center().y()))
    assert ring.name() == "#4c8dff"
    other = view.visualRect(model.index(0, 0))
    assert picture.pixelColor(QPoint(other.left() + 4, other.center().y())).name() != "#4c8dff"
