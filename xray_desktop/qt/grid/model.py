"""The grid's item model: plain rows, arranged, with results that arrive in batches.

Rows live in a Python list; what Qt's view asks for while it lays out and scrolls, how many there are, lives in Qt's own
item model. A virtual method that Python answered would have to wait for the interpreter lock, ten thousand times for
one layout of 5,000 rows, while the threads that decode hold it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel

from xray_desktop.study.arrangement import Arrangement, Order, accepts, arrange, series_neighbour
from xray_desktop.study.counts import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.study.row import GridRow

Index = QModelIndex | QPersistentModelIndex

_GROWTH = 4
"""New rows take their places at once where they are this part of all; else sorting would take most of a long walk."""


class GridModel(QStandardItemModel):
    """Rows in scan order, of which a part is shown in some order.

    Qt's items are empty, but for what a screen reader says of the selected one; no virtual method is overridden here,
    on purpose.

    Signals
    -------
    rearranged(bool)
        Other rows are shown now, or in another order; True where results did it, False where the user did.
    """

    rearranged = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, 1, parent)
        self._rows: list[GridRow] = []
        self._index_of: dict[ImageKey, int] = {}
        self._shown: list[int] = []
        self._places: dict[int, int] | None = {}
        self._unsettled = False
        self._arrangement = Arrangement()
        self.tally = Tally()

    # --- what is asked of it -------------------------------------------------------------------

    @property
    def arrangement(self) -> Arrangement:
        """What the user asked to see."""
        return self._arrangement

    @property
    def rows(self) -> Sequence[GridRow]:
        """All rows, shown or not, in the order in which they were found."""
        return self._rows

    def row_at(self, place: int) -> GridRow:
        """Return the row shown at a place."""
        return self._rows[self._shown[place]]

    def row_of(self, key: ImageKey) -> GridRow | None:
        """Return an image's row, shown or not."""
        index = self._index_of.get(key)
        return None if index is None else self._rows[index]

    def place_of(self, key: ImageKey) -> int | None:
        """Return the place where an image is shown; None where it is hidden or unknown."""
        index = self._index_of.get(key)
        return None if index is None else self._place_of.get(index)

    @property
    def _place_of(self) -> dict[int, int]:
        """Return the place of each index that is shown; made when asked for, not with every frame that is added."""
        if self._places is None:
            self._places = {index: place for place, index in enumerate(self._shown)}
        return self._places

    def series_neighbour(self, place: int, series: int) -> int | None:
        """Return the place of the first image of a neighbouring series; see `xray_desktop.study.arrangement`."""
        return series_neighbour(self.row_at, len(self._shown), place, series)

    # --- what changes it -----------------------------------------------------------------------

    def forget(self) -> None:
        """Forget everything but the order and the kind of results that are shown."""
        self._show([])
        self._rows, self._index_of = [], {}
        self._unsettled = False
        self.tally = Tally()
        self._arrangement = replace(self._arrangement, text="", branch=())

    def add(self, rows: Iterable[GridRow]) -> None:
        """Add rows that follow each other in scan order; an image that is already here is left alone."""
        first = len(self._rows)
        for row in rows:
            if self._index_of.setdefault(row.key, len(self._rows)) == len(self._rows):
                self._rows.append(row)
                self.tally.add(row)
        added = range(first, len(self._rows))
        if self._arrangement.order is Order.SCAN:
            self._show_block(added)
        elif len(added) * _GROWTH >= len(self._rows):
            self._rearrange(by_results=True)
        else:
            self._unsettled = True
            self._show_block(added)

    def _show_block(self, indices: range) -> None:
        """Show new rows: in scan order where the others follow it, else at the end until `rearrange`."""
        added = list(indices)
        if self._arrangement.narrows:
            added = [index for index in indices if accepts(self._arrangement, self._rows[index])]
        if not added:
            return
        place = len(self._shown)
        if self._arrangement.order is Order.SCAN:
            place = bisect_right(self._shown, self._rows[added[0]].order, key=lambda index: self._rows[index].order)
        if self._places is not None and place == len(self._shown):
            self._places.update(zip(added, range(place, place + len(added)), strict=True))
        else:
            self._places = None
        self._shown[place:place] = added
        self.insertRows(place, len(added))

    def update(self, rows: Iterable[GridRow]) -> None:
        """Put new rows in the place of those with the same key; one `dataChanged` tells of all of them.

        Rows that the arrangement now hides, shows or sorts elsewhere stay where they are until `rearrange`.
        """
        places = [place for row in rows if (place := self._replace(row)) is not None]
        if places:
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), 0))

    def place(self, rows: Iterable[GridRow]) -> None:
        """Put new rows in the place of those with the same key, now that it is known where these images belong."""
        self.update(rows)
        self._unsettled = self._unsettled or self._arrangement.depends_on_places

    def _replace(self, row: GridRow) -> int | None:
        index = self._index_of[row.key]
        self.tally.remove(self._rows[index])
        self.tally.add(row)
        self._rows[index] = row
        return self._place_of.get(index)

    def set_spoken(self, place: int, words: str) -> None:
        """Set what a screen reader says of a row that is shown."""
        with QSignalBlocker(self):
            self.setData(self.index(place, 0), words, Qt.ItemDataRole.AccessibleTextRole)

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Show other rows, or in another order."""
        before, self._arrangement = self._arrangement, arrangement
        same_rows = replace(before, threshold=arrangement.threshold) == arrangement
        if same_rows and not arrangement.depends_on_threshold:
            if self._shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))
            return
        self._rearrange(by_results=False)

    @property
    def wants_rearranging(self) -> bool:
        """Whether `rearrange` may show something else."""
        return self._unsettled or self._arrangement.depends_on_results

    def rearrange(self) -> None:
        """Show what the arrangement asks for, now that results, headers or further rows have come."""
        if self.wants_rearranging:
            self._rearrange(by_results=True)

    def _rearrange(self, *, by_results: bool) -> None:
        self._unsettled = False
        shown = arrange(self._rows, self._arrangement)
        if shown == self._shown:
            return
        self._show(shown)
        self.rearranged.emit(by_results)

    def _show(self, shown: list[int]) -> None:
        self.beginResetModel()
        with QSignalBlocker(self):
            self.setRowCount(0)
            self.setRowCount(len(shown))
        self._shown = shown
        self._places = None
        self.endResetModel()
