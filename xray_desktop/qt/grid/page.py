"""The grid with its filter bar, its threshold, and a sentence where nothing is left to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.grid.filter_bar import FilterBar
from xray_desktop.qt.grid.view import GridView
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.threshold_bar.bar import ThresholdBar
from xray_desktop.qt.widgets import layouts

if TYPE_CHECKING:
    from xray_desktop.qt.grid.cache import ThumbnailCache
    from xray_desktop.qt.grid.model import GridModel


class GridPage(QWidget):
    """Header, threshold and thumbnails.

    Signals
    -------
    show_all()
        The user gives up the filter that left nothing.
    """

    show_all = Signal()

    def __init__(self, model: GridModel, cache: ThumbnailCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.filter_bar = FilterBar(self)
        self.threshold = ThresholdBar(self)
        self._stack = QStackedWidget(self)
        self.view = GridView(model, cache, self._stack)
        self.nothing = _Nothing(self._stack)
        self.nothing.button.clicked.connect(self.show_all)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        self._lay_out()
        for signal in (model.rowsInserted, model.modelReset):
            signal.connect(self._refresh)

    def _lay_out(self) -> None:
        head = layouts.column(
            spacing=theme.SPACE.m, margins=(theme.SPACE.l, theme.SPACE.m, theme.SPACE.l, theme.SPACE.s)
        )
        head.addWidget(self.filter_bar)
        head.addWidget(self.threshold)
        line = QFrame()
        line.setProperty("role", "line")
        column = layouts.column(self)
        column.addLayout(head)
        column.addWidget(line)
        column.addWidget(self._stack, 1)

    def _refresh(self) -> None:
        shown, images = self._model.rowCount(), self._model.images
        self.filter_bar.set_count(shown, images)
        self._stack.setCurrentWidget(self.nothing if images and not shown else self.view)


class _Nothing(QWidget):
    """Says that the filter left nothing, and offers to lift it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        sentence = QLabel(tr("No image of this study fits what you chose to see."))
        sentence.setProperty("role", "secondary")
        self.button = QPushButton(tr("Show all images"))
        column = layouts.column(self, spacing=theme.SPACE.m)
        column.addStretch(2)
        column.addWidget(sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
