"""The window of models: the list on the left, on the right the card, a question, or a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListView, QPushButton, QStackedWidget, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.dialogs.models.adding_page import AddingPage
from xray_desktop.qt.dialogs.models.card_page import CardPage
from xray_desktop.qt.dialogs.models.comparing_page import ComparingPage
from xray_desktop.qt.dialogs.models.model_list import ModelDelegate, ModelListModel
from xray_desktop.qt.dialogs.models.notice_line import NoticeLine
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.dropped import dropped_paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent

    from xray_desktop.qt.dialogs.models.model_list import ModelRow
    from xray_desktop.services.models.library import ListedModel

_SIZE = (1120, 720)
_SMALLEST = (960, 560)
_LIST = 300


class ModelsDialog(QDialog):
    """Says what is wanted and does nothing itself.

    Signals
    -------
    files_offered(list)
        Files that were dropped, to be added.
    add_requested()
        The user wants to choose a file.
    """

    files_offered = Signal(list)
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Models"))
        self.setAcceptDrops(True)
        self.setMinimumSize(*_SMALLEST)
        self.models = ModelListModel()
        self.list = QListView()
        self.add = QPushButton(tr("Add model…"))
        self.notice = NoticeLine()
        self.card_page, self.adding, self.comparing = CardPage(), AddingPage(), ComparingPage()
        self.pages = QStackedWidget()
        self._chosen: Path | None = None
        self._prepare()
        self._lay_out()
        self._connect()
        # Qt alone would take no more than two thirds of the screen.
        self.resize(self.sizeHint())

    def _prepare(self) -> None:
        self.list.setModel(self.models)
        self.list.setItemDelegate(ModelDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Models"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        icons.set_icon(self.add, "box")

    def _lay_out(self) -> None:
        left = QWidget()
        left.setProperty("role", "panel")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(_LIST)
        hint = text_label("small", wrap=True)
        hint.setText(tr("Or drop an .onnx file here. Your own models are copied into your models folder."))
        column = layouts.column(left, margins=(theme.SPACE.s, theme.SPACE.s, theme.SPACE.s, theme.SPACE.l))
        column.addWidget(self.list, 1)
        foot = layouts.column(spacing=theme.SPACE.s, margins=(theme.SPACE.s, theme.SPACE.m, theme.SPACE.s, 0))
        foot.addWidget(self.add)
        foot.addWidget(hint)
        column.addLayout(foot)
        for page in (self.card_page, self.adding, self.comparing):
            self.pages.addWidget(page)
        right = layouts.column(
            spacing=theme.SPACE.m, margins=(theme.SPACE.xl, theme.SPACE.l, theme.SPACE.s, theme.SPACE.l)
        )
        right.addWidget(self.notice)
        right.addWidget(self.pages, 1)
        row = layouts.row(self)
        row.addWidget(left)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_requested)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.models.modelReset.connect(self._choose_again)
        self.models.dataChanged.connect(lambda *_: self._show_card())
        self.comparing.left.connect(self.show_cards)

    def showEvent(self, event: QShowEvent) -> None:
        """Never be narrower than the buttons."""
        super().showEvent(event)
        least = QSize(*_SMALLEST)
        layout = self.layout()
        self.setMinimumSize(least if layout is None else least.expandedTo(layout.minimumSize()))

    def sizeHint(self) -> QSize:
        """Be roomy where the screen is."""
        room = (self.screen() or QGuiApplication.primaryScreen()).availableSize()
        return QSize(*map(theme.scaled, _SIZE)).boundedTo(room * 0.9)

    # --- what it shows -------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[ModelRow, ...]:
        """All models of the list."""
        return self.models.rows

    @property
    def chosen(self) -> ModelRow | None:
        """The model that the card is about."""
        place = self.models.place_of(self._chosen)
        return None if place is None else self.models.rows[place]

    def set_rows(self, rows: Sequence[ModelRow]) -> None:
        """Show other models, or the same in another state."""
        self.models.set_rows(rows)

    def choose(self, path: Path) -> None:
        """Show a model's card, now or as soon as the list has it."""
        self._chosen = path
        self._choose_again()
        self.show_cards()

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Say what became of what was asked for; nothing where empty."""
        self.notice.say(sentence, problem=problem)

    def show_cards(self) -> None:
        """Bring the cards to the front."""
        self.pages.setCurrentWidget(self.card_page)

    def ask(self, listed: ListedModel, note: str) -> None:
        """Ask whether a file may come in."""
        self.say("")
        self.adding.ask(listed, note)
        self.pages.setCurrentWidget(self.adding)

    def show_comparing(self) -> None:
        """Bring the comparison to the front."""
        self.say("")
        self.pages.setCurrentWidget(self.comparing)

    def _choose(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self._chosen = self.models.rows[index.row()].path
            self.say("")
            if self.pages.currentWidget() is not self.adding:
                self.show_cards()
            self._show_card()

    def _choose_again(self) -> None:
        """Keep the choice when the list is another; take the model in use where there was none."""
        rows = self.models.rows
        in_use = next((place for place, row in enumerate(rows) if row.in_use), 0)
        place = self.models.place_of(self._chosen)
        index = self.models.index(in_use if place is None else place, 0)
        with_focus = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Current
        sentence, problem = self.notice.sentence.text(), self.notice.is_problem
        self.list.selectionModel().setCurrentIndex(index, with_focus)
        self.say(sentence, problem=problem)
        self._show_card()

    def _show_card(self) -> None:
        self.card_page.show_model(self.chosen)

    # --- events --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take model files."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Offer what was dropped."""
        event.acceptProposedAction()
        self.files_offered.emit(dropped_paths(event.mimeData()))
