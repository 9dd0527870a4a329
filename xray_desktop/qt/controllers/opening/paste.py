"""What lies on the clipboard: a picture becomes a file of the session, files are opened, an address is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage

from xray_desktop.errors import SettingsError, XrayError
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.widgets.dropped import dropped_link, dropped_paths
from xray_desktop.qt.window.message_bar import Message, Tone

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from PySide6.QtCore import QMimeData

    from xray_desktop.qt.controllers.opening.web import WebController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.runtime.threads import Bridge
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.session.folder import SessionFolder

TOPIC = "paste"
_MOST_PIXELS = 100_000_000
_PNG = "image/png"


class PasteController(QObject):
    """Opens what the user copied elsewhere: pictures join the study, files are opened like dropped ones."""

    def __init__(
        self,
        window: MainWindow,
        study: StudyController,
        fetching: WebController,
        session: SessionFolder,
        executor: Executor,
        bridge: Bridge,
    ) -> None:
        super().__init__(window)
        self._window, self._study, self._fetching = window, study, fetching
        self._session, self._executor, self._bridge = session, executor, bridge
        self._pasted = 0
        window.actions_.paste.triggered.connect(self.paste)

    def paste(self) -> None:
        """Look at the clipboard once, and open what is there."""
        self._window.messages.close_topic(TOPIC)
        copied = QGuiApplication.clipboard().mimeData()
        paths, text = dropped_paths(copied), copied.text().strip()
        link = dropped_link(copied) or (text if text.startswith("https://") and " " not in text else "")
        if paths:
            self._window.take_paths(paths)
        elif copied.hasImage() or copied.hasFormat(_PNG):
            self._paste_image(_image_of(copied))
        elif link:
            self._fetching.offer(link)
        else:
            self._say(_nothing(text))

    def _paste_image(self, image: QImage) -> None:
        if image.isNull():
            self._say(tr("The picture on the clipboard cannot be read. Copy it again."))
        elif image.width() * image.height() > _MOST_PIXELS:
            self._say(tr("The picture on the clipboard is too large: at most 100 million pixels are read."))
        else:
            self._pasted += 1
            name = f"pasted-{self._pasted}.png"
            job = self._executor.submit(_write, image, self._session, name)
            self._bridge.watch(job, self._open, self._fail)

    def _open(self, path: Path) -> None:
        # A session that ended meanwhile took the file with it.
        if path.exists():
            self._study.add([path])

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, XrayError):
            raise error
        self._say(said(error.sentence))

    def _say(self, sentence: str) -> None:
        self._window.messages.show_message(Message(TOPIC, sentence, Tone.PROBLEM))


def _image_of(copied: QMimeData) -> QImage:
    """Take the picture; a PNG first, as it holds the depth that the platform's own form may not."""
    image = QImage.fromData(copied.data(_PNG)) if copied.hasFormat(_PNG) else QImage()
    return QImage(copied.imageData()) if image.isNull() and copied.hasImage() else image


def _nothing(text: str) -> str:
    if text:
        return tr("There is text on the clipboard. Copy a picture, or files, and paste them here.")
    return tr("There is no picture on the clipboard, and no file. Copy one, and paste it here.")


def _write(image: QImage, session: SessionFolder, name: str) -> Path:
    """Write a picture into the session's folder; runs in the background."""
    try:
        path = session.new_folder() / name
    except OSError as error:
        raise SettingsError(_cannot_keep()) from error
    # What a program wrote beside the pixels, such as where they come from, stays on the clipboard.
    bare = QImage(image.constBits(), image.width(), image.height(), image.bytesPerLine(), image.format()).copy()
    if image.format() in {QImage.Format.Format_Indexed8, QImage.Format.Format_Mono, QImage.Format.Format_MonoLSB}:
        bare.setColorTable(image.colorTable())
    # The name's end says that it is a PNG.
    if not bare.save(str(path)):
        raise SettingsError(_cannot_keep())
    return path


def _cannot_keep() -> str:
    return tr("The picture from the clipboard cannot be kept. Check the free space of the program's folder.")
