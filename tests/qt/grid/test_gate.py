"""How the grid marks, counts and finds what the gate refused and the user had scored."""

from __future__ import annotations

import pytest

from tests.support.rows import HALF, row
from xray_desktop.qt.grid import phrases
from xray_desktop.qt.grid.badge import Badge, BadgeShape, badge_of, models_disagree
from xray_desktop.qt.window.status_line import counts_in_words
from xray_desktop.study.arrangement import Arrangement, Show, accepts
from xray_desktop.study.counts import Tally
from xray_desktop.study.row import RowState


@pytest.mark.parametrize(
    ("probability", "badge"),
    [
        (0.93, Badge(BadgeShape.DASHED, "positive", "0.93 anyway")),
        (0.12, Badge(BadgeShape.DASHED, "negative", "0.12 anyway")),
    ],
)
def test_a_score_that_was_not_accepted_has_a_pill_of_its_own(probability, badge):
    assert badge_of(row(1, probability=probability, overridden=True), HALF) == badge


def test_a_disagreement_is_told_first():
    assert badge_of(row(1, probability=0.9, overridden=True, second=(0.1, 0.5)), HALF) == models_disagree()


def test_tips_say_what_belongs_beside_the_score():
    tip = phrases.tool_tip(row(1, probability=0.93, overridden=True), HALF)
    assert "Probability 0.93. Scored although not accepted: Unlike others" in tip


def test_reasons_are_counted_and_leave_with_their_rows():
    tally = Tally()
    refused = [row(number, state=RowState.NOT_SCORED, sentence="A CT." if number else "Blank.") for number in range(3)]
    for each in refused:
        tally.add(each)
    assert tally.refusals() == [("A CT.", 2), ("Blank.", 1)]
    tally.remove(refused[0])
    tally.add(row(0, probability=0.7, overridden=True))
    assert tally.refusals() == [("A CT.", 2)]
    counts = tally.counts(HALF)
    assert (counts.at_or_above, counts.not_scored, counts.overridden) == (1, 2, 1)
    assert "1 scored although not accepted  ·  2 not scored" in counts_in_words(counts)


def test_the_filters_tell_refused_from_scored_anyway():
    refused = row(1, state=RowState.NOT_SCORED)
    anyway, plain = row(2, probability=0.7, overridden=True), row(3, probability=0.7)
    for show, shown in ((Show.NOT_SCORED, [refused]), (Show.ANYWAY, [anyway]), (Show.AT_OR_ABOVE, [anyway, plain])):
        assert [each for each in (refused, anyway, plain) if accepts(Arrangement(show=show), each, HALF)] == shown
