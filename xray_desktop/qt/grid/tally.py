"""Counts of a study that stay right while results arrive, at a cost that does not grow with the study."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from xray_desktop.qt.grid.row import RowState

if TYPE_CHECKING:
    from xray_desktop.qt.grid.row import GridRow


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

    @property
    def finished(self) -> int:
        """Images that nobody works on any more."""
        return self.images - self.waiting


class Tally:
    """Keeps count of rows by state and of scored rows by probability."""

    def __init__(self) -> None:
        self._states: Counter[RowState] = Counter()
        self._probabilities: list[float] = []

    def add(self, row: GridRow) -> None:
        """Count a row that is new."""
        self._states[row.state] += 1
        if row.probability is not None:
            insort(self._probabilities, row.probability)

    def remove(self, row: GridRow) -> None:
        """Stop counting a row; it was counted exactly as it is given here."""
        self._states[row.state] -= 1
        if row.probability is not None:
            del self._probabilities[bisect_left(self._probabilities, row.probability)]

    def counts(self, threshold: float) -> Counts:
        """Count, with the scored rows split at a threshold."""
        below = bisect_left(self._probabilities, threshold)
        return Counts(
            images=self._states.total(),
            at_or_above=len(self._probabilities) - below,
            below=below,
            not_scored=self._states[RowState.NOT_SCORED],
            failed=self._states[RowState.FAILED],
            waiting=self._states[RowState.WAITING],
            cancelled=self._states[RowState.CANCELLED],
        )

    def histogram(self, bins: int) -> tuple[int, ...]:
        """Count the probabilities in equal parts of 0 to 1; the last part includes 1."""
        edges = [bisect_left(self._probabilities, part / bins) for part in range(bins)]
        edges.append(len(self._probabilities))
        return tuple(right - left for left, right in pairwise(edges))
