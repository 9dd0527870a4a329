"""Asking where the report goes, and saying what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from xray_desktop.errors import XrayError
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.qt.i18n.language import said, sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.widgets.short_path import short_path
from xray_desktop.qt.window.message_bar import Message, Tone, WayOut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.qt.controllers.opening.notes import NotesController
    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.runtime.threads import Bridge
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.notes.store import ImageNotes
    from xray_desktop.services.report.rows import Disclosure
    from xray_desktop.study.study import Study, StudySnapshot

    ReadNotes = Callable[[], Mapping[Path, ImageNotes]]


class ReportNamesController(QObject):
    """Keeps the tick in the menu, and gathers what a report says of patients.

    Parameters
    ----------
    reader
        Gives what reads files; None before it was loaded.
    """

    def __init__(
        self,
        window: MainWindow,
        study: Study,
        notes: NotesController,
        preferences: PreferencesController,
        reader: Callable[[], PooledReader | None],
    ) -> None:
        super().__init__(window)
        self._study, self._notes, self._reader = study, notes, reader
        self._action = window.actions_.header_names
        preferences.loaded.connect(lambda settings, _notice: self._action.setChecked(settings.report_header_names))
        self._action.toggled.connect(lambda named: preferences.change(report_header_names=named))

    @property
    def names_headers(self) -> bool:
        """Whether the next report names the patients of DICOM headers; a hidden identity is in no report."""
        return self._action.isChecked() and not identity.is_hidden()

    def for_report(self) -> Callable[[], Mapping[Path, ImageNotes]]:
        """Return what gathers patients and notes of the study, to be called in the background."""
        read_notes, reader = self._notes.for_report(), self._reader()
        if not self.names_headers or reader is None:
            return read_notes
        files = [file.path for file in self._study.files if file.kind is FileKind.DICOM]

        def read() -> Mapping[Path, ImageNotes]:
            from xray_desktop.services.report.header_names import with_header_names

            return with_header_names(read_notes(), files, reader.header)

        return read


class ReportController(QObject):
    """Exports what is known at the moment it is asked.

    Signals
    -------
    written(Path)
        The report is complete and on the disk.
    failed(Exception)
        It is not written; what was there before is unchanged.
    """

    written = Signal(object)
    failed = Signal(object)

    def __init__(self, executor: Executor, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._bridge = bridge

    def export(self, path: Path, study: StudySnapshot, disclosure: Disclosure, read_notes: ReadNotes = dict) -> None:
        """Write the report of a study.

        Parameters
        ----------
        disclosure
            What may leave the program.
        read_notes
            Reads the notes on the images; called in the background.
        """
        job = self._executor.submit(_export, path, study, disclosure, read_notes)
        self._bridge.watch(job, self._tell, self._fail)

    def _tell(self, path: Path) -> None:
        self.written.emit(path)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)


def _export(path: Path, study: StudySnapshot, disclosure: Disclosure, read_notes: ReadNotes) -> Path:
    from xray_desktop.services.report.rows import export_csv

    export_csv(path, study, disclosure, read_notes())
    return path


_TOPIC = "export"
UNEXPECTED = sentence("An unexpected fault stopped the report. What was there before is unchanged.")


class ReportExportController(QObject):
    """Exports the study as it stands.

    Parameters
    ----------
    notes
        Gives what reads the notes on the images, to be called in the background.
    """

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        report: ReportController,
        preferences: PreferencesController,
        notes: Callable[[], ReadNotes],
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._study, self._report = window, study, study.study, report
        self._preferences, self._notes = preferences, notes
        self._target: Path | None = None
        window.actions_.export_report.triggered.connect(self.ask)
        report.written.connect(self._tell_written)
        report.failed.connect(self._tell_failed)
        study.changed.connect(self.offer)
        self.offer()

    def offer(self) -> None:
        """Offer the export where there is something to write."""
        possible = self._study.first is not None and bool(self._study.entries)
        self._window.actions_.export_report.setEnabled(possible)

    def ask(self) -> None:
        """Let the user choose the file."""
        dialogue = QFileDialog(self._window, tr("Export report"), str(self._folder()), tr("CSV table (*.csv)"))
        dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialogue.setDefaultSuffix("csv")
        dialogue.selectFile(f"{identity.suggested_name(self._controller.title, 'report')}.csv")
        dialogue.fileSelected.connect(lambda name: self.export(Path(name)))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _folder(self) -> Path:
        settings = self._preferences.settings
        last = settings.last_folder if settings is not None else None
        return identity.start_folder(self._target.parent if self._target is not None else last or Path.home())

    def export(self, path: Path) -> None:
        """Write the report."""
        from xray_desktop.services.report.rows import Disclosure

        if self._study.first is not None:
            self._target = path
            disclosure = Disclosure(patient_names=not identity.is_hidden(), notes=True)
            self._report.export(path, self._study.snapshot(), disclosure, self._notes())

    def _tell_written(self, path: Path) -> None:
        waiting = self._study.counts.waiting
        count = f"{waiting:,}"
        waits = tr("{count} of its images were not scored yet and stand in it as cancelled.", count=count)
        rest = f" {waits}" if waiting else ""
        if self._window.actions_.header_names.isChecked() and not identity.is_hidden():
            rest += " " + tr("It names the patients of DICOM headers.")
        show = WayOut(tr("Show in folder"), lambda: _show_folder(path))
        named = tr("The report is written to {path}.", path=short_path(path)) + rest
        self._say(Message(_TOPIC, named, ways_out=(show,), without_names=tr("The report is written.") + rest))

    def _tell_failed(self, error: Exception) -> None:
        sentence = said(error.sentence) if isinstance(error, XrayError) else tr(UNEXPECTED)
        named, ways_out = sentence, [WayOut(tr("Choose another place…"), self.ask)]
        if self._target is not None:
            target = self._target
            named = f"{target.name}: {sentence}"
            ways_out.append(WayOut(tr("Try again"), lambda: self.export(target)))
        self._say(Message(_TOPIC, named, Tone.PROBLEM, tuple(ways_out), without_names=sentence))

    def _say(self, message: Message) -> None:
        self._window.messages.show_message(message)


def _show_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
