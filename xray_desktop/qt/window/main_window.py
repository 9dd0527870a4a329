"""The window: where everything stands. It holds the layout and emits intentions; controllers decide."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QWidget

from xray_desktop.findings.finding import BEFORE_ANY_MODEL
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.panel import FindingsPanel
from xray_desktop.qt.studies.panel import StudiesPanel
from xray_desktop.qt.widgets import layouts
from xray_desktop.qt.widgets.dropped import accept_as_copy, dropped_link, dropped_paths, joins
from xray_desktop.qt.window.actions import Actions
from xray_desktop.qt.window.band import SyntheticBand
from xray_desktop.qt.window.centre import Centre
from xray_desktop.qt.window.empty_page import EmptyPage
from xray_desktop.qt.window.menus import Menus
from xray_desktop.qt.window.message_bar import MessageBar
from xray_desktop.qt.window.status_line import StatusLine
from xray_desktop.qt.window.tool_bar import ToolBar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from xray_desktop.findings.finding import Threshold
    from xray_desktop.qt.grid.cache import ThumbnailCache
    from xray_desktop.qt.grid.model import GridModel

TITLE = "xray-desktop"
MODEL_SUFFIX = ".onnx"
_SMALLEST = (960, 600)
_FIRST_SIZE = (1440, 900)
_TITLE_BAR = 40
"""What a desktop needs for it, about."""


class MainWindow(QMainWindow):
    """Tool bar, panels, centre and status line.

    It is made as it stands before anything is open. What is seen later is made after the first paint, by
    `make_view_page`, `make_grid_page` and `FindingsPanel.complete`, and then put in order by `order_tabs`.

    Signals
    -------
    dropped(list)
        Paths of files and folders that were dropped.
    dropped_beside(list)
        The same with Ctrl or Shift held: they join what is open.
    models_dropped(list)
        Paths of model files among them.
    link_dropped(str)
        A web address was dropped.
    closing()
        The window is about to go.

    Parameters
    ----------
    threshold
        Shown until there is a model.
    """

    dropped = Signal(list)
    dropped_beside = Signal(list)
    models_dropped = Signal(list)
    link_dropped = Signal(str)
    closing = Signal()

    def __init__(self, threshold: Threshold = BEFORE_ANY_MODEL) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self.setMinimumSize(*_SMALLEST)
        self.actions_ = Actions(self)
        self.tool_bar = ToolBar(self.actions_, self)
        self.addToolBar(self.tool_bar)
        self.menus = Menus(self.menuBar(), self.tool_bar, self.actions_)
        # From the outside in: Qt works out the style of a widget, and of all below it, whenever it gets a parent.
        whole = QWidget(self)
        self.messages = MessageBar(whole)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, whole)
        self.studies = StudiesPanel(self.splitter)
        middle = QWidget(self.splitter)
        self.band = SyntheticBand(middle)
        self.centre = Centre(middle)
        self.empty_page = EmptyPage(self.centre)
        self.findings = FindingsPanel(self.splitter, threshold)
        self.status = StatusLine(whole)
        self._lay_out(whole, middle)
        self._follow_panel_actions()

    def _lay_out(self, whole: QWidget, middle: QWidget) -> None:
        self.centre.addWidget(self.empty_page)
        _stack(middle, self.band, self.centre)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(theme.SIZE.line)
        self.splitter.setChildrenCollapsible(False)
        # What is in the middle gives way to larger text beside it.
        theme.fix_size(self.studies, least=160)
        theme.fix_size(self.findings, least=260)
        middle.setMinimumWidth(440)
        wide = _FIRST_SIZE[0] - theme.SIZE.studies_panel - theme.SIZE.findings_panel
        self.splitter.setSizes([theme.SIZE.studies_panel, wide, theme.SIZE.findings_panel])
        _stack(whole, self.messages, self.splitter, self.status)
        self.setCentralWidget(whole)

    def make_view_page(self) -> None:
        """Make the page of one image."""
        from xray_desktop.qt.window.view_page import ViewPage

        self.view_page = ViewPage(self.actions_, self.centre)
        self.centre.addWidget(self.view_page)

    def make_grid_page(self, grid: GridModel, cache: ThumbnailCache) -> None:
        """Make the page of thumbnails."""
        from xray_desktop.qt.grid.page import GridPage

        self.grid_page = GridPage(grid, cache, self.centre)
        self.centre.addWidget(self.grid_page)

    def order_tabs(self) -> None:
        """Let the tabulator key go through all parts as they are read."""
        pages = (self.empty_page, self.grid_page, self.view_page)
        _put_in_order(_tab_stops(self), (self.studies, *pages, *self.findings.in_tab_order, self.status))

    def _follow_panel_actions(self) -> None:
        for action, panel in (
            (self.actions_.studies_panel, self.studies),
            (self.actions_.findings_panel, self.findings),
        ):
            action.setChecked(True)
            action.toggled.connect(panel.setVisible)
        self.actions_.full_screen.toggled.connect(self._set_full_screen)

    def _set_full_screen(self, on: bool) -> None:
        # Only this one flag changes: a maximised window is maximised again afterwards.
        states = self.windowState()
        full = Qt.WindowState.WindowFullScreen
        self.setWindowState(states | full if on else states & ~full)

    def set_study_title(self, title: str) -> None:
        """Name the window after the study; empty for none."""
        self.setWindowTitle(f"{title} – {TITLE}" if title else TITLE)

    # --- geometry ------------------------------------------------------------------------------

    def restore(self, settings: QSettings) -> None:
        """Take the size, the place and the panels of the last run; the first time, a size that fits the screen."""
        room = self.screen().availableSize() - QSize(0, _TITLE_BAR)
        if not self.restoreGeometry(_bytes(settings, "geometry")):
            self.resize(QSize(*_FIRST_SIZE).boundedTo(room).expandedTo(self.minimumSize()))
        # Whoever starts the program anew looks for its menus, and for the way out of the full screen.
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
        self.splitter.restoreState(_bytes(settings, "panels"))
        self.actions_.studies_panel.setChecked(_flag(settings, "studies"))
        self.actions_.findings_panel.setChecked(_flag(settings, "findings"))

    def remember(self, settings: QSettings) -> None:
        """Keep the size, the place and the panels for the next run."""
        settings.setValue("geometry", self.saveGeometry())
        settings.setValue("panels", self.splitter.saveState())
        settings.setValue("studies", self.actions_.studies_panel.isChecked())
        settings.setValue("findings", self.actions_.findings_panel.isChecked())

    # --- events --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, folders and web addresses."""
        if dropped_paths(event.mimeData()) or dropped_link(event.mimeData()):
            accept_as_copy(event)
            self.empty_page.set_dragging(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget what hung on the pointer."""
        super().dragLeaveEvent(event)
        self.empty_page.set_dragging(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped."""
        self.empty_page.set_dragging(False)
        paths = dropped_paths(event.mimeData())
        link = dropped_link(event.mimeData())
        if paths or link:
            accept_as_copy(event)
        if link:
            self.link_dropped.emit(link)
        self.take_paths(paths, self.dropped_beside if joins(event) else self.dropped)

    def take_paths(self, paths: list[Path], taken: SignalInstance | None = None) -> None:
        """Hand over files and folders that were dropped or pasted: models to the models, the rest to the study.

        Parameters
        ----------
        taken
            Emitted with the rest; `dropped` where None.
        """
        models = [path for path in paths if path.suffix.lower() == MODEL_SUFFIX]
        if models:
            self.models_dropped.emit(models)
        if len(paths) > len(models):
            (taken or self.dropped).emit([path for path in paths if path not in models])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go at once, and say so: the work stops before the window's objects do."""
        self.hide()
        self.closing.emit()
        super().closeEvent(event)


def _bytes(settings: QSettings, name: str) -> QByteArray:
    """Return what Qt wrote, or nothing: an ini file can be edited, and damaged."""
    value = settings.value(name)
    return value if isinstance(value, QByteArray) else QByteArray()


def _flag(settings: QSettings, name: str) -> bool:
    # An ini file keeps text.
    return str(settings.value(name, "true")).lower() == "true"


def _tab_stops(window: QWidget) -> list[QWidget]:
    """List what the tabulator key goes through, in its order."""
    stops, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops


def _put_in_order(stops: list[QWidget], parts: Sequence[QWidget]) -> None:
    """Let the tabulator key go through one part after the other; by itself Qt goes by the order of making."""
    places = {part: place for place, part in enumerate(parts)}

    def place(widget: QWidget | None) -> int:
        while widget is not None and widget not in places:
            widget = widget.parentWidget()
        return -1 if widget is None else places[widget]

    for stop, following in pairwise(sorted(stops, key=place)):
        QWidget.setTabOrder(stop, following)


def _stack(whole: QWidget, *widgets: QWidget) -> None:
    """Stack widgets in one; the last but one that can grow takes the room."""
    column = layouts.column(whole)
    for widget in widgets:
        grows = isinstance(widget, QSplitter | QStackedWidget)
        column.addWidget(widget, 1 if grows else 0)
