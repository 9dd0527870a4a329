"""One study: who scored what, what follows from it, and what its observers are told."""

from __future__ import annotations

import threading
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.rows import files_of, put, row, rows, scored_by, settle
from xray_desktop.findings.finding import Threshold
from xray_desktop.imaging.image import ImageKey, InstanceInfo
from xray_desktop.imaging.scan.items import ScanFailure, ScannedFile
from xray_desktop.imaging.series_info import SeriesInfo
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.imaging.thumbnails import Thumbnail
from xray_desktop.study.arrangement import Arrangement, Order, Show
from xray_desktop.study.branch import FOLDERS, place_branch
from xray_desktop.study.changes import Forgotten, Rearranged, RoleChanged, RowsAdded, RowsChanged
from xray_desktop.study.result import ImageResult, Role, Status
from xray_desktop.study.row import RowState
from xray_desktop.study.study import ROWS_AT_ONCE, Study

FIRST, OTHER, SECOND = scored_by("a" * 64), scored_by("b" * 64), scored_by("c" * 64)
PLACE = SeriesInfo("Smith^John", "1", "19500101", "1.1", "20240102", "", "Chest", "1.1.1", 2, "PA", "DX")


@pytest.fixture
def study() -> Study:
    made = Study()
    made.assign(Role.FIRST, FIRST)
    return made


def results(numbers, probability, **fields):
    return [
        ImageResult(row(number).key, Status.SCORED, scores=(probability,), image_sha256="ab" * 32, **fields)
        for number in numbers
    ]


def told(study):
    changes = []
    study.observe(changes.append)
    return changes


# --- images ------------------------------------------------------------------------------------


def test_what_a_walk_finds_has_rows_in_scan_order(study):
    dicom = ScannedFile(Path("/study/a/1.dcm"), "a/1.dcm", FileKind.DICOM)
    failure = ScanFailure(Path("/study/locked"), "locked", "This folder cannot be opened.")
    study.add([*files_of([row(0)]), dicom])
    study.add([failure])
    assert [each.order for each in study.rows] == [(0, 0), (1, 0), (2, 0)]
    assert [each.state for each in study.rows] == [RowState.WAITING, RowState.WAITING, RowState.FAILED]
    assert study.rows[2].sentence == "This folder cannot be opened."
    assert [file.relative for file in study.files] == ["film-0.jpeg", "a/1.dcm"]
    assert (study.rows[1].name, study.rows[1].folder, study.rows[1].branch) == ("1.dcm", "a", ())
    assert study.row_of(ImageKey(Path("/elsewhere"))) is None
    assert study.counts.images == 3
    assert study.tree.count(()) == 3


def test_frames_join_with_their_files_result_and_all_share_its_name(study):
    put(study, rows(3))
    study.take_results(results([1], 0.7, frame_count=3))
    assert [each.order for each in study.rows][3:] == [(1, 1), (1, 2)]
    assert {each.name for each in study.rows[3:]} == {"film-1.jpeg"}
    assert [study.row_at(place).order for place in range(5)] == [(0, 0), (1, 0), (1, 1), (1, 2), (2, 0)]
    assert [each.state for each in study.rows[3:]] == [RowState.WAITING] * 2
    frame = ImageResult(ImageKey(row(1).key.path, 2), Status.SCORED, scores=(0.2,), frame_count=3)
    study.take_results([frame])
    assert study.score(frame.key) == 0.2


def test_a_thumbnail_brings_frames_and_tells_of_a_drawing(study):
    put(study, rows(2))
    assert not study.synthetic
    study.take_thumbnail(Thumbnail(row(1).key, np.zeros((8, 8), np.uint8), 8, 8, 2, InstanceInfo(), synthetic=True))
    assert study.synthetic
    assert [each.synthetic for each in study.rows] == [False, True, True]
    study.take_results(results([1], 0.7))
    study.assign(Role.FIRST, OTHER)
    assert study.row_of(row(1).key).synthetic, "that is said by the file, not by a model"


