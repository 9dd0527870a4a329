"""Patient and notes: shown for what is looked at or selected, kept as they are typed, taken back when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.errors import XrayError
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.qt.findings_panel.patient_section import FIELDS, HeaderState, PatientView
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.jobs import Background, Jobs
from xray_desktop.study.result import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.findings_panel.patient_section import PatientSection
    from xray_desktop.services.notes.store import ImageNotes
    from xray_desktop.services.notes.worker import NotesWorker, ReadNotes
    from xray_desktop.study.result import ImageResult
    from xray_desktop.study.study import Study


class NotesController(QObject):
    """Keeps the section of the findings panel in step with the images it is about.

    Signals
    -------
    kept()
        A change is on the disk.
    failed(Exception)
        A change cannot be kept.

    Parameters
    ----------
    folder
        Where notes are kept.
    """

    kept = Signal()
    failed = Signal(object)

    def __init__(
        self,
        section: PatientSection,
        navigation: NavigationController,
        study: Study,
        folder: Path,
        background: Background,
    ) -> None:
        super().__init__()
        self._section, self._navigation, self._study, self._folder = section, navigation, study, folder
        self._reading: Jobs[None] = Jobs(background, self._take)
        self._changing: Jobs[None] = Jobs(background, self._changed, self._fail)
        self._worker: NotesWorker | None = None
        self._paths: tuple[Path, ...] = ()
        self._read: ReadNotes | None = None
        self._header: tuple[str, str] | None = None
        section.edited.connect(self._change)
        section.undo_requested.connect(self._undo)
        background.lifetime.at_stop(section.flush)
        background.lifetime.at_wait(self._wait)

    @property
    def _kept(self) -> NotesWorker:
        """Made with the first image that is looked at: the first paint needs none of it."""
        if self._worker is None:
            from xray_desktop.services.notes.worker import NotesWorker

            self._worker = NotesWorker(self._folder)
        return self._worker

    # --- what it is about ----------------------------------------------------------------------

    def follow(self) -> None:
        """Show the notes on what is looked at or selected now."""
        paths = self._chosen()
        if paths == self._paths:
            return
        self._section.flush()
        self._paths, self._read, self._header = paths, None, None
        if paths:
            self._ask()
        else:
            self._reading.drop()
            self._section.show_view(PatientView())

    def _chosen(self) -> tuple[Path, ...]:
        looked_at = [self._navigation.key] if self._navigation.key is not None else []
        return tuple(dict.fromkeys(key.path for key in self._navigation.chosen or looked_at))

    def _ask(self) -> None:
        # A copy: it is asked in the thread of the notes, and fifty thousand images can be selected.
        results = self._study.snapshot().results[Role.FIRST]
        question = self._reading.begin()
        self._reading.watch(question, self._kept.read(self._paths, lambda path: _sha256(results, path)))

    def _take(self, read: ReadNotes) -> None:
        self._read = read
        self._study.take_notes({path: not notes.empty for path, notes in read.notes.items()})
        self.refresh()

    def take_image(self, image: XrayImage) -> None:
        """Show what the header of an image says of the patient, where it is the one looked at."""
        if self._paths == (image.key.path,) and image.instance.sop_class_uid:
            self._header = image.instance.patient_name, image.instance.patient_id
            self.refresh()

    def refresh(self) -> None:
        """Show what is known now, name and ID only where identity is not hidden."""
        if self._read is not None:
            self._section.show_view(
                PatientView(
                    len(self._paths),
                    tuple(self._values(self._read).items()),
                    self._header_state,
                    identity.is_hidden(),
                    self._read.problem,
                    self._kept.can_undo,
                )
            )

    @property
    def _header_state(self) -> HeaderState:
        if self._header is not None:
            return HeaderState.SHOWN
        return HeaderState.UNREAD if self._any_dicom else HeaderState.NONE

    @property
    def _any_dicom(self) -> bool:
        return any(self._study.kinds.get(path) == FileKind.DICOM for path in self._paths)

    def _values(self, read: ReadNotes) -> dict[str, str | None]:
        values: dict[str, str | None] = {}
        for field in FIELDS:
            texts = {getattr(notes, field) for notes in read.notes.values()}
            values[field] = texts.pop() if len(texts) == 1 else None
        if self._header is not None:
            values["patient_name"], values["patient_id"] = self._header
        return values

    # --- changes -------------------------------------------------------------------------------

    def _change(self, field: str, text: str) -> None:
        if self._paths:
            self._watch(self._kept.change(self._paths, field, text))

    def _undo(self) -> None:
        self._watch(self._kept.undo())

    def _watch(self, job: Future[dict[Path, bool]]) -> None:
        # Each change counts.
        self._changing.watch(self._changing.begin(job), job)

    def _changed(self, present: dict[Path, bool]) -> None:
        self._study.take_notes(present)
        self.kept.emit()
        if self._paths:
            self._ask()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, XrayError):
            self.failed.emit(error)
        else:
            self._changing.report(error)

    def forget(self) -> None:
        """Let go of the study: another one is open now, or none."""
        self._section.flush()
        self._paths, self._read, self._header = (), None, None
        self._reading.drop()
        self._section.show_view(PatientView())
        if self._worker is not None:
            self._worker.forget()

    # --- the report ----------------------------------------------------------------------------

    def for_report(self) -> Callable[[], dict[Path, ImageNotes]]:
        """Return what reads the notes of the study, to be called in the background."""
        self._section.flush()
        results = self._study.results()
        files = {file.path: _sha256(results, file.path) for file in self._study.files}
        return self._kept.for_report(files).result

    def _wait(self) -> None:
        """Wait until what was typed is on the disk."""
        if self._worker is not None:
            self._worker.close()


def _sha256(results: Mapping[ImageKey, ImageResult], path: Path) -> str:
    """Return a file's SHA-256 where the analysis has told it."""
    result = results.get(ImageKey(path))
    return "" if result is None else result.image_sha256
