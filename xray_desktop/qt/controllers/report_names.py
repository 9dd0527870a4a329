"""Whether a report names the patients of DICOM headers: never, unless a person ticked that it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.imaging.sniff import FileKind
from xray_desktop.qt import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from xray_desktop.imaging.decode_pool import PooledReader
    from xray_desktop.qt.controllers.notes import NotesController
    from xray_desktop.qt.controllers.preferences import PreferencesController
    from xray_desktop.qt.controllers.study import StudyController
    from xray_desktop.qt.main_window import MainWindow
    from xray_desktop.services.notes import ImageNotes


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
        study: StudyController,
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
        """Give what gathers patients and notes of the study, to be called in the background."""
        read_notes, reader = self._notes.for_report(), self._reader()
        if not self.names_headers or reader is None:
            return read_notes
        files = [path for path, kind in self._study.kinds.items() if kind is FileKind.DICOM]

        def read() -> Mapping[Path, ImageNotes]:
            from xray_desktop.services.header_names import with_header_names

            return with_header_names(read_notes(), files, reader.header)

        return read
