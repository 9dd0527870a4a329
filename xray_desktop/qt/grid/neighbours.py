"""From one series, or folder, to the next in the order of the grid. Needs no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from xray_desktop.qt.grid.row import GridRow


def series_neighbour(row_at: Callable[[int], GridRow], count: int, place: int, series: int) -> int | None:
    """Give the place of the first image of a neighbouring series; None where there is no such series.

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


def _following(row_at: Callable[[int], GridRow], count: int, place: int) -> int | None:
    group = _group(row_at(place))
    return next((each for each in range(place + 1, count) if _group(row_at(each)) != group), None)


def _preceding(row_at: Callable[[int], GridRow], place: int) -> int | None:
    last = _start(row_at, place) - 1
    return _start(row_at, last) if last >= 0 else None


def _start(row_at: Callable[[int], GridRow], place: int) -> int:
    group = _group(row_at(place))
    while place > 0 and _group(row_at(place - 1)) == group:
        place -= 1
    return place


def _group(row: GridRow) -> tuple[object, ...]:
    # While a header is still to be read, the folder stands for the series.
    return row.branch or (row.folder,)
