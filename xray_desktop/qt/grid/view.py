"""The grid itself: a list view in icon mode that knows which rows are on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QHelpEvent, QPainter, QRegion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from xray_desktop.qt.grid import phrases
from xray_desktop.qt.grid.cell import CellState, cell_size, paint_cell
from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QItemSelection
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.qt.grid.cache import ThumbnailCache
    from xray_desktop.qt.grid.model import GridModel, Index

_LAYOUT_BATCH = 1000
_ANCHOR_ATTEMPTS = 200
"""Turns of the event loop after which a place that is still not laid out is given up; 200,000 rows."""


class GridView(QListView):
    """Thumbnails in rows.

    Signals
    -------
    opened(ImageKey)
        Enter or double-click.
    current_changed(object)
        The `ImageKey` that is selected, or None.
    selection_changed()
        Other images are selected, one or several.
    menu_requested(QPoint)
        The user asks what can be done with the selected images; a place on the screen.
    moved()
        Other rows came on the screen; comes once per turn of the event loop.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    menu_requested = Signal(QPoint)
    moved = Signal()

    def __init__(self, model: GridModel, cache: ThumbnailCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = model
        self.setObjectName("grid")
        self.setAccessibleName(tr("Images of the study"))
        self._lay_out()
        self._cache = cache
        self.setItemDelegate(_CellSize(self))
        self.setModel(model)
        self._expects_scores = True
        self._current: ImageKey | None = None
        self._anchor: tuple[ImageKey, int] | None = None
        self._moving = QTimer(self, singleShot=True, interval=0)
        self._moving.timeout.connect(self.moved)
        self.verticalScrollBar().valueChanged.connect(self._note_movement)
        self.verticalScrollBar().rangeChanged.connect(self._note_movement)
        self.activated.connect(self._open)
        model.rowsInserted.connect(self._note_movement)
        model.modelReset.connect(self._note_movement)
        model.dataChanged.connect(self._speak)
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._check_current)
        model.rearranged.connect(self._find_place_again)

    def _lay_out(self) -> None:
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(cell_size())
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_LAYOUT_BATCH)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(cell_size().height() // 4)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)

    # --- what is on the screen -----------------------------------------------------------------

    @property
    def columns(self) -> int:
        """Cells side by side."""
        return max(1, self._width // cell_size().width())

    @property
    def _width(self) -> int:
        # Qt begins a new row where the cells fill the width exactly.
        return self.viewport().width() - 1

    def visible_places(self) -> range:
        """Return the places of the rows that are at least partly on the screen."""
        top = self.verticalScrollBar().value()
        first = top // cell_size().height() * self.columns
        last = (top + self.viewport().height() - 1) // cell_size().height() * self.columns + self.columns
        return range(min(first, self._grid.rowCount()), min(last, self._grid.rowCount()))

    def set_expects_scores(self, expects: bool) -> None:
        """Say whether an image without an outcome waits for one; nothing does without a model."""
        self._expects_scores = expects
        self.viewport().update()

    def current_key(self) -> ImageKey | None:
        """Return the image that the panels speak of: the one selected last."""
        return self._current

    def selected_keys(self) -> list[ImageKey]:
        """Return all images that are selected, in the order in which they are shown."""
        # Ranges: Qt would make an index object for each of 50,000 images.
        ranges = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())
        return [self._grid.row_at(place).key for top, bottom in ranges for place in range(top, bottom + 1)]

    def go_to(self, key: ImageKey) -> None:
        """Select an image and bring it on the screen, where it is shown at all."""
        place = self._grid.place_of(key)
        if place is not None:
            self.setCurrentIndex(self._grid.index(place, 0))

    # --- paint ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all cells in one go: a delegate would be called for each, and wait for the interpreter each time."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.indexAt(self.viewport().mapFromGlobal(QCursor.pos())).row() if self.underMouse() else -1
        selection, nowhere, current = self.selectionModel(), QModelIndex(), self.currentIndex().row()
        threshold = self._grid.threshold
        for place in self.visible_places():
            cell = self.cell_at(place)
            if cell.intersects(event.rect()):
                row = self._grid.row_at(place)
                pixmap = self._cache.get(row.key)
                selected = selection.isRowSelected(place, nowhere)
                state = CellState(pixmap, threshold, self._expects_scores, selected, place == hovered, place == current)
                paint_cell(painter, cell, row, state)
        painter.end()

    def cell_at(self, place: int) -> QRect:
        """Return the rectangle of a place in the viewport."""
        line, column = divmod(place, self.columns)
        wide = self.gridSize().width()
        left = column * wide + (wide - cell_size().width()) // 2
        return QRect(QPoint(left, line * cell_size().height() - self.verticalScrollBar().value()), cell_size())

    def dataChanged(self, first: Index, last: Index, _roles: Sequence[int] = ()) -> None:
        """Repaint the changed cells that are on the screen; Qt would repaint all of it for any."""
        visible = self.visible_places()
        for place in range(max(first.row(), visible.start), min(last.row() + 1, visible.stop)):
            self.viewport().update(self.cell_at(place))

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """Return all that is on the screen: Qt would ask where each of 50,000 selected cells lies."""
        return QRegion(self.viewport().rect())

    # --- events --------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which image is selected now."""
        super().currentChanged(current, previous)
        if previous.isValid():
            # What was said of it would stay, whatever it is called by then.
            self._grid.set_spoken(previous.row(), "")
        self._current = self._grid.row_at(current.row()).key if current.isValid() else None
        self._speak()
        self.current_changed.emit(self._current)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other images are selected."""
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected images, where one is under the pointer or the key was pressed."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        if by_key or self.indexAt(event.pos()).isValid():
            self.menu_requested.emit(event.globalPos())

    def _speak(self) -> None:
        """Let a screen reader find the outcome beside the name of the selected image."""
        current = self.currentIndex()
        if current.isValid():
            row, threshold = self._grid.row_at(current.row()), self._grid.threshold
            self._grid.set_spoken(current.row(), phrases.spoken(row, threshold))

    def refresh_names(self) -> None:
        """Show what the images are called now."""
        self._speak()
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Explain the cell under the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            threshold = self._grid.threshold
            tip = phrases.tool_tip(self._grid.row_at(index.row()), threshold) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Make the cells fit text of another size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange} and self.gridSize().isValid():
            self._fit_cells()

    def _fit_cells(self) -> None:
        size = QSize(self._width // self.columns, cell_size().height())
        if size != self.gridSize():
            self.setGridSize(size)
            self.verticalScrollBar().setSingleStep(size.height() // 4)
            self._note_movement()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the columns over the width; other rows may have come on the screen."""
        self._fit_cells()
        super().resizeEvent(event)
        self._note_movement()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._grid.row_at(index.row()).key)

    def _note_movement(self, *_: object) -> None:
        self._moving.start()

    # --- the same place after other rows are shown ---------------------------------------------

    def _remember_place(self) -> None:
        places = self.visible_places()
        if not places:
            self._anchor = None
            return
        top = places.start // self.columns * cell_size().height()
        self._anchor = self._grid.row_at(places.start).key, self.verticalScrollBar().value() - top

    def _check_current(self) -> None:
        # Qt forgets its selection without a word when the model begins anew.
        if self._current is not None and self._grid.place_of(self._current) is None:
            self._current = None
            self.current_changed.emit(None)

    def _find_place_again(self, by_results: bool) -> None:
        current = None if self._current is None else self._grid.place_of(self._current)
        if current is not None:
            self.setCurrentIndex(self._grid.index(current, 0))
        # The user who sorts or filters wants to see the beginning, or the image they stand on; new results must not
        # move what is being looked at.
        if by_results and self._anchor is not None:
            key, offset = self._anchor
            self._scroll_when_laid_out(self._grid.place_of(key), offset, _ANCHOR_ATTEMPTS)
        else:
            self._scroll_when_laid_out(current, -cell_size().height(), _ANCHOR_ATTEMPTS)

    def _scroll_when_laid_out(self, place: int | None, offset: int, attempts: int) -> None:
        """Scroll to a place; rows are laid out in batches, so that it may come into being only some turns later."""
        if place is None or place >= self._grid.rowCount():
            return
        target = max(0, place // self.columns * cell_size().height() + offset)
        bar = self.verticalScrollBar()
        if bar.maximum() >= target or not attempts:
            bar.setValue(target)
        else:
            QTimer.singleShot(0, self, lambda: self._scroll_when_laid_out(place, offset, attempts - 1))


class _CellSize(QStyledItemDelegate):
    """Tells the one size that all items have; asked once, as sizes are uniform."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return cell_size()
