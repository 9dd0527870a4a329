"""Counts that are kept agree with counts that are made anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.rows import row
from xray_desktop.findings.finding import Threshold
from xray_desktop.study.counts import Counts, Tally
from xray_desktop.study.row import RowState

states = st.sampled_from([state for state in RowState if state is not RowState.SCORED])
outcomes = st.one_of(states, st.floats(0.0, 1.0))


def _row(number, outcome):
    return row(number, probability=outcome) if isinstance(outcome, float) else row(number, state=outcome)


@given(st.lists(st.tuples(outcomes, outcomes)), st.floats(0.0, 1.0))
def test_replacing_rows_counts_like_counting_the_final_rows(changes, threshold):
    kept, fresh = Tally(), Tally()
    for number, (before, _) in enumerate(changes):
        kept.add(_row(number, before))
    for number, (before, after) in enumerate(changes):
        kept.remove(_row(number, before))
        kept.add(_row(number, after))
        fresh.add(_row(number, after))
    counts = kept.counts(Threshold(threshold))
    assert counts == fresh.counts(Threshold(threshold))
    scored = [after for _, after in changes if isinstance(after, float)]
    assert counts.at_or_above == sum(value >= threshold for value in scored)
    assert counts.below == len(scored) - counts.at_or_above
    assert sum(kept.histogram(50)) == len(scored)


def test_every_state_has_its_own_count():
    tally = Tally()
    for number, outcome in enumerate([0.3, 0.6, 0.6, *RowState]):
        if outcome is not RowState.SCORED:
            tally.add(_row(number, outcome))
    assert tally.counts(Threshold(0.6)) == Counts(
        images=7, at_or_above=2, below=1, not_scored=1, failed=1, waiting=1, cancelled=1
    )
    assert tally.counts(Threshold(0.6)).finished == 6


def test_the_histogram_puts_edges_into_the_part_above_and_one_into_the_last():
    tally = Tally()
    for number, value in enumerate([0.0, 0.5, 1.0, 0.49]):
        tally.add(_row(number, value))
    assert tally.histogram(2) == (2, 2)


seconds = st.one_of(st.none(), st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)))


@given(st.lists(st.tuples(st.floats(0.0, 1.0), seconds)), st.floats(0.0, 1.0))
def test_disagreements_are_counted_apart_from_either_side(scores, threshold):
    rows = [row(number, probability=first, second=second) for number, (first, second) in enumerate(scores)]
    tally = Tally()
    for each in rows:
        tally.add(each)
    counts = tally.counts(Threshold(threshold))
    assert counts.disagree == sum(each.disagrees(Threshold(threshold)) for each in rows)
    agreed = [each for each in rows if not each.disagrees(Threshold(threshold))]
    assert counts.at_or_above == sum(each.probability >= threshold for each in agreed)
    assert counts.scored == len(rows)
    assert sum(tally.histogram(10)) == len(rows)
