"""Which rows are shown, and in which order.

`QSortFilterProxyModel` asks Python twice for every comparison: 196 ms for 5,000 rows, where `sorted` with a key takes
less than one. The study therefore arranges its rows itself, with the functions here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from xray_desktop.imaging.natural_order import natural_key
from xray_desktop.study.branch import holds, series_order
from xray_desktop.study.row import RowState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xray_desktop.findings.finding import Threshold
    from xray_desktop.study.branch import Branch
    from xray_desktop.study.row import Row


def series_neighbour(row_at: Callable[[int], Row], count: int, place: int, series: int) -> int | None:
    """Return the place of the first image of a neighbouring series; None where there is no such series.

    Images that follow each other and are of one series, or of one folder where they belong to none, are a series here.

    Parameters
    ----------
    row_at
        Gives the row at a place.
    count
        How many places there are.
    place
        Where one is.
    series
        How many series to go on; back where negative.
    """
    found: int | None = place
    for _ in range(abs(series)):
        if found is not None:
            found = _following(row_at, count, found) if series > 0 else _preceding(row_at, found)
    return found


def _following(row_at: Callable[[int], Row], count: int, place: int) -> int | None:
    group = _group(row_at(place))
    return next((each for each in range(place + 1, count) if _group(row_at(each)) != group), None)


def _preceding(row_at: Callable[[int], Row], place: int) -> int | None:
    last = _start(row_at, place) - 1
    return _start(row_at, last) if last >= 0 else None


def _start(row_at: Callable[[int], Row], place: int) -> int:
    group = _group(row_at(place))
    while place > 0 and _group(row_at(place - 1)) == group:
        place -= 1
    return place


def _group(row: Row) -> tuple[object, ...]:
    # While a header is still to be read, the folder stands for the series.
    return row.branch or (row.folder,)


class Order(StrEnum):
    """What the grid is sorted by."""

    SCAN = "scan"
    NAME = "name"
    PROBABILITY = "probability"
    SERIES = "series"


class Show(StrEnum):
    """Which results the grid shows."""

    ALL = "all"
    AT_OR_ABOVE = "at_or_above"
    BELOW = "below"
    DISAGREE = "disagree"
    NOT_SCORED = "not_scored"
    ANYWAY = "anyway"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the user asked to see.

    Attributes
    ----------
    order
        By name goes from A to Z with numbers by value; by probability the highest first and those without one last; by
        series the patients from A to Z, their latest study first, and those of no patient last.
    show
        Which results.
    text
        Part of the name, in any case; empty for all.
    branch
        Of the tree of the study, with everything below it; empty for all.
    """

    order: Order = Order.SCAN
    show: Show = Show.ALL
    text: str = ""
    branch: Branch = ()

    def unfiltered(self) -> Arrangement:
        """Return the same order with nothing hidden."""
        return replace(self, show=Show.ALL, text="", branch=())

    @property
    def narrows(self) -> bool:
        """Whether rows can be hidden at all."""
        return self.show is not Show.ALL or bool(self.text) or bool(self.branch)

    @property
    def depends_on_results(self) -> bool:
        """Whether a new result can change what is shown, or where."""
        return self.show is not Show.ALL or self.order is Order.PROBABILITY

    @property
    def depends_on_places(self) -> bool:
        """Whether it can change what is shown, or where, that a header is read."""
        return bool(self.branch) or self.order is Order.SERIES

    @property
    def depends_on_threshold(self) -> bool:
        """Whether moving the threshold can change what is shown."""
        return self.show in {Show.AT_OR_ABOVE, Show.BELOW, Show.DISAGREE}


def accepts(arrangement: Arrangement, row: Row, threshold: Threshold) -> bool:
    """Tell whether a row is shown; see `arrange`."""
    return all(test(row) for test in _tests(arrangement, threshold))


def _tests(arrangement: Arrangement, threshold: Threshold) -> list[Callable[[Row], bool]]:
    """Return what a row has to pass, nothing that all would pass: fifty thousand rows are asked."""
    tests: list[Callable[[Row], bool]] = []
    text = arrangement.text.casefold()
    if arrangement.show is not Show.ALL:
        tests.append(_result_test(arrangement.show, threshold))
    if text:
        tests.append(lambda row: text in row.name.casefold())
    if arrangement.branch:
        tests.append(holds(arrangement.branch))
    return tests


_WITHOUT_SCORE = frozenset({RowState.NOT_SCORED, RowState.CANCELLED, RowState.WAITING})


def _result_test(show: Show, line: Threshold) -> Callable[[Row], bool]:
    tests: dict[Show, Callable[[Row], bool]] = {
        Show.NOT_SCORED: lambda row: row.state in _WITHOUT_SCORE,
        Show.FAILED: lambda row: row.state is RowState.FAILED,
        Show.ANYWAY: lambda row: row.probability is not None and row.overridden,
        Show.DISAGREE: lambda row: row.disagrees(line),
        Show.AT_OR_ABOVE: lambda row: _falls(row, line, positive=True),
        Show.BELOW: lambda row: _falls(row, line, positive=False),
    }
    return tests[show]


def _falls(row: Row, line: Threshold, *, positive: bool) -> bool:
    """Tell whether an image is scored on one side of the line; where the models disagree it is on neither."""
    probability = row.probability
    return probability is not None and line.holds(probability) is positive and not row.disagrees(line)


def arrange(rows: Sequence[Row], arrangement: Arrangement, threshold: Threshold) -> list[int]:
    """List the indices of the rows that are shown, in the order in which they are.

    Parameters
    ----------
    threshold
        The first model's; splits `Show.AT_OR_ABOVE` from `Show.BELOW`. Where the models disagree an image is in
        neither.
    """
    shown = list(range(len(rows)))
    for test in _tests(arrangement, threshold):
        shown = [index for index in shown if test(rows[index])]
    # Sorting keeps equals as they are. A list of plain keys, indexed, sorts several times faster than tuples would.
    shown.sort(key=[row.order for row in rows].__getitem__)
    if arrangement.order is Order.NAME:
        shown.sort(key=[natural(row.name) for row in rows].__getitem__)
    elif arrangement.order is Order.PROBABILITY:
        shown.sort(key=[_LAST if (value := row.probability) is None else -value for row in rows].__getitem__)
    elif arrangement.order is Order.SERIES:
        shown.sort(key=[series_order(row) for row in rows].__getitem__)
    return shown


_LAST = 1.0
"""Behind the negative of every probability."""


@lru_cache(maxsize=1 << 17)
def natural(name: str) -> str:
    """Make a key under which ``image 9`` comes before ``image 10``, and remember it."""
    return natural_key(name)
