"""The window of the log: the lines as they are written, filtered by how grave they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QPlainTextEdit, QPushButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.chevron import Choice
from xray_desktop.services.diagnostics.log_tail import at_least

if TYPE_CHECKING:
    from xray_desktop.services.diagnostics.log_tail import LogLine, LogTail

_SIZE = QSize(960, 560)
_MOST_LINES = 20_000


class LogWindow(QDialog):
    """Shows lines and follows their end; reads nothing itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Log"))
        self._lines: list[LogLine] = []
        self.level: QComboBox = Choice()
        self.follow = QCheckBox(tr("Follow the end"))
        self.copy = QPushButton(tr("Copy all that is shown"))
        self.text = QPlainTextEdit()
        self.note = text_label("secondary", wrap=True)
        self._prepare()
        self._lay_out()
        self.level.currentIndexChanged.connect(self._show_lines)
        self.follow.toggled.connect(self._go_to_end)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.resize(_SIZE.boundedTo((self.screen() or QGuiApplication.primaryScreen()).availableSize() * 0.9))

    def _prepare(self) -> None:
        for text, level in (
            (tr("Everything"), "DEBUG"),
            (tr("Warnings and errors"), "WARNING"),
            (tr("Errors"), "ERROR"),
        ):
            self.level.addItem(text, level)
        self.level.setAccessibleName(tr("How grave"))
        self.follow.setChecked(True)
        icons.set_icon(self.copy, "copy")
        self.copy.setAutoDefault(False)
        self.text.setReadOnly(True)
        self.text.setMaximumBlockCount(_MOST_LINES)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(tr("Lines of the log"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.note.setText(tr("The log never holds names, numbers or dates of patients, or the names of their files."))

    def _lay_out(self) -> None:
        head = layouts.row(spacing=theme.SPACE.m)
        head.addWidget(self.level)
        head.addWidget(self.follow)
        head.addStretch(1)
        head.addWidget(self.copy)
        column = layouts.column(self, spacing=theme.SPACE.s, margins=layouts.all_round(theme.SPACE.l))
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addWidget(self.note)

    def take(self, tail: LogTail) -> None:
        """Show lines that follow those that are here, or other ones."""
        if tail.begun_anew:
            self._lines = list(tail.lines)
            self._show_lines()
        elif tail.lines:
            self._lines = [*self._lines, *tail.lines][-_MOST_LINES:]
            self._append(tail.lines)
        if not self._lines:
            self.text.setPlaceholderText(tr("Nothing has been written to the log yet."))

    def say(self, sentence: str) -> None:
        """Say why nothing can be shown."""
        self.text.setPlaceholderText(sentence)

    def _show_lines(self) -> None:
        self.text.clear()
        self._append(self._lines)

    def _append(self, lines: list[LogLine] | tuple[LogLine, ...]) -> None:
        shown = "\n".join(line.text for line in at_least(lines, self.level.currentData()))
        if shown:
            self.text.appendPlainText(shown)
        self._go_to_end()

    def _go_to_end(self) -> None:
        if self.follow.isChecked():
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.maximum())