def test_an_unpacked_copy_is_known_by_its_way_through_the_archive(study):
    copy, origin = Path("/unpacked/copy.jpeg"), Path("/films.zip/film.jpeg")
    study.add([ScannedFile(copy, "films.zip/film.jpeg", FileKind.JPEG, origin)])
    assert study.origin(ImageKey(copy)) == origin
    assert study.copy_of(origin) == copy
    assert study.copy_of(Path("/other")) == Path("/other")


def test_a_header_that_is_read_puts_all_frames_into_the_tree_and_among_the_patients(study):
    study.add([ScannedFile(Path("/study/1.dcm"), "1.dcm", FileKind.DICOM)])
    key = ImageKey(Path("/study/1.dcm"))
    study.take_results([ImageResult(key, Status.SCORED, scores=(0.9,), frame_count=2)])
    earlier = replace(PLACE, study_instance_uid="1.0", study_date="20200102")
    study.take_places([(key.path, PLACE)])
    study.add([ScannedFile(Path("/study/0.dcm"), "0.dcm", FileKind.DICOM)])
    study.take_places([(Path("/study/0.dcm"), earlier)])
    assert study.tree.count(place_branch(PLACE)) == 2
    assert study.patients.priors(ImageKey(key.path, 1)) == [ImageKey(Path("/study/0.dcm"))]
    assert study.score(key) == 0.9
    study.assign(Role.FIRST, OTHER)
    assert study.row_of(key).place == PLACE, "a header outlives what a model says"


def test_a_file_of_no_patient_hangs_in_its_folder(study):
    study.add([ScannedFile(Path("/study/a/1.dcm"), "a/1.dcm", FileKind.DICOM)])
    study.take_places([(Path("/study/a/1.dcm"), None)])
    assert study.tree.count((*FOLDERS, "a")) == 1


def test_an_image_that_cannot_be_read_says_so_until_a_model_says_otherwise(study):
    put(study, rows(2))
    study.take_results(results([1], 0.7))
    for number in range(2):
        study.take_unreadable(row(number).key, "It ends too early.")
    assert [each.state for each in study.rows] == [RowState.FAILED, RowState.SCORED]
    study.take_results(results([0], 0.2))
    assert study.rows[0].sentence == ""
    assert study.counts.failed == 0


# --- roles -------------------------------------------------------------------------------------


def test_every_accessor_agrees_about_a_score(study):
    put(study, rows(1))
    study.take_results(results([0], 0.7))
    key = row(0).key
    assert study.score(key) == study.result(key).probability == study.row_of(key).probability == 0.7
    finding = study.finding(key)
    assert (finding.probability, finding.positive, finding.label) == (0.7, True, "PNEUMONIA")
    assert finding.threshold == FIRST.threshold
    for missing in (row(9).key, ImageKey(key.path, 4)):
        assert (study.score(missing), study.result(missing), study.finding(missing)) == (None, None, None)


def test_an_old_models_results_never_show_under_a_new_one(study):
    put(study, rows(3 * ROWS_AT_ONCE, probability=0.9))
    study.arrange(Arrangement(order=Order.PROBABILITY))
    seen = []
    study.observe(lambda _change: seen.append((study.counts.scored, {each.probability for each in study.rows})))
    study.assign(Role.FIRST, OTHER)
    assert {scored for scored, _ in seen} == {0}
    assert all(probabilities == {None} for _, probabilities in seen)
    assert study.results() == {}
    assert (study.score(row(0).key), study.finding(row(0).key)) == (None, None)
    assert sum(study.histogram(10)) == 0


def test_results_of_a_model_without_a_role_are_let_go(study):
    put(study, rows(2))
    study.take_results([replace(each, heatmap=np.ones((7, 7), np.float32)) for each in results(range(2), 0.9)])
    maps = [weakref.ref(each.heatmap) for each in study.results().values()]
    study.assign(Role.FIRST, OTHER)
    assert [each() for each in maps] == [None, None]
    study.assign(Role.FIRST, FIRST)
    assert study.results() == {}


