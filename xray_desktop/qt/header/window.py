"""The window of the header: search, the rows, and ways to copy them. It emits intentions and reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMenu, QPushButton, QStackedWidget, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.header.model import HeaderModel
from xray_desktop.qt.header.table import HeaderTableView
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.elided_label import ElidedLabel
from xray_desktop.services.headers import rows_as_text

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent

    from xray_desktop.services.headers import BrowsedHeader, FoundRows

_SIZE = QSize(1080, 720)
_SMALLEST = QSize(640, 360)
_TYPING_PAUSE_MS = 150


class HeaderWindow(QDialog):
    """What the file of the image looked at says of itself.

    Signals
    -------
    search_requested(str)
        The user looks for something; empty for everything.
    copy_all_requested()
        The user wants every row that is shown as text.
    """

    search_requested = Signal(str)
    copy_all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Header"))
        self.setMinimumSize(_SMALLEST)
        self.model = HeaderModel()
        self.table = HeaderTableView(self.model)
        self.title = ElidedLabel(role="heading", elide=Qt.TextElideMode.ElideMiddle)
        self.count, self.notes, self.sentence = QLabel(), text_label("secondary", wrap=True), text_label(wrap=True)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.copy_value = self._action(tr("Copy value"), "Ctrl+Shift+C")
        self.copy_rows = self._action(tr("Copy rows"), "Ctrl+C")
        self.copy_all = self._action(tr("Copy all that is shown"), "Ctrl+Alt+C")
        self.pages = QStackedWidget()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._prepare()
        self._lay_out()
        self._connect()
        self.say(tr("No image is selected."))
        self.resize(self.sizeHint())

    def _action(self, text: str, keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        return action

    def _prepare(self) -> None:
        self.table.setAccessibleName(tr("Elements of the header"))
        self.search.setPlaceholderText(tr("Find by name, keyword, tag or value"))
        self.search.setAccessibleName(self.search.placeholderText())
        theme.fix_size(self.search, height=32)
        look = QAction(self.search)
        icons.set_icon(look, "search")
        self.search.addAction(look, QLineEdit.ActionPosition.LeadingPosition)
        for label, role in ((self.count, "secondary"), (self.sentence, "secondary")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", role)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        head = layouts.row(spacing=theme.SPACE.m)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        find = layouts.row(spacing=theme.SPACE.s)
        find.addWidget(self.search, 1)
        for action in (self.copy_value, self.copy_rows, self.copy_all):
            find.addWidget(_button(action))
        for page in (self.sentence, self.table):
            self.pages.addWidget(page)
        column = layouts.column(self, spacing=theme.SPACE.s, margins=layouts.all_round(theme.SPACE.l))
        column.addLayout(head)
        column.addLayout(find)
        column.addWidget(self.pages, 1)
        column.addWidget(self.notes)

    def _connect(self) -> None:
        self._typing.timeout.connect(lambda: self.search_requested.emit(self.query))
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.table.copy_requested.connect(self._copy_rows)
        self.table.menu_requested.connect(self._show_menu)
        self.table.selectionModel().selectionChanged.connect(self._offer_copying)
        self.model.modelReset.connect(self._offer_copying)
        self.copy_value.triggered.connect(self._copy_value)
        self.copy_rows.triggered.connect(self._copy_rows)
        self.copy_all.triggered.connect(self.copy_all_requested)

    def sizeHint(self) -> QSize:
        """Be roomy where the screen is."""
        room = (self.screen() or QGuiApplication.primaryScreen()).availableSize()
        return _SIZE.boundedTo(room * 0.9)

    @property
    def query(self) -> str:
        """What the user looks for; empty for everything."""
        return self.search.text().strip()

    # --- what it shows -------------------------------------------------------------------------

    def set_title(self, name: str) -> None:
        """Say whose header it is."""
        self.setWindowTitle(tr("{name} – Header", name=name) if name else tr("Header"))
        self.title.setText(name)

    def say(self, sentence: str) -> None:
        """Say why there are no rows."""
        self.model.set_header(None)
        self.sentence.setText(sentence)
        self.notes.hide()
        self.count.setText("")
        self.pages.setCurrentWidget(self.sentence)

    def show_header(self, header: BrowsedHeader) -> None:
        """Show a header from its beginning."""
        self.model.set_header(header)
        self.notes.setText(" ".join(map(said, header.table.notes)))
        self.notes.setVisible(bool(header.table.notes))
        self.pages.setCurrentWidget(self.table)
        self.table.setCurrentIndex(self.model.index(0, 0))
        self._count_rows()

    def show_found(self, found: FoundRows | None) -> None:
        """Show what a search found; everything where None."""
        self.model.set_found(None if found is None else found.places)
        if self.model.header is None:
            return
        if found is not None and not found.matches:
            self.sentence.setText(tr("Nothing in this header fits what you look for."))
        self.pages.setCurrentWidget(self.sentence if found is not None and not found.matches else self.table)
        self._count_rows() if found is None else self.count.setText(self._found_in_words(found))

    def _count_rows(self) -> None:
        rows = 0 if self.model.header is None else len(self.model.header.rows)
        self.count.setText(tr("{count} rows", count=f"{rows:,}"))

    def _found_in_words(self, found: FoundRows) -> str:
        rows = 0 if self.model.header is None else len(self.model.header.rows)
        return tr("{matches} of {count} rows fit", matches=f"{found.matches:,}", count=f"{rows:,}")

    def set_identity_hidden(self, hidden: bool) -> None:
        """Put a word in the place of the values that would say whose picture it is."""
        self.model.set_mask(tr("hidden") if hidden else "")

    # --- copying -------------------------------------------------------------------------------

    def _offer_copying(self) -> None:
        chosen = self.table.selectionModel().hasSelection()
        self.copy_value.setEnabled(chosen)
        self.copy_rows.setEnabled(chosen)
        self.copy_all.setEnabled(self.model.rowCount() > 0)

    def _copy_value(self) -> None:
        values = [row.shown_value(self.model.mask) for row in self.table.chosen_rows()]
        QGuiApplication.clipboard().setText("\n".join(values))

    def _copy_rows(self) -> None:
        QGuiApplication.clipboard().setText(rows_as_text(self.table.chosen_rows(), self.model.mask))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions([self.copy_value, self.copy_rows, self.copy_all])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    # --- events --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look for something with Ctrl+F; Esc gives up the search first, and then the window."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)


def _button(action: QAction) -> QPushButton:
    """Make a button that does what an action does, with its key in the tool tip."""
    button = QPushButton(action.text())
    # Enter in the search field presses no button.
    button.setAutoDefault(False)
    button.setToolTip(f"{action.text()} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
    button.clicked.connect(action.trigger)
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button
