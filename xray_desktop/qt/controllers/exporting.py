"""Asking where the report goes, and saying what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from xray_desktop.errors import XrayError
from xray_desktop.qt import identity
from xray_desktop.qt.language import said, sentence, tr
from xray_desktop.qt.short_path import short_path
from xray_desktop.qt.status.message_bar import Message, Tone, WayOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from xray_desktop.findings.finding import Threshold
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.controllers.preferences import PreferencesController
    from xray_desktop.qt.controllers.report import ReadNotes, ReportController
    from xray_desktop.qt.controllers.study import StudyController
    from xray_desktop.qt.main_window import MainWindow
    from xray_desktop.services.agreement import SecondOpinion

_TOPIC = "export"
UNEXPECTED = sentence("An unexpected fault stopped the report. What was there before is unchanged.")


class ExportingController(QObject):
    """Exports the study as it stands.

    Parameters
    ----------
    model, threshold, second, waiting
        Give the model and the threshold in use, the second opinion, and how many images are not scored yet, at the
        moment of the export.
    notes
        Gives what reads the notes on the images, to be called in the background.
    """

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        report: ReportController,
        preferences: PreferencesController,
        model: Callable[[], ModelSession | None],
        threshold: Callable[[], Threshold],
        second: Callable[[], SecondOpinion | None],
        waiting: Callable[[], int],
        notes: Callable[[], ReadNotes],
    ) -> None:
        super().__init__(window)
        self._window, self._study, self._report = window, study, report
        self._preferences, self._model, self._threshold, self._waiting = preferences, model, threshold, waiting
        self._second, self._notes = second, notes
        self._target: Path | None = None
        window.actions_.export_report.triggered.connect(self.ask)
        report.written.connect(self._tell_written)
        report.failed.connect(self._tell_failed)
        study.changed.connect(self.offer)
        self.offer()

    def offer(self) -> None:
        """Offer the export where there is something to write."""
        possible = self._model() is not None and bool(self._study.entries)
        self._window.actions_.export_report.setEnabled(possible)

    def ask(self) -> None:
        """Let a person choose the file."""
        dialogue = QFileDialog(self._window, tr("Export report"), str(self._folder()), tr("CSV table (*.csv)"))
        dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialogue.setDefaultSuffix("csv")
        dialogue.selectFile(f"{identity.suggested_name(self._study.title, 'report')}.csv")
        dialogue.fileSelected.connect(lambda name: self.export(Path(name)))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _folder(self) -> Path:
        settings = self._preferences.settings
        last = settings.last_folder if settings is not None else None
        return identity.start_folder(self._target.parent if self._target is not None else last or Path.home())

    def export(self, path: Path) -> None:
        """Write the report."""
        model = self._model()
        if model is not None:
            self._target = path
            study = self._study
            self._report.export(
                path, study.entries, study.results, model, self._threshold(), self._second(), self._notes()
            )

    def _tell_written(self, path: Path) -> None:
        waiting = self._waiting()
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
