"""Counts of a study that stay right while results arrive, at a cost that does not grow with the study."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from xray_desktop.findings.finding import first_positive
from xray_desktop.study.row import RowState

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Threshold
    from xray_desktop.study.row import Row


@dataclass(frozen=True, slots=True)
class Counts:
    """How many images are where."""

    images: int = 0
    at_or_above: int = 0
    below: int = 0
    not_scored: int = 0
    failed: int = 0
    waiting: int = 0
    cancelled: int = 0
    disagree: int = 0
    """Scored, but the two models fall on different sides: neither at or above nor below."""
    overridden: int = 0
    """Scored, and counted so above, although the gate refused them."""

    @property
    def finished(self) -> int:
        """Images that nobody works on any more."""
        return self.images - self.waiting

    @property
    def scored(self) -> int:
        """Images that have a probability."""
        return self.at_or_above + self.below + self.disagree


class Tally:
    """Keeps count of rows by state and of scored rows by probability.

    The probabilities lie in one sorted list for each side on which a second model can fall, so that moving the
    threshold finds the disagreements without looking at any row.
    """

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._states: Counter[RowState] = Counter()
        self._probabilities: dict[bool | None, list[float]] = {None: [], False: [], True: []}
        self._refusals: Counter[str] = Counter()
        self._overridden = 0

    def add(self, row: Row) -> None:
        """Count a row that is new."""
        self._count(row, 1)
        probability = row.probability
        if probability is not None:
            insort(self._probabilities[_second_side(row)], probability)

    def remove(self, row: Row) -> None:
        """Stop counting a row; it was counted exactly as it is given here."""
        self._count(row, -1)
        probability = row.probability
        if probability is not None:
            among = self._probabilities[_second_side(row)]
            del among[bisect_left(among, probability)]

    def _count(self, row: Row, change: int) -> None:
        state = row.state
        self._states[state] += change
        self._overridden += change * row.overridden
        if state is RowState.NOT_SCORED:
            self._refusals[row.sentence] += change

    def take_back_all(self, failed: int) -> None:
        """Count all rows as if no model had said anything; so many of them cannot be read."""
        images = self._states.total()
        self._forget()
        self._states.update({RowState.FAILED: failed, RowState.WAITING: images - failed})

    def take_back_second(self) -> None:
        """Count all rows as if no second model had said anything."""
        self._probabilities = {None: sorted(chain(*self._probabilities.values())), False: [], True: []}

    def refusals(self) -> list[tuple[str, int]]:
        """List why images are not scored, the most frequent reason first, each with the number of its images."""
        return [(sentence, number) for sentence, number in self._refusals.most_common() if number]

    def counts(self, threshold: Threshold) -> Counts:
        """Count, with the scored rows split at the first model's line."""
        line = threshold.probability
        below = {side: first_positive(among, line) for side, among in self._probabilities.items()}
        above = {side: len(among) - below[side] for side, among in self._probabilities.items()}
        return Counts(
            images=self._states.total(),
            at_or_above=above[None] + above[True],
            below=below[None] + below[False],
            not_scored=self._states[RowState.NOT_SCORED],
            failed=self._states[RowState.FAILED],
            waiting=self._states[RowState.WAITING],
            cancelled=self._states[RowState.CANCELLED],
            disagree=above[False] + below[True],
            overridden=self._overridden,
        )

    def histogram(self, bins: int) -> tuple[int, ...]:
        """Count the probabilities in equal parts of 0 to 1; the last part includes 1."""
        lists = self._probabilities.values()
        edges = [sum(first_positive(among, part / bins) for among in lists) for part in range(bins)]
        edges.append(sum(len(among) for among in lists))
        return tuple(right - left for left, right in pairwise(edges))


def _second_side(row: Row) -> bool | None:
    return None if row.second is None else row.second.positive