def test_a_model_that_changes_its_role_keeps_what_it_said(study):
    put(study, rows(2, probability=0.9))
    study.assign(Role.SECOND, SECOND)
    study.take_results(results(range(2), 0.2), Role.SECOND)
    study.assign(Role.FIRST, SECOND)
    assert [each.probability for each in study.rows] == [0.2, 0.2]
    assert study.counts.below == 2


def test_beginning_anew_with_the_same_model_forgets_what_it_said(study):
    put(study, rows(2, probability=0.9))
    study.forget_results()
    assert [each.state for each in study.rows] == [RowState.WAITING] * 2
    assert study.counts.waiting == 2
    assert [file.path for file in study.unscored_files()] == [each.key.path for each in study.rows]


def test_without_a_model_nothing_is_taken():
    study = Study()
    study.add(files_of(rows(1)))
    study.take_results(results([0], 0.9))
    assert study.results() == {}
    assert (study.first, study.second, study.score(row(0).key)) == (None, None, None)
    study.set_threshold(Role.FIRST, Threshold(0.1))
    assert study.first is None


def test_moving_the_line_moves_counts_filters_and_findings_and_no_row(study):
    put(study, [row(0, probability=0.4), row(1, probability=0.6)])
    study.arrange(Arrangement(show=Show.AT_OR_ABOVE))
    before, changes = list(study.rows), told(study)
    study.set_threshold(Role.FIRST, Threshold(0.3))
    assert study.rows == before
    assert changes == [RoleChanged(Role.FIRST), Rearranged(by_results=False)]
    assert study.counts.at_or_above == len(study.shown) == 2
    assert study.finding(row(0).key).positive


def test_a_second_opinion_stands_beside_what_the_first_model_scored_alone(study):
    put(study, [row(0, probability=0.9), row(1, state=RowState.NOT_SCORED), row(2)])
    study.assign(Role.SECOND, SECOND)
    study.take_results(results(range(3), 0.1), Role.SECOND)
    assert [each.second is not None for each in study.rows] == [True, False, False]
    assert study.counts.disagree == 1
    study.take_results(results([1], 0.8))
    assert study.counts.disagree == 2, "what the user had scored although it was refused"
    study.assign(Role.SECOND, None)
    assert [each.second for each in study.rows] == [None] * 3
    assert (study.counts.disagree, study.counts.at_or_above) == (0, 2)
    assert study.results(Role.SECOND) == {}


def test_the_second_models_own_line_decides(study):
    put(study, [row(0, probability=0.9)])
    study.assign(Role.SECOND, SECOND)
    study.take_results(results([0], 0.4), Role.SECOND)
    assert study.rows[0].disagrees(study.threshold)
    study.set_threshold(Role.SECOND, Threshold(0.3))
    assert not study.rows[0].disagrees(study.threshold)
    assert study.finding(row(0).key, Role.SECOND).positive
    assert study.counts.disagree == 0


# --- results -----------------------------------------------------------------------------------


def test_what_is_none_of_the_study_is_not_taken(study):
    put(study, rows(1))
    study.take_results(results([7], 0.9))
    assert study.results() == {}


def test_what_was_stopped_waits_again(study):
    put(study, [row(0, probability=0.9), *(row(number, state=RowState.CANCELLED) for number in (1, 2))])
    assert study.reopen_cancelled() == files_of([row(1), row(2)])
    assert [each.state for each in study.rows] == [RowState.SCORED, RowState.WAITING, RowState.WAITING]
    assert study.unscored_files() == files_of([row(1), row(2)])
    assert study.scored_files() == files_of([row(0)])


