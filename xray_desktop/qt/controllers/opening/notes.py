"""Patient and notes: shown for what is looked at or selected, kept as they are typed, taken back when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.errors import XrayError
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.qt.findings_panel.patient_section import FIELDS, HeaderState, PatientView
from xray_desktop.qt.i18n.language import said
from xray_desktop.qt.runtime.threads import Bridge, Generation
from xray_desktop.qt.window.message_bar import Message, Tone
from xray_desktop.study.result import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.qt.controllers.state.image_loader import ImageLoader
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.notes.store import ImageNotes
    from xray_desktop.services.notes.worker import NoteKeeping, ReadNotes
    from xray_desktop.study.result import ImageResult

_TOPIC = "notes"


class NotesController(QObject):
    """Keeps the section of the findings panel in step with the images it is about.

    Parameters
    ----------
    hidden
        Tells whether identity is hidden.
    """

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        navigation: NavigationController,
        viewer: ImageLoader,
        folder: Path,
        bridge: Bridge,
        hidden: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._study, self._navigation = window, study.study, navigation
        self._folder, self._bridge, self._hidden = folder, bridge, hidden
        self._section = window.findings.patient
        self._generation = Generation()
        self._keeping: NoteKeeping | None = None
        self._paths: tuple[Path, ...] = ()
        self._read: ReadNotes | None = None
        self._header: tuple[str, str] | None = None
        navigation.key_changed.connect(self._follow)
        window.grid_page.view.selection_changed.connect(self._follow)
        viewer.ready.connect(self._take_image)
        self._section.edited.connect(self._change)
        self._section.undo_requested.connect(self._undo)
        study.opened.connect(lambda _title: self._forget())

    @property
    def _kept(self) -> NoteKeeping:
        """Made with the first image that is looked at: the first paint needs none of it."""
        if self._keeping is None:
            from xray_desktop.services.notes.worker import NoteKeeping

            self._keeping = NoteKeeping(self._folder)
        return self._keeping

    # --- what it is about ----------------------------------------------------------------------

    def _follow(self) -> None:
        paths = self._chosen()
        if paths == self._paths:
            return
        self._section.flush()
        self._paths, self._read, self._header = paths, None, None
        if paths:
            self._ask()
        else:
            self._generation.begin()
            self._section.show_view(PatientView())

    def _chosen(self) -> tuple[Path, ...]:
        in_grid = self._window.centre.currentWidget() is self._window.grid_page
        selected = self._window.grid_page.view.selected_keys() if in_grid else []
        looked_at = [self._navigation.key] if self._navigation.key is not None else []
        return tuple(dict.fromkeys(key.path for key in selected or looked_at))

    def _ask(self) -> None:
        # A copy: it is asked in the thread of the notes, and fifty thousand images can be selected.
        results = self._study.snapshot().results[Role.FIRST]
        job = self._kept.read(self._paths, lambda path: _sha256(results, path))
        self._bridge.watch(job, self._take, is_current=self._generation.begin())

    def _take(self, read: ReadNotes) -> None:
        self._read = read
        self._study.take_notes({path: not notes.empty for path, notes in read.notes.items()})
        self.refresh()

    def _take_image(self, image: XrayImage) -> None:
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
                    self._hidden(),
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
        self._bridge.watch(job, self._changed, self._fail)

    def _changed(self, present: dict[Path, bool]) -> None:
        self._study.take_notes(present)
        self._window.messages.close_topic(_TOPIC)
        if self._paths:
            self._ask()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, XrayError):
            raise error
        self._window.messages.show_message(Message(_TOPIC, said(error.sentence), Tone.PROBLEM))

    def _forget(self) -> None:
        self._section.flush()
        self._paths, self._read, self._header = (), None, None
        self._generation.begin()
        self._section.show_view(PatientView())
        if self._keeping is not None:
            self._keeping.forget()

    # --- the report ----------------------------------------------------------------------------

    def for_report(self) -> Callable[[], dict[Path, ImageNotes]]:
        """Return what reads the notes of the study, to be called in the background."""
        self._section.flush()
        results = self._study.results()
        files = {file.path: _sha256(results, file.path) for file in self._study.files}
        return self._kept.for_report(files).result

    def close(self) -> None:
        """Keep what was typed, and wait until it is on the disk."""
        self._section.flush()
        if self._keeping is not None:
            self._keeping.close()


def _sha256(results: Mapping[ImageKey, ImageResult], path: Path) -> str:
    """Return a file's SHA-256 where the analysis has told it."""
    result = results.get(ImageKey(path))
    return "" if result is None else result.image_sha256
