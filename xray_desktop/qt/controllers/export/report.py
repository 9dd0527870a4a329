"""Asking where the report goes, writing it, and saying what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from xray_desktop.imaging.sniff import FileKind
from xray_desktop.qt.i18n.language import error_text, sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.jobs import Background, Jobs, Question
from xray_desktop.qt.widgets.short_path import short_path
from xray_desktop.qt.window.message_bar import Message, MessageButton, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from xray_desktop.qt.controllers.opening.notes import NotesController
    from xray_desktop.qt.controllers.state.decoders import Decoders
    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.message_bar import MessageBar
    from xray_desktop.services.notes.store import ImageNotes
    from xray_desktop.services.report.rows import Disclosure
    from xray_desktop.study.study import Study, StudySnapshot

    ReadNotes = Callable[[], Mapping[Path, ImageNotes]]


class ReportNamesController(QObject):
    """Keeps the tick in the menu, and gathers what a report says of patients.

    Parameters
    ----------
    action
        On where a report is to name the patients of DICOM headers.
    """

    def __init__(
        self,
        action: QAction,
        study: Study,
        notes: NotesController,
        preferences: PreferencesController,
        decoders: Decoders,
    ) -> None:
        super().__init__()
        self._action, self._study, self._notes, self._decoders = action, study, notes, decoders
        preferences.loaded.connect(lambda settings, _notice: action.setChecked(settings.report_header_names))
        action.toggled.connect(lambda named: preferences.change(report_header_names=named))

    @property
    def names_headers(self) -> bool:
        """Whether the next report names the patients of DICOM headers; a hidden identity is in no report."""
        return self._action.isChecked() and not identity.is_hidden()

    def for_report(self) -> ReadNotes:
        """Return what gathers patients and notes of the study, to be called in the background."""
        read_notes, reader = self._notes.for_report(), self._decoders.reader
        if not self.names_headers or reader is None:
            return read_notes
        files = [file.path for file in self._study.files if file.kind is FileKind.DICOM]

        def read() -> Mapping[Path, ImageNotes]:
            from xray_desktop.services.report.header_names import with_header_names

            return with_header_names(read_notes(), files, reader.header)

        return read


class ReportController(QObject):
    """Writes what is known of the study at the moment it is asked.

    Signals
    -------
    written(Path, int, bool)
        A report is complete and on the disk; how many of its images were not scored yet, and whether it names the
        patients of DICOM headers.
    failed(Path, Exception)
        It is not written; what was there before is unchanged.
    """

    written = Signal(object, int, bool)
    failed = Signal(object, object)

    def __init__(self, study: StudyController, names: ReportNamesController, background: Background) -> None:
        super().__init__()
        self._opened, self._study, self._names = study, study.study, names
        # Each file counts; of two reports that go to the same one, the later.
        self._writing: Jobs[None] = Jobs(background, self._tell_written, self._tell_failed)

    @property
    def possible(self) -> bool:
        """Whether there is something to write."""
        return self._study.first is not None and bool(self._study.entries)

    @property
    def suggested_name(self) -> str:
        """What the file may be called."""
        return f"{identity.suggested_name(self._opened.title, 'report')}.csv"

    def export(self, path: Path) -> None:
        """Write the report; nothing where no model is in use."""
        from xray_desktop.services.report.rows import Disclosure

        if self._study.first is None:
            return
        disclosure = Disclosure(patient_names=not identity.is_hidden(), notes=True)
        counts, names_headers = self._study.counts, self._names.names_headers
        question = self._writing.begin(path)
        self._writing.run(
            question,
            _export,
            question,
            path,
            self._study.snapshot(),
            disclosure,
            self._names.for_report(),
            context=(path, counts.waiting, names_headers),
        )

    def _tell_written(self, path: Path, waiting: int, names_headers: bool, _nothing: None) -> None:
        self.written.emit(path, waiting, names_headers)

    def _tell_failed(self, path: Path, _waiting: int, _names_headers: bool, error: Exception) -> None:
        self.failed.emit(path, error)


def _export(
    question: Question[None], path: Path, study: StudySnapshot, disclosure: Disclosure, read_notes: ReadNotes
) -> None:
    from xray_desktop.services.report.rows import export_csv

    notes = read_notes()
    if not question.replaced:
        export_csv(path, study, disclosure, notes)


_TOPIC = "export"
UNEXPECTED = sentence("An unexpected fault stopped the report. What was there before is unchanged.")


class ReportExportController(QObject):
    """Asks where the report goes, and says what became of it.

    Parameters
    ----------
    action
        Offered where there is something to write.
    parent
        Of the dialog.
    """

    def __init__(
        self,
        action: QAction,
        parent: QWidget,
        messages: MessageBar,
        report: ReportController,
        preferences: PreferencesController,
    ) -> None:
        super().__init__()
        self._action, self._parent, self._messages = action, parent, messages
        self._report, self._preferences = report, preferences
        self._folder: Path | None = None
        action.triggered.connect(self.ask)
        report.written.connect(self._tell_written)
        report.failed.connect(self._tell_failed)
        self.offer()

    def offer(self) -> None:
        """Offer the export where there is something to write."""
        self._action.setEnabled(self._report.possible)

    def ask(self) -> None:
        """Let the user choose the file."""
        dialogue = QFileDialog(self._parent, tr("Export report"), str(self._start_folder()), tr("CSV table (*.csv)"))
        dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialogue.setDefaultSuffix("csv")
        dialogue.selectFile(self._report.suggested_name)
        dialogue.fileSelected.connect(lambda name: self.export(Path(name)))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _start_folder(self) -> Path:
        settings = self._preferences.settings
        last = settings.last_folder if settings is not None else None
        return identity.start_folder(self._folder or last or Path.home())

    def export(self, path: Path) -> None:
        """Write the report."""
        self._folder = path.parent
        self._report.export(path)

    def _tell_written(self, path: Path, waiting: int, names_headers: bool) -> None:
        count = f"{waiting:,}"
        waits = tr("{count} of its images were not scored yet and stand in it as cancelled.", count=count)
        rest = f" {waits}" if waiting else ""
        if names_headers:
            rest += " " + tr("It names the patients of DICOM headers.")
        show = MessageButton(tr("Show in folder"), lambda: _show_folder(path))
        named = tr("The report is written to {path}.", path=short_path(path)) + rest
        unnamed = tr("The report is written.") + rest
        self._messages.show_message(Message(_TOPIC, named, buttons=(show,), without_names=unnamed))

    def _tell_failed(self, path: Path, error: Exception) -> None:
        why = error_text(error, UNEXPECTED)
        elsewhere = MessageButton(tr("Choose another place…"), self.ask)
        again = MessageButton(tr("Try again"), lambda: self.export(path))
        message = Message(_TOPIC, f"{path.name}: {why}", Severity.PROBLEM, (elsewhere, again), without_names=why)
        self._messages.show_message(message)


def _show_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
