"""All rows of a study, and which of them are shown where."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from xray_desktop.study.arrangement import Order, accepts, arrange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.findings.finding import Threshold
    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.study.arrangement import Arrangement
    from xray_desktop.study.row import Row

_GROWTH = 4
"""New rows take their places at once where they are this part of all; else sorting would take most of a long walk."""


class ShownRows:
    """Rows in the order in which they were found, of which a part is shown in some order.

    Attributes
    ----------
    rows
        All of them; the list stays the same one.
    shown
        Index of the row at each place. Added to where rows are found; another list where they are arranged anew, so
        that whoever holds the one before still knows what was shown.
    arrangement
        What the user asked to see.
    threshold
        The first model's.
    """

    def __init__(self, arrangement: Arrangement, threshold: Threshold) -> None:
        self.rows: list[Row] = []
        self.shown: list[int] = []
        self.arrangement, self.threshold = arrangement, threshold
        self._index_of: dict[ImageKey, int] = {}
        self._places: dict[int, int] | None = {}
        self._unsettled = False

    # --- what is asked of it -------------------------------------------------------------------

    def row_at(self, place: int) -> Row:
        """Return the row shown at a place."""
        return self.rows[self.shown[place]]

    def row_of(self, key: ImageKey) -> Row | None:
        """Return an image's row, shown or not."""
        index = self._index_of.get(key)
        return None if index is None else self.rows[index]

    def place_of(self, key: ImageKey) -> int | None:
        """Return the place where an image is shown; None where it is hidden or unknown."""
        index = self._index_of.get(key)
        return None if index is None else self._place_of.get(index)

    @property
    def _place_of(self) -> dict[int, int]:
        """Return the place of each index that is shown; made when asked for, not with every frame that is added."""
        if self._places is None:
            self._places = {index: place for place, index in enumerate(self.shown)}
        return self._places

    @property
    def wants_rearranging(self) -> bool:
        """Whether `rearrange` may show something else."""
        return self._unsettled or self.arrangement.depends_on_results

    # --- what changes it -----------------------------------------------------------------------

    def add(self, rows: Iterable[Row]) -> list[Row]:
        """Add rows that follow each other in scan order, and return them without those that are already here.

        Nothing is shown before `show_added`.
        """
        added = []
        for row in rows:
            if self._index_of.setdefault(row.key, len(self.rows)) == len(self.rows):
                self.rows.append(row)
                added.append(row)
        return added

    def show_added(self, count: int) -> range | None:
        """Show the rows that were added last, so many; return their places, or None where all are arranged anew."""
        added = range(len(self.rows) - count, len(self.rows))
        if self.arrangement.order is not Order.SCAN:
            if count * _GROWTH >= len(self.rows):
                return None
            self._unsettled = True
        return self._show_block(added)

    def _show_block(self, indices: range) -> range:
        """Show new rows: in scan order where the others follow it, else at the end until `rearrange`."""
        added = list(indices)
        if self.arrangement.narrows:
            added = [index for index in indices if accepts(self.arrangement, self.rows[index], self.threshold)]
        place = len(self.shown)
        if not added:
            return range(place, place)
        if self.arrangement.order is Order.SCAN:
            place = bisect_right(self.shown, self.rows[added[0]].order, key=lambda index: self.rows[index].order)
        if self._places is not None and place == len(self.shown):
            self._places.update(zip(added, range(place, place + len(added)), strict=True))
        else:
            self._places = None
        self.shown[place:place] = added
        return range(place, place + len(added))

    def replace(self, rows: Iterable[Row]) -> tuple[list[Row], range]:
        """Put new rows in the place of those with the same key.

        Rows that the arrangement now hides, shows or sorts elsewhere stay where they are until `rearrange`.

        Returns
        -------
        list of Row
            Those that stood there before.
        range
            The places from the first to the last of them that is shown; empty where none is.
        """
        before, places, place_of = [], [], self._place_of
        for row in rows:
            index = self._index_of[row.key]
            before.append(self.rows[index])
            self.rows[index] = row
            place = place_of.get(index)
            if place is not None:
                places.append(place)
        return before, range(min(places), max(places) + 1) if places else range(0)

    def note_places(self) -> None:
        """Take note that headers were read, which can change what is shown, or where."""
        self._unsettled = self._unsettled or self.arrangement.depends_on_places

    def rearrange(self) -> bool:
        """Show what the arrangement asks for; tell whether that is something else than before."""
        self._unsettled = False
        shown = arrange(self.rows, self.arrangement, self.threshold)
        if shown == self.shown:
            return False
        self.shown, self._places = shown, None
        return True
