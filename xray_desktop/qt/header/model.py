"""The header's item model: a flat list of the rows that are seen, whose first column is painted as a tree.

Qt's tree view asks for every open row while it lays itself out, a hundred thousand calls into Python for a large
header; its table view asks for what is on the screen. So the tree is folded and unfolded here.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from xray_desktop.imaging.header_table import HeaderRow
from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.services.headers import visible_places

if TYPE_CHECKING:
    from xray_desktop.services.headers import BrowsedHeader

Index = QModelIndex | QPersistentModelIndex

_ALL_OPEN_UP_TO = 2000
"""Rows of a header that is shown with all sequences open; of a larger one they begin closed."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


_NO_ROW = (-1, HeaderRow(0, ""))


class Column(IntEnum):
    """What is told of an element."""

    NAME = 0
    TAG = 1
    VR = 2
    VALUE = 3
    VM = 4
    LENGTH = 5
    KEYWORD = 6


class HeaderModel(QAbstractTableModel):
    """The rows of one header that are open, or that a search found."""

    def __init__(self) -> None:
        super().__init__()
        self._header: BrowsedHeader | None = None
        self._open: set[int] = set()
        self._found: tuple[int, ...] | None = None
        self._places: list[int] = []
        self._latest = _NO_ROW
        self.mask = ""

    # --- what is shown -------------------------------------------------------------------------

    @property
    def header(self) -> BrowsedHeader | None:
        """The whole header; None where there is none."""
        return self._header

    @property
    def searched(self) -> bool:
        """Whether the rows are those that a search found."""
        return self._found is not None

    def set_header(self, header: BrowsedHeader | None) -> None:
        """Show another header, from its beginning."""
        self.beginResetModel()
        self._header, self._found, self._open, self._latest = header, None, set(), _NO_ROW
        if header is not None and len(header.rows) <= _ALL_OPEN_UP_TO:
            self._open = {place for place in range(len(header.rows)) if header.has_children(place)}
        self._places = self._unfolded()
        self.endResetModel()

    def set_found(self, places: tuple[int, ...] | None) -> None:
        """Show what a search found; all that is open where None."""
        self.beginResetModel()
        self._found = places
        self._places = self._unfolded() if places is None else list(places)
        self.endResetModel()

    def set_mask(self, mask: str) -> None:
        """Put a word in the place of the values that would say whose picture it is; nothing where empty."""
        self.mask = mask
        if self._places:
            self.dataChanged.emit(self.index(0, Column.VALUE), self.index(len(self._places) - 1, Column.VALUE))

    def _unfolded(self) -> list[int]:
        return [] if self._header is None else visible_places(self._header, self._is_closed, 0, len(self._header.rows))

    def _is_closed(self, place: int) -> bool:
        return self._header is not None and self._header.has_children(place) and place not in self._open

    # --- rows ----------------------------------------------------------------------------------

    def row_at(self, line: int) -> HeaderRow:
        """Return the row on a line."""
        assert self._header is not None  # noqa: S101 - there are no lines without one
        place = self._places[line]
        # Qt asks for all that a row has, one role of one cell after the other.
        if self._latest[0] != place:
            self._latest = place, self._header.rows[place]
        return self._latest[1]

    def shown_places(self) -> tuple[int, ...]:
        """Return the places of the rows on all lines."""
        return tuple(self._places)

    def is_foldable(self, line: int) -> bool:
        """Tell whether a line can be folded and unfolded."""
        return self._header is not None and not self.searched and self._header.has_children(self._places[line])

    def is_open(self, line: int) -> bool:
        """Tell whether what is below a line is shown."""
        return self.searched or self._places[line] in self._open

    def parent_line(self, line: int) -> int | None:
        """Find the line above which a line lies; None at the top."""
        if self._header is None:
            return None
        levels = self._header.rows.levels
        level = levels[self._places[line]]
        return next((each for each in range(line - 1, -1, -1) if levels[self._places[each]] < level), None)

    def set_open(self, line: int, opened: bool) -> None:
        """Fold or unfold one line."""
        if self._header is None or not self.is_foldable(line) or self.is_open(line) is opened:
            return
        place = self._places[line]
        end = self._header.ends[place]
        self._open ^= {place}
        if opened:
            below = visible_places(self._header, self._is_closed, place + 1, end)
            self.beginInsertRows(QModelIndex(), line + 1, line + len(below))
            self._places[line + 1 : line + 1] = below
            self.endInsertRows()
        else:
            last = bisect_left(self._places, end, line + 1)
            self.beginRemoveRows(QModelIndex(), line + 1, last - 1)
            del self._places[line + 1 : last]
            self.endRemoveRows()
        self.dataChanged.emit(self.index(line, 0), self.index(line, 0))

    # --- Qt ------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the lines."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return _titles()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or index.row() >= len(self._places):
            return None
        row, column = self.row_at(index.row()), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("secondary") if self._is_quiet(row, column) else None
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.NAME:
            return self._spoken(index.row(), row)
        return None

    def _text(self, row: HeaderRow, column: Column) -> str:
        texts = {
            Column.NAME: f"{row.name} · {row.creator}" if row.creator else row.name,
            Column.KEYWORD: row.keyword,
            Column.TAG: row.tag_text,
            Column.VR: row.vr,
            Column.VM: "" if row.vm is None else f"{row.vm:,}",
            Column.LENGTH: "" if row.length is None else f"{row.length:,}",
        }
        return row.shown_value(self.mask) if column is Column.VALUE else texts[column]

    def _is_quiet(self, row: HeaderRow, column: Column) -> bool:
        if column is Column.VALUE:
            return bool(self.mask) and row.identifying
        return column is not Column.NAME

    def _spoken(self, line: int, row: HeaderRow) -> str:
        state = ""
        if self.is_foldable(line):
            state = tr("open") if self.is_open(line) else tr("closed")
        depth = tr("level {level}", level=row.level + 1) if row.level else ""
        return ", ".join(filter(None, (self._text(row, Column.NAME), self._text(row, Column.VALUE), state, depth)))


def _titles() -> tuple[str, ...]:
    return (tr("Name"), tr("Tag"), tr("VR"), tr("Value"), tr("VM"), tr("Bytes"), tr("Keyword"))


def _alignment(column: Column) -> Qt.AlignmentFlag:
    numbers = (Column.VM, Column.LENGTH)
    return _RIGHT if column in numbers else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
