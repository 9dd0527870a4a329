"""The grid's item model: the study's images, at the places where they are shown.

Rows live in the study; what Qt's view asks for while it lays out and scrolls, how many there are, lives in Qt's own
item model. A virtual method that Python answered would have to wait for the interpreter lock, ten thousand times for
one layout of 5,000 rows, while the threads that decode hold it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel

from xray_desktop.study.changes import Forgotten, Rearranged, RoleChanged, RowsAdded, RowsChanged

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Threshold
    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.study.changes import Change
    from xray_desktop.study.row import Row
    from xray_desktop.study.study import Study

Index = QModelIndex | QPersistentModelIndex


class GridModel(QStandardItemModel):
    """Tells Qt what a study tells; the first of its observers, so that others find the places as they are.

    Qt's items are empty, but for what a screen reader says of the selected one; no virtual method is overridden here,
    on purpose.

    Signals
    -------
    rearranged(bool)
        Other rows are shown now, or in another order; True where results did it, False where the user did.
    """

    rearranged = Signal(bool)

    def __init__(self, study: Study, parent: QObject | None = None) -> None:
        super().__init__(0, 1, parent)
        self._study = study
        self._rows, self._shown = study.rows, study.shown
        self.setRowCount(len(self._shown))
        study.observe(self._take)

    # --- what is asked of it -------------------------------------------------------------------

    @property
    def images(self) -> int:
        """How many images there are, shown or not."""
        return len(self._study.rows)

    @property
    def threshold(self) -> Threshold:
        """The first model's line."""
        return self._study.threshold

    def row_at(self, place: int) -> Row:
        """Return the row shown at a place; while Qt is told of another order, the one before."""
        return self._rows[self._shown[place]]

    def row_of(self, key: ImageKey) -> Row | None:
        """Return an image's row, shown or not; None where it is none of the study."""
        return self._study.row_of(key)

    def place_of(self, key: ImageKey) -> int | None:
        """Return the place where an image is shown; None where it is hidden or unknown."""
        return self._study.place_of(key)

    def set_spoken(self, place: int, words: str) -> None:
        """Set what a screen reader says of a row that is shown."""
        with QSignalBlocker(self):
            self.setData(self.index(place, 0), words, Qt.ItemDataRole.AccessibleTextRole)

    # --- what the study tells ------------------------------------------------------------------

    def _take(self, change: Change) -> None:
        match change:
            case RowsAdded(places=places) if places:
                self.insertRows(places.start, len(places))
            case RowsChanged(places=places) if places:
                self._tell_changed(places)
            case RoleChanged():
                self._tell_changed(range(self.rowCount()))
            case Rearranged(by_results=by_results):
                self._begin_anew()
                self.rearranged.emit(by_results)
            case Forgotten():
                self._begin_anew()

    def _tell_changed(self, places: range) -> None:
        if places:
            self.dataChanged.emit(self.index(places.start, 0), self.index(places.stop - 1, 0))

    def _begin_anew(self) -> None:
        self.beginResetModel()
        with QSignalBlocker(self):
            self.setRowCount(0)
            self.setRowCount(len(self._study.shown))
        self._rows, self._shown = self._study.rows, self._study.shown
        self.endResetModel()
