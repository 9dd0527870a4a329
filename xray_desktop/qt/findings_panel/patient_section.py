"""Whose picture it is, and what the user writes on it: for the image looked at, or for all that are selected."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.section import Section, text_label
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.widgets import icons
from xray_desktop.qt.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

_PAUSE_MS = 1500
"""What was typed is kept when the typing rests."""
_NOTES_HEIGHT = 68
"""Three lines."""

NAME, ID, NOTES = FIELDS = ("patient_name", "patient_id", "notes")
"""The fields of `xray_desktop.services.notes.store.ImageNotes`, in the order in which they stand here."""


class HeaderState(StrEnum):
    """Whether the file itself says whose picture it is."""

    NONE = "none"
    """It has no header: the user may."""
    UNREAD = "unread"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class PatientView:
    """What the section shows.

    Attributes
    ----------
    images
        How many images it is about; none where 0.
    values
        Text by field; None where the images have different ones.
    header
        Where the file has one, name and ID are its own, to be read only.
    hidden
        Identity is hidden: name and ID stay off the screen.
    problem
        Why what was kept cannot be shown; empty where it can.
    can_undo
        Whether the last change can be taken back.
    """

    images: int = 0
    values: tuple[tuple[str, str | None], ...] = ()
    header: HeaderState = HeaderState.NONE
    hidden: bool = False
    problem: str = ""
    can_undo: bool = False


class PatientSection(Section):
    """Name, ID and notes.

    Signals
    -------
    edited(str, str)
        A field and its new text.
    undo_requested()
        The user wants the last change taken back.
    """

    edited = Signal(str, str)
    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title = text_label("heading")
        self.undo = QPushButton(tr("Undo"))
        self.name, self.id = _line(tr("Patient name")), _line(tr("Patient ID"))
        self.notes = _Notes()
        self.explanation = text_label("small", wrap=True)
        self._view = PatientView()
        self._typed: set[str] = set()
        self._resting = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._resting.timeout.connect(self.flush)
        self._lay_out()
        self._listen()
        self.show_view(PatientView())

    def _lay_out(self) -> None:
        self.undo.setProperty("role", "quiet")
        self.undo.setToolTip(tr("Take back the last change of name, ID or notes"))
        icons.set_icon(self.undo, "undo-2")
        head = row(spacing=theme.SPACE.s)
        head.addWidget(self.title, 1)
        head.addWidget(self.undo)
        self.column.addLayout(head)
        for widget in (self.name, self.id, self.notes, self.explanation):
            self.column.addWidget(widget)

    def _listen(self) -> None:
        for field, line in ((NAME, self.name), (ID, self.id)):
            line.textEdited.connect(lambda _text, field=field: self._note(field))
            line.editingFinished.connect(self.flush)
        self.notes.textChanged.connect(lambda: self._note(NOTES))
        self.notes.left.connect(self.flush)
        self.undo.clicked.connect(self._ask_undo)

    # --- what is shown -------------------------------------------------------------------------

    def show_view(self, view: PatientView) -> None:
        """Show other images' name, ID and notes; a field that is being typed in is left alone."""
        if view.hidden:
            # What is half typed is a name as well.
            self.flush()
        same_images = view.images == self._view.images
        self._view, values = view, dict(view.values)
        self.setVisible(view.images > 0)
        several = view.images > 1
        self.title.setText(
            tr("Patient and notes, {count} images", count=f"{view.images:,}") if several else tr("Patient and notes")
        )
        for field, line in ((NAME, self.name), (ID, self.id)):
            line.setVisible(not view.hidden)
            line.setReadOnly(view.header is not HeaderState.NONE)
            line.setPlaceholderText(_placeholder(line.accessibleName(), values.get(field)))
            if field not in self._typed or not same_images:
                line.setText("" if view.hidden else values.get(field) or "")
                line.setCursorPosition(0)
        self._show_notes(values.get(NOTES))
        self.undo.setVisible(view.can_undo)
        self._explain()

    def _show_notes(self, text: str | None) -> None:
        self.notes.setPlaceholderText(_placeholder(tr("Notes"), text))
        if NOTES not in self._typed and self.notes.toPlainText() != (text or ""):
            with QSignalBlocker(self.notes):
                self.notes.setPlainText(text or "")
                self.notes.moveCursor(QTextCursor.MoveOperation.Start)

    def _explain(self) -> None:
        text = said(self._view.problem) or _explanation(self._view)
        self.explanation.setText(text)
        self.explanation.setVisible(bool(text))

    # --- what is typed -------------------------------------------------------------------------

    def _note(self, field: str) -> None:
        self._typed.add(field)
        self._resting.start()

    def flush(self) -> None:
        """Hand over what was typed and not handed over yet."""
        self._resting.stop()
        typed, self._typed = self._typed, set()
        texts = {NAME: self.name.text(), ID: self.id.text(), NOTES: self.notes.toPlainText()}
        for field in FIELDS:
            if field in typed:
                self.edited.emit(field, texts[field])

    def _ask_undo(self) -> None:
        self.flush()
        self.undo_requested.emit()


class _Notes(QPlainTextEdit):
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Notes"))
        self.setTabChangesFocus(True)
        # A file that is dropped here is meant for the window.
        self.setAcceptDrops(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        theme.fix_size(self, height=_NOTES_HEIGHT)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMaxLength(256)
    line.setAcceptDrops(False)
    return line


def _placeholder(name: str, value: str | None) -> str:
    return tr("{name}: several", name=name) if value is None else name


def _explanation(view: PatientView) -> str:
    if view.hidden:
        return tr("Name and ID are hidden, and stay out of the report.")
    if view.header is HeaderState.NONE:
        return ""
    if view.images > 1:
        return tr("Some of these files name their patient themselves, so name and ID cannot be entered for all.")
    if view.header is HeaderState.UNREAD:
        return tr("Name and ID stand in the file; open the image to see them.")
    return tr("Name and ID are those of the file.")
