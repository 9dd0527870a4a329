"""The header on the screen: a table that folds and unfolds like a tree, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QToolTip

from xray_desktop.qt import theme
from xray_desktop.qt.header.model import Column, HeaderModel
from xray_desktop.qt.widgets import icons
from xray_desktop.qt.widgets.tool_tip import plain_tip

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from xray_desktop.imaging.header_table import HeaderRow
    from xray_desktop.qt.header.model import Index

_ROW_HEIGHT = 28
_INDENT = theme.SPACE.m
_DEEPEST_INDENT = 12
"""Levels that are indented; deeper ones would push their names out of the column."""
_CHEVRON = 16
_WIDTHS = {
    Column.NAME: 260,
    Column.TAG: 104,
    Column.VR: 48,
    Column.VALUE: 340,
    Column.VM: 48,
    Column.LENGTH: 88,
}


class HeaderTableView(QTableView):
    """Rows of a header.

    Signals
    -------
    menu_requested(QPoint)
        The user asks what can be done with the selected rows; a place on the screen.
    copy_requested()
        The user wants the selected rows as text.
    """

    menu_requested = Signal(object)
    copy_requested = Signal()

    def __init__(self, model: HeaderModel) -> None:
        super().__init__()
        self._header = model
        self.setModel(model)
        self.setItemDelegateForColumn(Column.NAME, _TreeDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)

    # --- what is chosen ------------------------------------------------------------------------

    def chosen_rows(self) -> list[HeaderRow]:
        """Return the selected rows, from top to bottom."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._header.row_at(line) for line in lines]

    # --- events --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold and unfold with the arrow keys, as trees do."""
        line = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy):
            # Qt's own copying takes one cell.
            self.copy_requested.emit()
        elif line < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Right:
            self._go_in(line)
        elif event.key() == Qt.Key.Key_Left:
            self._go_out(line)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._header.set_open(line, not self._header.is_open(line))
        else:
            super().keyPressEvent(event)

    def _go_in(self, line: int) -> None:
        if self._header.is_foldable(line) and not self._header.is_open(line):
            self._header.set_open(line, True)
        elif (
            line + 1 < self._header.rowCount() and self._header.row_at(line + 1).level > self._header.row_at(line).level
        ):
            self._go_to(line + 1)

    def _go_out(self, line: int) -> None:
        if self._header.is_foldable(line) and self._header.is_open(line):
            self._header.set_open(line, False)
        elif (parent := self._header.parent_line(line)) is not None:
            self._go_to(parent)

    def _go_to(self, line: int) -> None:
        self.setCurrentIndex(self._header.index(line, self.currentIndex().column()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold and unfold by a click on the chevron."""
        index = self.indexAt(event.position().toPoint())
        if self._is_on_chevron(index, event.position().toPoint()):
            self._header.set_open(index.row(), not self._header.is_open(index.row()))
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fold and unfold by a double click anywhere on the row."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self._is_on_chevron(index, event.position().toPoint()):
            self._header.set_open(index.row(), not self._header.is_open(index.row()))

    def _is_on_chevron(self, index: QModelIndex, place: QPoint) -> bool:
        if not index.isValid() or index.column() != Column.NAME or not self._header.is_foldable(index.row()):
            return False
        return chevron_place(self.visualRect(index), self._header.row_at(index.row()).level).contains(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected rows."""
        if self.selectionModel().hasSelection():
            self.menu_requested.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show under the pointer what a column is too narrow for."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = index.data() if index.isValid() else ""
            # Qt guesses whether a tool tip is HTML; a value that looks like it must appear as it is.
            QToolTip.showText(event.globalPos(), plain_tip((text,)), self.viewport())
            return True
        return super().viewportEvent(event)


def chevron_place(cell: QRect, level: int) -> QRect:
    """Return the place of a row's chevron in its first cell."""
    left = cell.left() + theme.SPACE.xs + min(level, _DEEPEST_INDENT) * _INDENT
    return QRect(left, cell.top() + (cell.height() - _CHEVRON) // 2, _CHEVRON, _CHEVRON)


class _TreeDelegate(QStyledItemDelegate):
    """Paints the first column indented, with a chevron where something is below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, HeaderModel)  # noqa: S101 - made for this one
        mark = chevron_place(option.rect, model.row_at(index.row()).level)
        whole = QRect(option.rect)
        inner = QStyleOptionViewItem(option)
        inner.rect = whole.adjusted(mark.right() + 1 - whole.left(), 0, 0, 0)
        super().paint(painter, inner, index)
        if model.is_foldable(index.row()):
            name = "chevron-down" if model.is_open(index.row()) else "chevron-right"
            drawn = icons.pixmap(name, theme.colour("secondary").name(), _CHEVRON, painter.device().devicePixelRatio())
            painter.drawPixmap(mark.topLeft(), drawn)
