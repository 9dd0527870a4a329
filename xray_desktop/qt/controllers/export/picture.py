"""The picture on the screen as a file, or on the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from xray_desktop.qt.i18n.language import error_text, sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.jobs import Background, Jobs, Question
from xray_desktop.qt.widgets.short_path import short_path
from xray_desktop.qt.window.message_bar import Message, MessageButton, Severity

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from xray_desktop.measuring.store import MeasurementStore
    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.viewer.panes import Panes
    from xray_desktop.qt.viewer.snapshot import DrawnSnapshot, Snapshot
    from xray_desktop.qt.window.message_bar import MessageBar
    from xray_desktop.study.study import Study

_TOPIC = "picture"
UNEXPECTED = sentence("An unexpected fault stopped the picture. The log says where.")


class ShownPicture:
    """What the view that is worked in shows: the whole picture, with what is written and drawn over it. GUI thread."""

    def __init__(self, panes: Panes, store: MeasurementStore, study: Study) -> None:
        self._panes, self._store, self._study = panes, store, study

    def take_snapshot(self) -> Snapshot | None:
        """Take down how the picture is shown now; None where there is none."""
        from xray_desktop.qt.viewer.snapshot import take_snapshot

        view = self._panes.view
        return None if view.image is None else take_snapshot(view, self._store.shapes(view.image.key))

    def suggested_name(self, snapshot: Snapshot) -> str:
        """Return what its file may be called, without a suffix."""
        row = self._study.row_of(snapshot.image.key)
        return "image" if row is None else identity.suggested_picture_name(row)


class PictureExportController(QObject):
    """Exports and copies what the view that is worked in shows.

    Parameters
    ----------
    parent
        Of the dialog.
    """

    def __init__(
        self,
        parent: QWidget,
        messages: MessageBar,
        shown: ShownPicture,
        preferences: PreferencesController,
        background: Background,
    ) -> None:
        super().__init__()
        self._parent, self._messages, self._shown, self._preferences = parent, messages, shown, preferences
        # Each file counts; of two pictures that go to the same one, or to the clipboard, the later.
        self._drawing: Jobs[None] = Jobs(background, self._write, self._fail)
        self._writing: Jobs[None] = Jobs(background, self._tell, self._fail)
        self._copying: Jobs[None] = Jobs(background, self._put_on_clipboard, self._fail_to_copy)
        self._folder: Path | None = None

    def ask(self) -> None:
        """Let the user choose the file."""
        snapshot = self._shown.take_snapshot()
        if snapshot is None:
            return
        title = tr("Export picture: the whole image at full resolution, with what is written and drawn on it")
        dialogue = QFileDialog(self._parent, title, str(self._start_folder()), tr("PNG picture (*.png)"))
        dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialogue.setDefaultSuffix("png")
        dialogue.selectFile(f"{self._shown.suggested_name(snapshot)}.png")
        dialogue.fileSelected.connect(lambda name: self.export(Path(name), snapshot))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _start_folder(self) -> Path:
        settings = self._preferences.settings
        last = settings.last_folder if settings is not None else None
        return identity.start_folder(self._folder or last or Path.home())

    def export(self, path: Path, snapshot: Snapshot) -> None:
        """Write a picture."""
        self._folder = path.parent
        self._drawing.ask(_draw, snapshot, key=path, context=(path,))

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        snapshot = self._shown.take_snapshot()
        if snapshot is not None:
            self._copying.ask(_draw, snapshot)

    def _write(self, path: Path, drawn: DrawnSnapshot) -> None:
        question = self._writing.begin(path)
        context = path, _warning(drawn.snapshot)
        self._writing.run(question, _encode_and_write, question, path, _finished(drawn), context=context)

    def _put_on_clipboard(self, drawn: DrawnSnapshot) -> None:
        QGuiApplication.clipboard().setImage(_finished(drawn))
        self._messages.show_message(Message(_TOPIC, tr("The picture is on the clipboard.")))

    # --- what became of it ---------------------------------------------------------------------

    def _tell(self, path: Path, warning: str, _nothing: None) -> None:
        named = f"{tr('The picture is written to {path}.', path=short_path(path))} {warning}".strip()
        show = MessageButton(tr("Show in folder"), lambda: _show_folder(path))
        unnamed = f"{tr('The picture is written.')} {warning}".strip()
        self._messages.show_message(Message(_TOPIC, named, buttons=(show,), without_names=unnamed))

    def _fail(self, path: Path, *told: Any) -> None:
        why = error_text(told[-1], UNEXPECTED)
        again = MessageButton(tr("Choose another place…"), self.ask)
        self._messages.show_message(
            Message(_TOPIC, f"{path.name}: {why}", Severity.PROBLEM, (again,), without_names=why)
        )

    def _fail_to_copy(self, error: Exception) -> None:
        self._messages.show_message(Message(_TOPIC, error_text(error, UNEXPECTED), Severity.PROBLEM))


def _warning(snapshot: Snapshot) -> str:
    """Say that a picture names its patient, to whoever is about to pass it on."""
    if identity.is_hidden() or not (snapshot.corners_visible and snapshot.image.instance.patient_name):
        return ""
    return tr("It names the patient; Hide identity in the View menu leaves that out.")


def _show_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _draw(snapshot: Snapshot) -> DrawnSnapshot:
    from xray_desktop.qt.viewer.snapshot import draw

    return draw(snapshot)


def _finished(drawn: DrawnSnapshot) -> QImage:
    from xray_desktop.qt.viewer.snapshot import annotate

    return annotate(drawn)


def _encode_and_write(question: Question[None], path: Path, sheet: QImage) -> None:
    from xray_desktop.qt.viewer.snapshot import as_png
    from xray_desktop.services.report.heatmaps import write_picture

    png = as_png(sheet)
    if not question.replaced:
        write_picture(path, png)