def test_fifty_thousand_rows_follow_results_and_roles_in_slices(study):
    keys = [ImageKey(Path(f"/study/{number}.jpeg")) for number in range(50_000)]
    study.add([ScannedFile(key.path, key.path.name, FileKind.JPEG) for key in keys])
    study.assign(Role.SECOND, SECOND)
    changes = told(study)

    def slices(act, *arguments):
        changes.clear()
        act(*arguments)
        calls = 1
        while study.has_pending:
            before = len(changes)
            study.advance()
            calls += 1
            assert sum(len(each.rows) for each in changes[before:]) <= ROWS_AT_ONCE
        return calls

    def say(probability, by):
        said = [ImageResult(key, Status.SCORED, scores=(probability,)) for key in keys]
        return slices(study.take_results, said, by)

    expected = pytest.approx(len(keys) // ROWS_AT_ONCE, abs=1)
    assert say(0.9, Role.FIRST) == expected
    assert sum(len(each.rows) for each in changes) == len(keys)
    assert say(0.4, Role.SECOND) == expected
    assert study.counts.disagree == len(keys)
    assert slices(study.set_threshold, Role.SECOND, Threshold(0.3)) == expected
    assert changes[0] == RoleChanged(Role.SECOND)
    assert study.counts.at_or_above == len(keys)
    # Nothing is made for another first model: each row still refers to the one that it was before.
    bare = [each.unscored for each in study.rows]
    assert slices(study.assign, Role.FIRST, OTHER) == 1
    assert all(one is other for one, other in zip(study.rows, bare, strict=True))
    assert study.counts.waiting == len(keys)


# --- observers ---------------------------------------------------------------------------------


def test_observers_are_told_what_changed_in_batches(study):
    changes = told(study)
    study.add(files_of(rows(3)))
    study.take_results(results([2, 0], 0.7))
    study.arrange(Arrangement(order=Order.NAME))
    study.arrange(Arrangement(order=Order.NAME, text="film-1"))
    study.forget()
    added, changed, hidden, forgotten = changes
    assert added == RowsAdded(tuple(rows(3)), range(3))
    assert [each.key for each in changed.rows] == [row(2).key, row(0).key]
    assert changed.places == range(3)
    assert (hidden, forgotten) == (Rearranged(by_results=False), Forgotten())


def test_an_observer_may_bring_further_results(study):
    put(study, rows(2 * ROWS_AT_ONCE))
    brought = []

    def bring(change):
        if isinstance(change, RowsChanged) and not brought:
            brought.append(True)
            study.take_results(results(range(3), 0.1))

    study.observe(bring)
    study.take_results(results(range(3, 2 * ROWS_AT_ONCE), 0.9))
    settle(study)
    assert (study.counts.below, study.counts.at_or_above) == (3, 2 * ROWS_AT_ONCE - 3)


def test_forgetting_keeps_roles_order_and_kind(study):
    put(study, rows(3, probability=0.9, folder="a"))
    study.take_notes({row(0).key.path: True})
    study.arrange(Arrangement(order=Order.NAME, show=Show.AT_OR_ABOVE, text="film", branch=(*FOLDERS, "a")))
    study.forget()
    assert (list(study.rows), study.entries, study.results(), list(study.shown)) == ([], [], {}, [])
    assert study.arrangement == Arrangement(order=Order.NAME, show=Show.AT_OR_ABOVE)
    assert study.first == FIRST
    assert study.counts.images == 0
    assert study.tree.count(()) == 0
    assert not study.has_notes(row(0).key.path)


def test_only_the_thread_that_made_a_study_changes_it(study):
    faults = []

    def elsewhere():
        for act in (
            lambda: study.add([]),
            lambda: study.take_results([]),
            lambda: study.assign(Role.FIRST, OTHER),
            lambda: study.arrange(Arrangement()),
            study.advance,
            study.forget,
        ):
            try:
                act()
            except AssertionError as fault:
                faults.append(str(fault))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert faults == ["a study belongs to the thread that made it"] * 6


def test_notes_are_known_where_they_were_looked_for(study):
    put(study, rows(2))
    one, other = row(0).key.path, row(1).key.path
    assert not study.has_notes(one)
    study.take_notes({one: True, other: False})
    assert (study.has_notes(one), study.has_notes(other)) == (True, False)
    study.take_notes({one: False, row(7).key.path: True})
    assert not study.has_notes(one)
    assert not study.has_notes(row(7).key.path), "of a study that was let go"
