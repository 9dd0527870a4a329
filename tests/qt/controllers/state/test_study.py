"""What happens to fifty thousand images happens in parts, and nothing that comes meanwhile is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.rows import row, rows
from tests.support.studies import many_jpegs
from xray_desktop.qt.controllers.state.study import ROWS_AT_ONCE, StudyController
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.runtime.threads import Bridge
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.study.arrangement import Arrangement, Order
from xray_desktop.study.result import ImageResult, Status
from xray_desktop.study.row import RowState, SecondScore

ROWS = 4 * ROWS_AT_ONCE + 7


@pytest.fixture
def grid(qapp):
    return GridModel()


@pytest.fixture
def study(grid, tmp_path):
    with ThreadPoolExecutor(1) as executor:
        made = StudyController(grid, SessionFolder(tmp_path / "sessions"), executor, Bridge(pytest.fail))
        yield made
        made.close()


@pytest.fixture
def parts(grid):
    """How many rows each change that Qt hears of reaches over."""
    heard = []
    grid.dataChanged.connect(lambda first, last: heard.append(last.row() - first.row() + 1))
    return heard


def settled(study):
    return not study._changing


def test_another_model_takes_the_scores_back_in_parts(study, grid, parts, qtbot):
    grid.add(rows(ROWS, probability=0.7))
    study.forget_results()
    assert 0 < grid.tally.counts(0.5).waiting <= ROWS_AT_ONCE
    qtbot.waitUntil(lambda: settled(study))
    assert max(parts) <= ROWS_AT_ONCE
    assert grid.tally.counts(0.5).waiting == ROWS


def test_a_score_of_the_new_model_outlives_the_taking_back_of_the_old_ones(study, grid, qtbot):
    grid.add(rows(ROWS, probability=0.7))
    study.forget_results()
    last = grid.rows[-1].key
    study.take_results([ImageResult(last, Status.SCORED, probability=0.2)])
    study.take_unreadable(grid.rows[-2].key, "It ends too early.")
    qtbot.waitUntil(lambda: settled(study))
    assert grid.row_of(last).probability == 0.2
    assert grid.tally.counts(0.5).below == 1
    assert grid.rows[-2].sentence == "It ends too early."
    assert grid.tally.counts(0.5).waiting == ROWS - 2


def test_what_two_models_say_stays_whichever_comes_while_rows_still_wait_for_their_turn(study, grid, qtbot):
    grid.add(rows(ROWS))
    keys = [each.key for each in grid.rows]
    study.take_results([ImageResult(key, Status.SCORED, probability=0.7) for key in keys])
    study.take_second({key: SecondScore(0.1, 0.5) for key in keys})
    qtbot.waitUntil(lambda: settled(study))
    counts = grid.tally.counts(0.5)
    assert counts.disagree == ROWS


def test_another_study_ends_the_changes_of_the_one_before(study, grid, qtbot, tmp_path):
    grid.add(rows(ROWS, probability=0.7))
    study.forget_results()
    many_jpegs(tmp_path / "study", 3)
    study.open([tmp_path / "study"])
    assert settled(study)
    with qtbot.waitSignal(study.walk_finished):
        pass
    assert grid.rowCount() == 3


def test_what_was_stopped_waits_again(study, grid, qtbot):
    grid.add([row(number, state=RowState.CANCELLED) for number in range(ROWS)])
    study.reopen_cancelled()
    qtbot.waitUntil(lambda: settled(study))
    assert grid.tally.counts(0.5).waiting == ROWS


def test_the_walk_ends_after_its_last_file_is_shown(study, grid, qtbot, tmp_path):
    many_jpegs(tmp_path / "study", 5000, side=64)
    added, shown_at_end = [], []
    grid.rowsInserted.connect(lambda _parent, first, last: added.append(last - first + 1))
    study.walk_finished.connect(lambda _summary: shown_at_end.append(grid.rowCount()))
    study.open([tmp_path / "study"])
    qtbot.waitUntil(lambda: bool(shown_at_end), timeout=30_000)
    assert shown_at_end == [5000]
    assert max(added) <= 2000


def test_a_walk_in_another_order_is_sorted_soon_and_seldom(study, grid, qtbot, tmp_path):
    grid.set_arrangement(Arrangement(order=Order.NAME))
    many_jpegs(tmp_path / "study" / "b", 2000, side=64)
    many_jpegs(tmp_path / "study" / "a", 2000, side=64)
    study.open([tmp_path / "study"])
    sorted_rows = []
    grid.rearranged.connect(sorted_rows.append)

    def is_sorted():
        names = [grid.row_at(place).name for place in range(grid.rowCount())]
        return len(names) == 4000 and names == sorted(names)

    qtbot.waitUntil(is_sorted, timeout=30_000)
    assert len(sorted_rows) < 20
