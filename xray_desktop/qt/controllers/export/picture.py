"""The picture on the screen as a file, or on the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from xray_desktop.errors import XrayError
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.widgets.short_path import short_path
from xray_desktop.qt.window.message_bar import Message, Tone, WayOut

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from PySide6.QtGui import QImage

    from xray_desktop.measuring.store import MeasurementStore
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.controllers.state.preferences import PreferencesController
    from xray_desktop.qt.runtime.threads import Bridge
    from xray_desktop.qt.viewer.snapshot import Drawn, Still
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.study.study import Study

_TOPIC = "picture"


class PictureExportController(QObject):
    """Exports and copies what the view that is worked in shows: the whole picture, with what is written over it."""

    def __init__(
        self,
        window: MainWindow,
        study: Study,
        navigation: NavigationController,
        store: MeasurementStore,
        preferences: PreferencesController,
        executor: Executor,
        bridge: Bridge,
    ) -> None:
        super().__init__(window)
        self._window, self._study, self._navigation, self._store = window, study, navigation, store
        self._preferences, self._executor, self._bridge = preferences, executor, bridge
        self._folder: Path | None = None
        window.actions_.export_picture.triggered.connect(self.ask)
        window.actions_.copy_picture.triggered.connect(self.copy)

    def ask(self) -> None:
        """Let the user choose the file."""
        still = self._capture()
        if still is None:
            return
        title = tr("Export picture: the whole image at full resolution, with what is written and drawn on it")
        dialogue = QFileDialog(self._window, title, str(self._start_folder()), tr("PNG picture (*.png)"))
        dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialogue.setDefaultSuffix("png")
        dialogue.selectFile(f"{self._suggested_name()}.png")
        dialogue.fileSelected.connect(lambda name: self.export(Path(name), still))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def _capture(self) -> Still | None:
        from xray_desktop.qt.viewer.snapshot import capture

        view = self._window.view_page.image
        return None if view.image is None else capture(view, self._store.shapes(view.image.key))

    def _start_folder(self) -> Path:
        settings = self._preferences.settings
        last = settings.last_folder if settings is not None else None
        return identity.start_folder(self._folder or last or Path.home())

    def _suggested_name(self) -> str:
        row = None if self._navigation.key is None else self._study.row_of(self._navigation.key)
        return "image" if row is None else identity.suggested_picture_name(row)

    def export(self, path: Path, still: Still) -> None:
        """Write a picture."""
        self._folder = path.parent
        self._bridge.watch(self._executor.submit(_draw, still), self._write, self._fail, context=(path,))

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        still = self._capture()
        if still is not None:
            self._bridge.watch(self._executor.submit(_draw, still), self._put_on_clipboard, self._fail_to_copy)

    def _write(self, path: Path, drawn: Drawn) -> None:
        job = self._executor.submit(_encode_and_write, path, _finished(drawn))
        self._bridge.watch(job, self._tell, self._fail, context=(path, _warning(drawn.still)))

    def _put_on_clipboard(self, drawn: Drawn) -> None:
        QGuiApplication.clipboard().setImage(_finished(drawn))
        self._window.messages.show_message(Message(_TOPIC, tr("The picture is on the clipboard.")))

    # --- what became of it ---------------------------------------------------------------------

    def _tell(self, path: Path, warning: str, _nothing: None) -> None:
        named = f"{tr('The picture is written to {path}.', path=short_path(path))} {warning}".strip()
        show = WayOut(tr("Show in folder"), lambda: _show_folder(path))
        unnamed = f"{tr('The picture is written.')} {warning}".strip()
        self._window.messages.show_message(Message(_TOPIC, named, ways_out=(show,), without_names=unnamed))

    def _fail(self, path: Path, *told: object) -> None:
        sentence = _sentence(told[-1])
        again = WayOut(tr("Choose another place…"), self.ask)
        named = f"{path.name}: {sentence}"
        self._window.messages.show_message(Message(_TOPIC, named, Tone.PROBLEM, (again,), without_names=sentence))

    def _fail_to_copy(self, error: Exception) -> None:
        self._window.messages.show_message(Message(_TOPIC, _sentence(error), Tone.PROBLEM))


def _warning(still: Still) -> str:
    """Say that a picture names its patient, to whoever is about to pass it on."""
    if identity.is_hidden() or not (still.corners_visible and still.image.instance.patient_name):
        return ""
    return tr("It names the patient; Hide identity in the View menu leaves that out.")


def _sentence(error: object) -> str:
    if isinstance(error, XrayError):
        return said(error.sentence)
    return tr("An unexpected fault stopped the picture. The log says where.")


def _show_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _draw(still: Still) -> Drawn:
    from xray_desktop.qt.viewer.snapshot import draw

    return draw(still)


def _finished(drawn: Drawn) -> QImage:
    from xray_desktop.qt.viewer.snapshot import write_over

    return write_over(drawn)


def _encode_and_write(path: Path, sheet: QImage) -> None:
    from xray_desktop.qt.viewer.snapshot import as_png
    from xray_desktop.services.report.heatmaps import write_picture

    write_picture(path, as_png(sheet))
