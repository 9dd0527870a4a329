"""The diagnostics page: what is installed and whether it works, filled in part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.dialogs.models.notice_line import NoticeLine
from xray_desktop.qt.dialogs.models.sheet import SheetSection
from xray_desktop.qt.dialogs.models.sheet_view import SheetView
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.widgets import icons, layouts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.services.diagnostics.report import DiagnosticSection

_SIZE = QSize(760, 760)


class DiagnosticsDialog(QDialog):
    """Shows the parts that are done; looks at nothing itself.

    Signals
    -------
    run_requested(), stop_requested(), copy_requested()
        The user wants it to begin again, to stop, to have it as text.
    """

    run_requested = Signal()
    stop_requested = Signal()
    copy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Diagnostics"))
        self.notice, self.sheet = NoticeLine(), SheetView()
        self.bar, self.words = QProgressBar(textVisible=False), text_label("secondary")
        self.stop, self.again = QPushButton(tr("Stop")), QPushButton(tr("Run again"))
        self.copy = QPushButton(tr("Copy as text"))
        self.note = text_label("small", wrap=True)
        self.sections: list[DiagnosticSection] = []
        self._prepare()
        self._lay_out()
        self.resize(_SIZE.boundedTo((self.screen() or QGuiApplication.primaryScreen()).availableSize() * 0.9))

    def _prepare(self) -> None:
        self.sheet.setAccessibleName(tr("Diagnostics"))
        self.note.setText(tr("No patient, file or folder is named here: the text may be passed on."))
        icons.set_icon(self.copy, "copy")
        for button, signal in (
            (self.stop, self.stop_requested),
            (self.again, self.run_requested),
            (self.copy, self.copy_requested),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(signal)

    def _lay_out(self) -> None:
        progress = layouts.row(spacing=theme.SPACE.m)
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.words)
        progress.addWidget(self.stop)
        foot = layouts.row(spacing=theme.SPACE.s)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.again)
        foot.addWidget(self.copy)
        column = layouts.column(self, spacing=theme.SPACE.m, margins=layouts.all_round(theme.SPACE.l))
        column.addLayout(progress)
        column.addWidget(self.notice)
        column.addWidget(self.sheet, 1)
        column.addLayout(foot)

    # --- what it shows -------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin anew."""
        self.sections = []
        self.notice.say("")
        self.sheet.show_sheet(())
        self._set_running(True)
        self.bar.setRange(0, 0)
        self.words.setText("")

    def take(self, section: DiagnosticSection, done: int, parts: int) -> None:
        """Show one more part."""
        self.sections.append(section)
        place = self.sheet.verticalScrollBar().value()
        self.sheet.show_sheet(_as_sheet(self.sections))
        self.sheet.verticalScrollBar().setValue(place)
        self.bar.setRange(0, parts)
        self.bar.setValue(done)
        self.words.setText(tr("{done} of {parts}", done=done, parts=parts))

    def finish(self) -> None:
        """Say what it all comes to."""
        self._set_running(False)
        problems = sum(section.problems for section in self.sections)
        if problems:
            self.notice.say(tr("{count} checks found a problem; they are marked below.", count=problems), problem=True)
        else:
            self.notice.say(tr("Everything that was looked at works."))

    def end_early(self, sentence: str, *, problem: bool) -> None:
        """Say that it did not come to its end."""
        self._set_running(False)
        self.notice.say(sentence, problem=problem)

    def _set_running(self, running: bool) -> None:
        for widget in (self.bar, self.words, self.stop):
            widget.setVisible(running)
        self.again.setEnabled(not running)
        self.copy.setEnabled(not running)


def _as_sheet(sections: Sequence[DiagnosticSection]) -> tuple[SheetSection, ...]:
    return tuple(SheetSection(said(section.heading), lines=tuple(_lines(section))) for section in sections)


def _lines(section: DiagnosticSection) -> list[tuple[str, str]]:
    problem = tr("PROBLEM")
    return [
        (said(line.name.strip()), f"{problem}: {said(line.value)}" if line.problem else said(line.value))
        for line in section.lines
    ]
