"""What happens to fifty thousand images happens in parts, and nothing that comes meanwhile is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.rows import files_of, put, rows, scored_by
from tests.support.studies import many_jpegs
from xray_desktop.findings.finding import Threshold
from xray_desktop.qt.controllers.state.study import StudyController
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.study.arrangement import Arrangement, Order
from xray_desktop.study.result import ImageResult, Role, Status
from xray_desktop.study.study import ROWS_AT_ONCE, Study

ROWS = 4 * ROWS_AT_ONCE + 7


@pytest.fixture
def study():
    return Study()


@pytest.fixture
def grid(qapp, study):
    return GridModel(study)


@pytest.fixture
def controller(study, grid, tmp_path):
    with ThreadPoolExecutor(1) as executor:
        lifetime = Lifetime()
        background = Background(executor, lifetime, pytest.fail)
        yield StudyController(study, SessionFolder(tmp_path / "sessions"), background)
        lifetime.end()


@pytest.fixture
def parts(grid):
    """How many rows each change that Qt hears of reaches over."""
    heard = []
    grid.dataChanged.connect(lambda first, last: heard.append(last.row() - first.row() + 1))
    return heard


def results(count, probability, status=Status.SCORED):
    return [ImageResult(each.key, status, scores=(probability,)) for each in rows(count)]


def test_results_of_a_whole_study_are_shown_in_parts(study, controller, parts, qtbot):
    put(study, rows(ROWS))
    parts.clear()
    study.take_results(results(ROWS, 0.7))
    assert study.counts.waiting == ROWS - ROWS_AT_ONCE
    qtbot.waitUntil(lambda: not study.has_pending)
    assert max(parts) <= ROWS_AT_ONCE
    assert study.counts.at_or_above == ROWS


def test_the_answers_of_another_second_model_are_held_against_its_line_in_parts(study, controller, parts, qtbot):
    put(study, rows(ROWS, probability=0.7))
    study.assign(Role.SECOND, scored_by("b" * 64))
    study.take_results(results(ROWS, 0.4), Role.SECOND)
    qtbot.waitUntil(lambda: not study.has_pending)
    parts.clear()
    study.set_threshold(Role.SECOND, Threshold(0.3))
    assert study.counts.disagree == 0
    qtbot.waitUntil(lambda: not study.has_pending)
    # That any row may be another is told once, and for the screen alone.
    assert max(parts[1:]) <= ROWS_AT_ONCE
    assert all(row.second.threshold == Threshold(0.3) for row in study.rows)


def test_rows_that_say_the_same_do_not_keep_the_others_waiting(study, controller, qtbot):
    put(study, rows(ROWS))
    said = results(ROWS, 0.7)
    study.take_results(said)
    qtbot.waitUntil(lambda: not study.has_pending)
    study.take_results(said)
    assert study.has_pending
    qtbot.waitUntil(lambda: not study.has_pending)


def test_another_model_takes_all_scores_back_at_once(study, grid, controller, qtbot):
    put(study, rows(ROWS, probability=0.7))
    told = []
    grid.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    study.assign(Role.FIRST, scored_by("b" * 64))
    assert told == [(0, ROWS - 1)]
    assert study.counts.waiting == ROWS
    assert {grid.row_at(place).probability for place in range(ROWS)} == {None}


def test_what_two_models_say_stays_whichever_comes_while_rows_still_wait_for_their_turn(study, controller, qtbot):
    put(study, rows(ROWS))
    study.assign(Role.SECOND, scored_by("b" * 64))
    study.take_results(results(ROWS, 0.7))
    study.take_results(results(ROWS, 0.1), Role.SECOND)
    qtbot.waitUntil(lambda: not study.has_pending)
    assert study.counts.disagree == ROWS


def test_another_study_ends_the_changes_of_the_one_before(study, grid, controller, qtbot, tmp_path):
    put(study, rows(ROWS))
    study.take_results(results(ROWS, 0.7))
    many_jpegs(tmp_path / "study", 3)
    controller.open([tmp_path / "study"])
    assert not study.has_pending
    with qtbot.waitSignal(controller.walk_finished):
        pass
    assert grid.rowCount() == 3


def test_what_was_stopped_waits_again(study, controller, qtbot):
    put(study, rows(ROWS))
    study.take_results([ImageResult(each.key, Status.CANCELLED) for each in rows(ROWS)])
    qtbot.waitUntil(lambda: not study.has_pending)
    assert study.reopen_cancelled() == files_of(rows(ROWS))
    qtbot.waitUntil(lambda: not study.has_pending)
    assert study.counts.waiting == ROWS


def test_the_walk_ends_after_its_last_file_is_shown(study, grid, controller, qtbot, tmp_path):
    many_jpegs(tmp_path / "study", 5000, side=64)
    added, shown_at_end = [], []
    grid.rowsInserted.connect(lambda _parent, first, last: added.append(last - first + 1))
    controller.walk_finished.connect(lambda _summary: shown_at_end.append(grid.rowCount()))
    controller.open([tmp_path / "study"])
    qtbot.waitUntil(lambda: bool(shown_at_end), timeout=30_000)
    assert shown_at_end == [5000]
    assert max(added) <= 2000


def test_a_walk_in_another_order_is_sorted_soon_and_seldom(study, grid, controller, qtbot, tmp_path):
    study.arrange(Arrangement(order=Order.NAME))
    many_jpegs(tmp_path / "study" / "b", 2000, side=64)
    many_jpegs(tmp_path / "study" / "a", 2000, side=64)
    controller.open([tmp_path / "study"])
    sorted_rows = []
    grid.rearranged.connect(sorted_rows.append)

    def is_sorted():
        names = [grid.row_at(place).name for place in range(grid.rowCount())]
        return len(names) == 4000 and names == sorted(names)

    qtbot.waitUntil(is_sorted, timeout=30_000)
    assert len(sorted_rows) < 20
