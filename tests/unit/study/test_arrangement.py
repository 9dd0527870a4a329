"""Which rows are shown, and in which order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.support.rows import row, rows
from xray_desktop.findings.finding import Threshold
from xray_desktop.imaging.series_info import SeriesInfo
from xray_desktop.study.arrangement import Arrangement, Order, Show, accepts, arrange, natural
from xray_desktop.study.branch import folder_branch, place_branch
from xray_desktop.study.row import RowState

HALF = Threshold(0.5)
IN_A = Arrangement(branch=folder_branch("a"))


def test_scan_order_is_the_order_of_files_and_then_of_frames():
    shuffled = [row(2), row(0, frame=1), row(1), row(0)]
    assert arrange(shuffled, Arrangement(), HALF) == [3, 1, 2, 0]


def test_names_are_sorted_by_the_value_of_their_numbers_whatever_the_case():
    names = ["b10", "B9", "a", "b9x"]
    shuffled = [row(number, name=name) for number, name in enumerate(names)]
    assert [names[place] for place in arrange(shuffled, Arrangement(order=Order.NAME), HALF)] == [
        "a",
        "B9",
        "b9x",
        "b10",
    ]


def test_the_highest_probability_comes_first_and_what_has_none_last():
    mixed = [row(0, probability=0.2), row(1), row(2, probability=0.9), row(3, state=RowState.FAILED)]
    assert arrange(mixed, Arrangement(order=Order.PROBABILITY), HALF) == [2, 0, 1, 3]


def test_results_are_filtered_by_the_side_of_the_threshold_on_which_they_lie():
    scored = [row(0, probability=0.49), row(1, probability=0.5), row(2, probability=0.51), row(3)]
    assert arrange(scored, Arrangement(show=Show.AT_OR_ABOVE), HALF) == [1, 2]
    assert arrange(scored, Arrangement(show=Show.BELOW), HALF) == [0]


def test_what_has_no_score_and_what_failed_can_be_shown_alone():
    mixed = [
        row(0, probability=0.4),
        row(1, state=RowState.NOT_SCORED),
        row(2, state=RowState.FAILED),
        row(3, state=RowState.CANCELLED),
        row(4),
    ]
    assert arrange(mixed, Arrangement(show=Show.NOT_SCORED), HALF) == [1, 3, 4]
    assert arrange(mixed, Arrangement(show=Show.FAILED), HALF) == [2]


def test_a_text_is_looked_for_in_the_name_whatever_the_case():
    named = [row(0, name="Smith.dcm"), row(1, name="jones.dcm")]
    assert arrange(named, Arrangement(text="SMI"), HALF) == [0]


def test_a_folder_holds_what_lies_below_it_and_not_what_only_begins_alike():
    inside = [folder for folder in ("a", "a/b", "ab", "", "b/a") if accepts(IN_A, row(0, folder=folder), HALF)]
    assert inside == ["a", "a/b"]
    assert accepts(Arrangement(), row(0, folder="anything"), HALF)


def test_an_image_whose_header_is_still_to_be_read_hangs_nowhere():
    assert not accepts(IN_A, row(0, folder="a", branch=()), HALF)
    assert accepts(Arrangement(), row(0, folder="a", branch=()), HALF)


PLACE = SeriesInfo("Smith^John", "1", "19500101", "1.1", "20240102", "", "Chest", "1.1.1", 2, "PA", "DX")


def film(number, **changes):
    place = replace(PLACE, **changes)
    return row(number, place=place, branch=place_branch(place))


def test_a_series_holds_its_images_and_no_others():
    mine, other = film(0), film(1, series_instance_uid="1.1.2")
    for depth in range(1, 5):
        assert accepts(Arrangement(branch=mine.branch[:depth]), mine, HALF)
    assert not accepts(Arrangement(branch=mine.branch), other, HALF)
    assert accepts(Arrangement(branch=mine.branch[:3]), other, HALF)
    assert not accepts(Arrangement(branch=mine.branch[:2]), film(1, patient_birth_date="19500102"), HALF)
    assert not accepts(Arrangement(branch=mine.branch[:2]), row(2), HALF)


def test_by_series_means_patient_latest_study_series_number_and_instance_number():
    films = [
        row(0),
        film(1, patient_name="Zwart^Jan", patient_id="0"),
        film(2, study_instance_uid="1.2", study_date="20240103", instance_number=1),
        film(3, instance_number=10),
        film(4, instance_number=9),
        film(5, series_number=1, series_instance_uid="1.1.0", instance_number=5),
        film(6, series_number=None, series_instance_uid="1.1.9"),
        film(7, patient_name="adams^Mary", patient_id="99"),
        film(8),
    ]
    assert arrange(films, Arrangement(order=Order.SERIES), HALF) == [7, 2, 5, 4, 3, 8, 6, 1, 0]


def test_lifting_the_filter_keeps_the_order():
    narrow = Arrangement(Order.NAME, Show.FAILED, "x", folder_branch("y"))
    assert narrow.narrows
    assert narrow.unfiltered() == Arrangement(order=Order.NAME)
    assert not narrow.unfiltered().narrows


@given(st.lists(st.text(max_size=12), max_size=30))
def test_any_names_can_be_compared(names):
    keys = sorted(natural(name) for name in names)
    assert all(before <= after for before, after in pairwise(keys))


@given(st.sampled_from(Order), st.permutations(rows(6)))
def test_an_order_does_not_depend_on_the_order_in_which_rows_were_found(order, shuffled):
    arranged = arrange(shuffled, Arrangement(order=order), HALF)
    assert [shuffled[place].key for place in arranged] == [each.key for each in rows(6)]
